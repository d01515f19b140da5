import { ask } from "./api.js";
import { h, percent, plain, s } from "./dom.js";

const WIDTH = 480;
const HEIGHT = 120;
const interval = (decisions) => `${percent(decisions.low)} to ${percent(decisions.high)}`;

/** How often moderators agree, and what another threshold would make of it. */
export async function quality() {
  const [feedback, { items }] = await Promise.all([ask("/api/feedback"), ask("/api/shadows")]);
  return h("div", null, thresholds(feedback), shadows(items), table("Policies", feedback.policies), table("Publishers", feedback.publishers), table("Claims", feedback.debunks));
}

function thresholds({ threshold, thresholds: points, suggested }) {
  const now = Math.round(100 * threshold);
  const facts = h("dl");
  const line = s("line", { class: "axis", y1: 0, y2: HEIGHT });
  const draw = (step) => {
    const { posts, decisions } = points[step];
    const { decisions: before } = points[now];
    const lost = before.confirmed - decisions.confirmed;
    const spared = before.dismissed - decisions.dismissed;
    line.setAttribute("x1", (WIDTH * step) / 100);
    line.setAttribute("x2", (WIDTH * step) / 100);
    facts.replaceChildren(
      h("dt", null, "Threshold"), h("dd", null, `${points[step].threshold.toFixed(2)}${step === now ? " (now)" : ""}`),
      h("dt", null, "Alerts"), h("dd", null, `${posts} instead of ${points[now].posts}`),
      h("dt", null, "Precision"), h("dd", null, step < now
        ? "unknown: nobody has decided on posts below the threshold of now"
        : decisions.precision == null ? "unknown: nobody has decided" : `${percent(decisions.precision)} (${interval(decisions)}) of ${decisions.confirmed + decisions.dismissed} decided`),
      h("dt", null, "Cost"), h("dd", null, step < now ? `${posts - points[now].posts} more to look at` : `${lost} confirmed alerts missed, ${spared} dismissed ones spared`));
  };
  const slider = h("input", { id: "threshold", type: "range", min: 0, max: 100, value: now, oninput: (event) => draw(Number(event.target.value)) });
  draw(now);
  return h("section", { class: "card" },
    h("h2", null, "What if the threshold were another?"),
    curve(points, now, line),
    h("label", { for: "threshold" }, "Threshold"), slider, facts,
    h("p", { class: "soft" }, suggested
      ? `From ${suggested.threshold.toFixed(2)} on, precision is at least ${percent(suggested.decisions.low)} with 97.5% certainty: ${suggested.lost} confirmed alerts would have been missed, ${suggested.spared} dismissed ones spared.`
      : "The decisions do not tell of a better threshold.",
    " Nothing is changed here: set policy.threshold, or try it on the past with canard replay."));
}

/** How many alert, as an area, and precision, as a line, by threshold. */
function curve(points, now, line) {
  const most = Math.max(1, points[0].posts);
  const x = (i) => (WIDTH * i) / 100;
  const y = (share) => HEIGHT - (HEIGHT - 4) * share;
  const area = points.map((point, i) => `${x(i)},${y(point.posts / most)}`);
  const precision = points.map((point, i) => [i, point.decisions.precision]).filter(([i, value]) => i >= now && value != null).map(([i, value]) => `${x(i)},${y(value)}`);
  return s("svg", { class: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", preserveAspectRatio: "none",
    "aria-label": `Alerts by threshold, from ${points[0].posts} at 0 to ${points[100].posts} at 1, and precision on decided ones` },
  s("polygon", { points: `0,${HEIGHT} ${area.join(" ")} ${WIDTH},${HEIGHT}` }),
  s("polyline", { class: "precision", points: precision.join(" ") }), line);
}

/** Policies that are only tried; nothing where there are none. */
function shadows(items) {
  if (!items.length) return null;
  const right = (confirmed, dismissed) => `${confirmed} confirmed, ${dismissed} dismissed`;
  return h("section", { class: "card" }, h("h2", null, "Policies in shadow"), h("table", null,
    h("thead", null, h("tr", null, ["Policy", "Would add", "Would keep", "Would lose"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, items.map((each) => h("tr", null,
      h("td", null, plain(each.policy)), h("td", null, each.added),
      h("td", null, `${each.kept}: ${right(each.keptConfirmed, each.keptDismissed)}`),
      h("td", null, `${each.lost}: ${right(each.lostConfirmed, each.lostDismissed)}`))))));
}

function table(title, groups) {
  return h("section", { class: "card" }, h("h2", null, title),
    groups.length
      ? h("table", null,
        h("thead", null, h("tr", null, ["Name", "Alerts", "Confirmed", "Dismissed", "Precision"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", null, groups.map(({ name, alerts, decisions }) => h("tr", null,
          h("td", { dir: "auto" }, plain(name)), h("td", null, alerts), h("td", null, decisions.confirmed), h("td", null, decisions.dismissed),
          h("td", null, decisions.precision == null ? "–" : `${percent(decisions.precision)} (${interval(decisions)})`)))))
      : h("p", { class: "empty" }, "No alerts."));
}
