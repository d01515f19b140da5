import { ask } from "./api.js";
import { ago, h, plain, words } from "./dom.js";
import { form } from "./dialogs.js";
import { comparison } from "./comparison.js";
import { promote, standing } from "./promotion.js";

const RUNNING = 1000;
const RESTING = 10000;
const STEPS = { COPY_DEBUNKS: "copying fact-checks", COPY_INPUT: "copying posts", READ_CLAIMS: "reading claims", MATCH: "judging posts" };
const LASTS = [["P1D", "the last day"], ["P7D", "the last 7 days"], ["P30D", "the last 30 days"], ["all", "all that is kept"], ["between", "from … to …"], ["offsets", "some partitions, by offset"]];

const time = (instant) => `${instant.slice(0, 16).replace("T", " ")} UTC`;
const since = (instant) => (instant.startsWith("1970-01-01T00:00:00") ? "the first post" : time(instant));
const count = (number) => number.toLocaleString("en");
const span = (seconds) => (seconds < 90 ? `${seconds} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`);
const instant = (local) => (local ? new Date(local).toISOString() : null);
const posts = ({ from, to, fromOffsets, toOffsets }) => (fromOffsets ? `from the offsets ${fromOffsets} to before ${toOffsets}` : `from ${since(from)} to ${time(to)}`);
const range = ({ debunksAsOf, changes, ...rest }) =>
  plain(`posts ${posts(rest)}; fact-checks ${debunksAsOf ? `of ${time(debunksAsOf)}` : "of its start"}; ${changes.join(", ") || "nothing changed"}`);

/** Replays: asked for, watched, compared, and put into force. */
export class Replays {
  constructor(me, say) {
    this.me = me;
    this.say = say;
    this.rows = new Map();
    this.list = h("div");
    this.policy = h("section", { class: "card", "aria-label": "Policy" });
    this.compared = h("div");
    this.element = h("div", null, this.asking(), h("section", { class: "card" }, h("h2", null, "Replays"), this.list), this.compared, this.policy);
  }

