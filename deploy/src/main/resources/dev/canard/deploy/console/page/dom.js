/** Builds elements. Strings become text, never markup: posts are hostile. */
export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function s(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** What hides in a text, or turns its direction, made visible. */
export const plain = (text) =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "\u00b7");

/** A text with some of its parts marked; spans are from and to in UTF-16 code units. */
export function marked(text, spans) {
  const parts = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end > text.length) continue;
    parts.push(plain(text.slice(at, span.start)), h("mark", null, plain(text.slice(span.start, span.end))));
    at = span.end;
  }
  parts.push(plain(text.slice(at)));
  return parts;
}

export function ago(instant) {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 60000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}

export const words = (constant) => constant.toLowerCase().replaceAll("_", " ");

export const percent = (share) => `${Math.round(share * 100)}%`;

const counted = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

export const times = (number) => (number === 1 ? "once" : counted(number, "time"));

/** How often a post, or those of a narrative, were passed on. That none was seen may lie with the source. */
export const passedOn = ({ total, reposts, quotes }) =>
  total ? `passed on ${times(total)} (${counted(reposts, "repost")}, ${counted(quotes, "quote")})` : "no repost or quote seen";

/** The probability on a line from 0 to 1, with the threshold. */
export function gauge(probability, threshold) {
  const label = `probability ${probability.toFixed(2)}, threshold ${threshold.toFixed(2)}`;
  return s(
    "svg",
    { class: "gauge", viewBox: "0 0 300 30", role: "img", "aria-label": label, preserveAspectRatio: "none" },
    s("rect", { class: "track", x: 0, y: 16, width: 300, height: 8, rx: 4 }),
    s("rect", { class: "fill", x: 0, y: 16, width: 300 * probability, height: 8, rx: 4 }),
    s("line", { class: "axis", x1: 300 * threshold, x2: 300 * threshold, y1: 12, y2: 28 }),
  );
}

/** Posts by the hour: upward those that spread, downward those that refute. */
export function chart(hours) {
  const most = Math.max(1, ...hours.map((hour) => Math.max(hour.spreading, hour.refuting)));
  const width = 480 / hours.length;
  const spread = hours.reduce((sum, hour) => sum + hour.spreading, 0);
  const refuted = hours.reduce((sum, hour) => sum + hour.refuting, 0);
  return s(
    "svg",
    {
      class: "chart",
      viewBox: "0 0 480 64",
      role: "img",
      "aria-label": `The last ${hours.length} hours: ${spread} posts spread it, ${refuted} refute it`,
      preserveAspectRatio: "none",
    },
    hours.map((hour, i) => [
      s("rect", { class: "spreading", x: i * width, width: width - 1, y: 40 - (38 * hour.spreading) / most, height: (38 * hour.spreading) / most }),
      s("rect", { class: "refuting", x: i * width, width: width - 1, y: 41, height: (22 * hour.refuting) / most }),
    ]).flat(),
    s("line", { class: "axis", x1: 0, x2: 480, y1: 40.5, y2: 40.5 }),
  );
}
