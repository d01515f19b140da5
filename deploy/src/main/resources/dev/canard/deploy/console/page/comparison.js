import { ask, download } from "./api.js";
import { h, percent, plain, words } from "./dom.js";

const KINDS = [["NEW", "New"], ["LOST", "Lost"], ["CHANGED", "Changed"], ["SAME", "The same"]];
const PAIRS = 20;

const share = ({ value, low, high, of }) => (of === 0 ? "unknown" : `${percent(value)} (${percent(low)} to ${percent(high)}) of ${of}`);
const hours = (value) => (value == null ? "unknown" : value.toFixed(1));
const header = (names) => h("thead", null, h("tr", null, names.map((name) => h("th", { scope: "col" }, name))));
const scroll = (label, table) => h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label }, table);

/** A replay beside production, or beside another one. */
export async function comparison(name, against, others, choose, say) {
  const query = new URLSearchParams({ limit: PAIRS, ...(against ? { against } : {}) });
  const path = `/api/replays/${encodeURIComponent(name)}`;
  const { summary, pairs } = await ask(`${path}/diff?${query}`);
  const { counts, before, after } = summary;
  const fetched = (label, end, file) => h("button", { type: "button", onclick: () => download(`${path}/${end}?${query}`, file).catch((e) => say(e.message)) }, label);
  const select = h("select", { onchange: (event) => choose(event.target.value) }, h("option", { value: "" }, "production"), others.map((other) => h("option", { value: other }, other)));
  select.value = against;
  return h("section", { class: "card comparison", tabindex: "-1", "aria-label": `${after.name} against ${before.name}` },
    h("h2", null, `${after.name} against ${before.name}`),
    h("div", { class: "bar" }, h("label", null, "Against", select), fetched("Report", "report.html", `${name}.html`), fetched("JSON Lines", "diff.jsonl", `${name}.jsonl`)),
    h("p", { class: "counts" }, KINDS.map(([kind, label]) => h("span", { class: kind === "NEW" ? "tag good" : kind === "LOST" ? "tag bad" : "tag" }, `${counts[kind]} ${label.toLowerCase()}`))),
    scroll("Both runs", h("table", null, header(["Run", "Open alerts", "Precision", "Recall", "Hours of work"]),
      h("tbody", null, [before, after].map((run) => h("tr", null, h("th", { scope: "row" }, run.name), h("td", null, run.alerts), h("td", null, share(run.precision)), h("td", null, share(run.recall)), h("td", null, hours(run.hours))))))),
    h("p", { class: "soft" }, "Precision and recall count only what moderators have decided, with 95% intervals. ",
      summary.secondsPerDecision == null ? "No decisions yet tell how long one takes." : `Hours at ${summary.secondsPerDecision.toFixed(1)} s a decision, the median so far.`),
    groups("By verdict", summary.verdicts, words), groups("By policy", summary.policies, plain), groups("By language", summary.languages, plain),
    KINDS.filter(([kind]) => kind !== "SAME" && counts[kind]).map(([kind, label]) => details(kind, label, counts[kind], pairs, before.name, after.name)));
}

function groups(title, items, name) {
  return items.length ? [h("h3", null, title), scroll(title, h("table", null, header(["Name", ...KINDS.map(([, label]) => label)]),
    h("tbody", null, items.map((each) => h("tr", null, h("th", { scope: "row" }, name(each.name)), KINDS.map(([kind]) => h("td", null, each.counts[kind] ?? 0)))))))] : [];
}

function details(kind, label, all, pairs, before, after) {
  const shown = pairs.filter((pair) => pair.kind === kind);
  return h("details", { "data-kind": kind },
    h("summary", null, `${label}: ${all > shown.length ? `the first ${shown.length} of ${all}` : all}`),
    shown.map((pair) => difference(pair, before, after)));
}

function difference(pair, before, after) {
  const alert = pair.after ?? pair.before;
  const side = (name, of) => h("div", null, h("p", null, h("strong", null, name), of ? ` ${of.probability.toFixed(3)}` : " no alert"),
    of ? h("p", { class: "soft" }, plain(of.explanation.reasons.map((reason) => reason.words).join("; "))) : null);
  return h("div", { class: "difference" },
    h("div", { class: "quote", tabindex: "0", dir: "auto" }, plain(alert.post.text)),
    h("p", { dir: "auto" }, h("span", { class: "tag bad" }, words(alert.debunk.rating.verdict)), pair.decided ? h("span", { class: "tag" }, words(pair.decided)) : null, plain(alert.debunk.claim)),
    h("div", { class: "pair" }, side(before, pair.before), side(after, pair.after)));
}