  /** Shows the newest; what is compared stays. */
  async load() {
    this.list.replaceChildren(h("p", { class: "soft" }, "Loading…"));
    this.rows.clear();
    await Promise.all([this.refresh(), this.showPolicy()]);
    this.watch();
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      if (!this.element.isConnected) return;
      await this.refresh().catch((e) => this.say(e.message));
      this.watch();
    }, this.items.some((item) => item.progress) ? RUNNING : RESTING);
  }

  async showPolicy() {
    this.inForce = await ask("/api/policy");
    this.policy.replaceChildren(...standing(this.inForce, this.me, (changed) => this.say(changed), () => this.showPolicy()));
  }

  asking() {
    this.preview = h("div", { role: "status" });
    const between = h("div", { class: "replay-form", hidden: true },
      h("label", null, "From", h("input", { type: "datetime-local", name: "from" })),
      h("label", null, "To, or now", h("input", { type: "datetime-local", name: "to" })));
    const offsets = h("div", { class: "replay-form", hidden: true },
      h("label", null, "From partition:offset, …", h("input", { name: "fromOffsets", placeholder: "0:100,1:250", autocomplete: "off" })),
      h("label", null, "To before, or the ends", h("input", { name: "toOffsets", placeholder: "0:500,1:700", autocomplete: "off" })));
    const shown = (last) => { between.hidden = last !== "between"; offsets.hidden = last !== "offsets"; };
    const changed = () => this.preview.replaceChildren();
    const controls = h("form", { onsubmit: (event) => { event.preventDefault(); this.tell(controls); }, onchange: changed },
      h("div", { class: "replay-form" },
        h("label", null, "Posts of", h("select", { name: "last", onchange: (event) => shown(event.target.value) }, LASTS.map(([value, label]) => h("option", { value }, label)))),
        h("label", null, "Threshold, or as it is", h("input", { name: "threshold", type: "number", min: 0.01, max: 1, step: 0.01 })),
        h("label", null, "Fact-checks as of, or now", h("input", { name: "debunksAsOf", type: "datetime-local" })),
        h("label", null, "Name, or the time", h("input", { name: "name", pattern: "[a-z0-9][a-z0-9\\-]{0,39}", title: "at most 40 small letters, digits and hyphens", autocomplete: "off" })),
        h("div", { class: "actions" }, h("button", { class: "main", type: "submit" }, "Preview"))),
      between, offsets);
    controls.elements.last.value = "P7D";
    return h("section", { class: "card" }, h("h2", null, "Judge posts of the past once more"),
      h("p", { class: "soft" }, "A replay runs apart: no alert is raised and nobody is told. One runs at a time."), controls, this.preview);
  }

  order(controls) {
    const values = Object.fromEntries(new FormData(controls));
    const changes = {};
    if (values.threshold) {
      changes["policy.threshold"] = Number(values.threshold);
      // It never lies below the other.
      if (this.inForce && changes["policy.threshold"] > this.inForce.inForce.foreignThreshold) changes["policy.foreign-threshold"] = changes["policy.threshold"];
    }
    return {
      name: values.name || null,
      ...this.asked(values),
      debunksAsOf: instant(values.debunksAsOf),
      changes,
    };
  }

  asked({ last, from, to, fromOffsets, toOffsets }) {
    switch (last) {
      case "all": return { all: true };
      case "between": return { from: instant(from), to: instant(to) };
      case "offsets": return { fromOffsets: fromOffsets.trim(), toOffsets: toOffsets.trim() || null };
      default: return { last };
    }
  }

  async tell(controls) {
    const order = this.order(controls);
    try {
      const found = await ask("/api/replays/preview", order);
      this.preview.replaceChildren(
        h("dl", null,
          h("dt", null, "Name"), h("dd", null, found.name),
          h("dt", null, "Posts"), h("dd", null, `at most ${count(found.records)}, ${posts(found)}`),
          h("dt", null, "Changes"), h("dd", null, plain(found.changes.join(", ") || "none")),
          h("dt", null, "Fact-checks"), h("dd", null, found.debunksAsOf ? `as of ${time(found.debunksAsOf)}` : "as they are now"),
          h("dt", null, "Takes"), h("dd", null, found.expectedSeconds == null ? "unknown: no such replay has ended yet" : `about ${span(found.expectedSeconds)}`)),
        h("div", { class: "actions" }, h("button", { class: "main", type: "button", onclick: () => this.start({ ...order, name: found.name }) }, "Start")));
    } catch (e) {
      this.preview.replaceChildren(h("p", { class: "error", role: "alert" }, e.message));
    }
  }

  async start(order) {
    if (await this.act("/api/replays", order, `${order.name} runs`)) {
      this.preview.replaceChildren();
      this.rows.get(order.name)?.element.focus();
    }
  }

  /** Asks for something, and shows what came of it; tells whether it was done. */
  async act(path, body, done) {
    try {
      await ask(path, body);
      this.say(done);
      return true;
    } catch (e) {
      this.say(`Not done: ${e.message}`);
      return false;
    } finally {
      await this.refresh().catch(() => {});
      this.watch();
    }
  }

  /** Draws anew only what changed otherwise than in its progress, so that nobody loses the button under the finger. */
  async refresh() {
    const { items } = await ask("/api/replays");
    this.items = items;
    const rows = new Map();
    for (const item of items) {
      const { progress, ...rest } = item;
      const signature = JSON.stringify([rest, Boolean(progress)]);
      const before = this.rows.get(item.name);
      const row = before?.signature === signature ? before : { signature, ...this.row(item) };
      if (before && before !== row && before.state !== item.state) this.say(`${item.name}: ${words(item.state)}`);
      row.update(progress);
      rows.set(item.name, { ...row, state: item.state });
    }
    this.rows = rows;
    const wanted = items.length ? [...rows.values()].map((row) => row.element) : [h("p", { class: "empty" }, "No replay yet.")];
    if (wanted.length !== this.list.children.length || wanted.some((element, i) => element !== this.list.children[i])) {
      const focused = document.activeElement;
      this.list.replaceChildren(...wanted);
      if (this.list.contains(focused)) focused.focus();
    }
  }

  row(item) {
    const path = `/api/replays/${encodeURIComponent(item.name)}`;
    const button = (label, onclick, main) => h("button", { type: "button", class: main ? "main" : null, onclick, "aria-label": `${label} ${item.name}` }, label);
    const finished = item.state === "FINISHED";
    const bar = h("progress", { "aria-label": `Progress of ${item.name}`, max: 1 });
    const text = h("p", { class: "soft" });
    const element = h("article", { class: "replay", tabindex: "-1", "aria-label": item.name, "data-name": item.name },
      h("h3", null, item.name, " ", h("span", { class: finished ? "tag good" : item.state === "FAILED" ? "tag bad" : "tag" }, item.state === "RUNNING" && !item.progress ? "not here" : words(item.state))),
      h("p", { class: "soft" }, range(item)),
      h("p", { class: "soft" }, plain(`started ${ago(item.startedAt)} ago${item.startedBy ? ` by ${item.startedBy}` : ""}${item.changedBy && item.changedBy !== item.startedBy ? `, then ${item.changedBy}` : ""}`)),
      item.failure ? h("p", null, plain(`failed: ${item.failure}`)) : null,
      finished ? h("p", null, `${count(item.posts)} posts judged in ${span(Math.max(1, Math.round(item.judgingMillis / 1000)))}, ${count(item.alerts)} open alerts`) : null,
      item.state === "RUNNING" && !item.progress ? h("p", { class: "soft" }, "It runs in another process, or was cut off: then it can be resumed.") : null,
      item.progress ? [bar, text] : null,
      h("div", { class: "actions" },
        item.progress ? button("Cancel", () => this.act(`${path}/cancel`, {}, `${item.name} will stop`)) : null,
        !finished && !item.progress ? button("Resume", () => this.act(`${path}/resume`, {}, `${item.name} goes on`)) : null,
        finished ? button("Compare", () => this.compare(item.name, ""), true) : null,
        finished && this.me.role === "ADMIN" ? button("Promote…", () => this.promote(item.name)) : null,
        item.progress ? null : button("Remove…", () => this.remove(item.name, path))));
    const update = (progress) => {
      if (!progress) return;
      const { step, done, of, remainingSeconds } = progress;
      if (of) bar.value = done / of;
      else bar.removeAttribute("value");
      text.textContent = !step ? "starting" : step === "COPY_INPUT" && done === of ? `${count(of)} posts copied, loading models`
        : `${STEPS[step]}: ${count(done)} of ${count(of)}${remainingSeconds == null ? "" : `, about ${span(remainingSeconds)} left`}`;
    };
    return { element, update };
  }

  async remove(name, path) {
    if (await form(`Remove ${name}?`, h("p", null, "Its copies and alerts go for ever. Nothing of production does."), "Remove")) {
      await this.act(`${path}/clean`, {}, `${name} is removed`);
      if (this.comparing === name) this.compared.replaceChildren();
    }
  }

  async compare(name, against) {
    this.comparing = name;
    this.compared.replaceChildren(h("p", { class: "card soft", role: "status" }, `Comparing ${name}…`));
    try {
      const others = this.items.filter((item) => item.state === "FINISHED" && item.name !== name).map((item) => item.name);
      const shown = await comparison(name, against, others, (other) => this.compare(name, other), this.say);
      if (this.comparing !== name) return;
      this.compared.replaceChildren(shown);
      shown.focus({ preventScroll: true });
      shown.scrollIntoView({ block: "start" });
    } catch (e) {
      this.compared.replaceChildren(h("p", { class: "card error", role: "alert" }, `It cannot be compared: ${e.message}`));
    }
  }

  async promote(name) {
    if (await promote(name, this.say)) await this.showPolicy();
  }
}
