import { ask, download } from "./api.js";
import { ago, chart, gauge, h, marked, passedOn, percent, plain, times, words } from "./dom.js";
import { form, open, reasonFields } from "./dialogs.js";

/** Tells one decision from all others, so that a repeated request counts once. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** How many alerts one answer may hold. */
const MOST = 200;

const STATES = ["OPEN", "CLAIMED", "ESCALATED", "CONFIRMED", "DISMISSED", "SUPPRESSED", "WITHDRAWN"];
const VERDICTS = ["FALSE", "MOSTLY_FALSE", "MISLEADING", "MIXED", "ALTERED", "MISATTRIBUTED", "SCAM", "SATIRE"];

/** The queue, and the alert that is looked at. */
export class Alerts {
  constructor(me, say) {
    this.me = me;
    this.say = say;
    this.filter = { state: ["OPEN", "CLAIMED"], sort: "PRIORITY" };
    this.items = [];
    this.chosen = new Set();
    this.done = [];
    this.at = 0;
    /** How many answers the list has taken. */
    this.loads = 0;
    this.list = h("ul", { class: "list", "aria-label": "Alerts" });
    this.counted = h("span", { role: "status" });
    // Never made anew: a list that changes by itself must not take away what somebody is about to press.
    this.allClaims = h("button", { type: "button", onclick: () => { delete this.filter.debunk; delete this.filter.cluster; this.load(); } }, "All claims");
    this.allClaims.hidden = true;
    this.undoPlace = h("span");
    this.count = h("p", { class: "soft" }, this.counted, " ", this.allClaims, " ", this.undoPlace);
    this.detail = h("section", { "aria-label": "Alert", tabindex: "-1" });
    this.more = h("button", { type: "button", onclick: () => this.load(true) }, "More");
    this.back = h("button", { type: "button", class: "back", onclick: () => history.back() }, "← To the list");
    this.element = h("div", { class: "alerts" }, this.bar(), h("div", { class: "split" }, h("div", null, this.count, this.list, this.more), h("div", null, this.back, this.detail)));
    this.read(Boolean(history.state?.reads));
  }

  bar() {
    const change = () => this.filterAnew();
    const choice = (label, name, values, first) =>
      h("label", null, label, h("select", { name, onchange: change }, h("option", { value: "" }, first), values.map((value) => h("option", { value }, words(value)))));
    this.search = h("input", { type: "search", name: "text", placeholder: "words", onchange: change, "aria-keyshortcuts": "/" });
    this.controls = h("form", { class: "bar", role: "search", onsubmit: (event) => { event.preventDefault(); this.filterAnew(); } },
      h("label", null, "Search", this.search),
      choice("State", "state", STATES, "to do"),
      choice("Verdict", "verdict", VERDICTS, "all"),
      h("label", null, "Order", h("select", { name: "sort", onchange: change }, ["PRIORITY", "NEWEST", "OLDEST", "VELOCITY", "SHARES"].map((value) => h("option", { value }, words(value))))),
      h("label", null, "From probability", h("input", { name: "minProbability", type: "number", min: 0, max: 1, step: 0.05, onchange: change })),
      h("button", { type: "button", onclick: () => this.bulk("DISMISS") }, "Dismiss all…"),
      h("button", { type: "button", onclick: () => this.bulk("CONFIRM") }, "Confirm all…"),
      h("button", { type: "button", onclick: () => download(`/api/alerts.csv?${this.query()}`, "alerts.csv").catch((e) => this.say(e.message)) }, "CSV"),
      h("button", { type: "button", onclick: () => download(`/api/alerts.jsonl?${this.query()}`, "alerts.jsonl").catch((e) => this.say(e.message)) }, "JSON Lines"));
    return this.controls;
  }

  filterAnew() {
    const values = Object.fromEntries(new FormData(this.controls));
    const { debunk, cluster } = this.filter;
    this.filter = { sort: values.sort };
    this.filter.state = values.state ? [values.state] : ["OPEN", "CLAIMED"];
    if (values.verdict) this.filter.verdict = [values.verdict];
    if (values.text) this.filter.text = [values.text];
    if (values.minProbability) this.filter.minProbability = [values.minProbability];
    if (debunk) this.filter.debunk = debunk;
    if (cluster) this.filter.cluster = cluster;
    return this.load();
  }

  query() {
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(this.filter)) for (const value of [values].flat()) query.append(name, value);
    return query;
  }

  async load(further, automatic) {
    const asked = String(this.query());
    // As many as there are to see: nobody is to lose the place below the first page.
    const place = further ? { cursor: this.next } : automatic ? { limit: Math.min(MOST, Math.max(50, this.items.length)) } : {};
    if (!automatic) this.counted.textContent = "Loading…";
    const before = this.loads;
    try {
      const page = await ask(`/api/alerts?${asked}&${new URLSearchParams(place)}`, undefined, automatic);
      // Late, and no longer what one wants to see.
      if (String(this.query()) !== asked) return;
      // Asked for before the list grew by a page, it would take that away again.
      if (automatic && this.loads !== before) return this.load(false, true);
      this.loads++;
      const read = this.current();
      const current = read?.id;
      this.items = further ? [...this.items, ...page.items] : page.items;
      // What somebody reads, and is about to decide on, is not taken away by others.
      const stays = automatic && read && !this.done.includes(current) && !this.items.some((item) => item.id === current);
      if (stays) this.items.splice(Math.min(this.at, this.items.length), 0, read);
      for (const id of this.chosen) if (!this.items.some((item) => item.id === id)) this.chosen.delete(id);
      this.next = page.next;
      this.total = page.total;
      // One that is gone leaves its place to the next: nobody is thrown back to the top.
      const now = this.items.findIndex((item) => item.id === current);
      this.at = Math.max(0, now >= 0 ? now : Math.min(this.at, this.items.length - 1));
      this.draw();
      if (this.current()?.id !== current || !this.detail.firstChild) await this.show(automatic);
    } catch (e) {
      if (String(this.query()) !== asked) return;
      this.counted.replaceChildren(h("span", { class: "error" }, `The alerts cannot be shown: ${e.message} `), h("button", { type: "button", onclick: () => this.load() }, "Try again"));
    }
  }

  current() {
    return this.items[this.at];
  }

  draw() {
    this.counted.textContent = `${this.total} ${this.total === 1 ? "alert" : "alerts"}${this.chosen.size ? `, ${this.chosen.size} selected` : ""}`;
    this.allClaims.hidden = !(this.filter.debunk || this.filter.cluster);
    if (this.undoPlace.firstChild !== (this.undoBulk ?? null)) this.undoPlace.replaceChildren(...[this.undoBulk].filter(Boolean));
    this.more.hidden = !this.next;
    this.list.replaceChildren(...(this.items.length ? this.items.map((item, i) => this.row(item, i)) : [h("li", { class: "empty" }, "Nothing to do here.")]));
  }

  row(item, i) {
    const alert = item.alert;
    return h("li", { class: this.chosen.has(item.id) ? "item chosen" : "item", "aria-current": i === this.at ? "true" : null, "data-id": item.id, onclick: () => this.open(i) },
      h("span", { class: "score", title: "priority" }, String(Math.round(item.priority))),
      h("span", { class: "words", dir: "auto" }, plain(alert.post.text.slice(0, 300))),
      h("span", { class: "soft" },
        h("span", { class: "tag bad" }, words(alert.debunk.rating.verdict)),
        item.state === "OPEN" ? null : h("span", { class: "tag" }, item.state === "CLAIMED" ? `claimed by ${plain(item.claimedBy)}` : words(item.state)),
        `${alert.probability.toFixed(2)} · ${plain(alert.post.platform ?? "unknown")} · ${ago(item.raisedAt)}${item.shares.total ? ` · passed on ${times(item.shares.total)}` : ""}`));
  }

  /** On a narrow page the alert takes the place of the list, until one goes back. */
  async open(i) {
    await this.go(i);
    if (this.current() && matchMedia("(max-width: 60rem)").matches && !history.state?.reads) {
      history.pushState({ reads: true }, "");
      this.read(true);
    }
  }

  /** Shows, on a narrow page, the alert or the list. */
  read(reads) {
    this.element.classList.toggle("reads", reads);
    if (reads) {
      scrollTo(0, 0);
      this.detail.focus({ preventScroll: true });
    } else this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  async go(i) {
    if (i < 0 || i >= this.items.length) return;
    this.at = i;
    this.draw();
    this.list.children[i].scrollIntoView({ block: "nearest" });
    await this.show();
  }

  async show(automatic) {
    const item = this.current();
    if (!item) {
      this.detail.replaceChildren();
      if (history.state?.reads) history.back();
      return;
    }
    try {
      const { case: found, history } = await ask(`/api/alerts/${encodeURIComponent(item.id)}`, undefined, automatic);
      if (this.current()?.id !== item.id) return;
      const narrative = await ask(`/api/narratives/${encodeURIComponent(found.alert.debunk.id)}`, undefined, automatic).catch(() => null);
      if (this.current()?.id !== item.id) return;
      this.items[this.at] = found;
      this.detail.replaceChildren(...this.view(found, history, narrative));
    } catch (e) {
      this.detail.replaceChildren(h("p", { class: "card error" }, e.message));
    }
  }

  view(found, history, narrative) {
    const { alert } = found;
    const shared = alert.explanation.sharedWords;
    const { post, debunk } = alert;
    const may = this.me.role === "MODERATOR" || this.me.role === "ADMIN";
    const button = (key, action, label, main) => h("button", { type: "button", class: main ? "main" : null, "aria-keyshortcuts": key, onclick: () => this.decide(action, true) }, `${label} `, h("kbd", null, key));
    return [
      h("div", { class: "card" },
        h("h2", null, `${words(found.state)}, priority ${Math.round(found.priority)}`),
        h("div", { class: "pair" },
          h("div", null,
            h("h2", null, "Post"),
            h("div", { class: "quote", tabindex: "0", dir: "auto" }, marked(post.text, shared.map((word) => word.post))),
            h("p", { class: "soft" }, plain(`${post.author?.handle ?? "unknown author"} on ${post.platform ?? "unknown"}, ${post.createdAt.slice(0, 16).replace("T", " ")} UTC, ${post.language ?? "language unknown"}`)),
            h("p", { class: "soft" }, passedOn(found.shares)),
            post.links.map((link) => h("p", { class: "soft" }, plain(link), " ", h("button", { type: "button", onclick: () => open(link) }, "Open…")))),
          h("div", null,
            h("h2", null, "Fact-check"),
            h("div", { class: "quote", tabindex: "0", dir: "auto" }, marked(debunk.claim, shared.map((word) => word.claim))),
            h("p", null, h("span", { class: "tag bad" }, words(debunk.rating.verdict)), plain(debunk.rating.original ?? "")),
            h("p", { class: "soft" }, plain(`${debunk.publisher ?? "unknown publisher"}${debunk.published ? `, ${debunk.published}` : ""}`), " ",
              debunk.url ? h("button", { type: "button", onclick: () => open(debunk.url) }, "Open…") : null),
            alert.otherReviews.map((other) => h("p", { class: "soft" }, plain(`Also ${words(other.rating.verdict)}: ${other.publisher ?? "another publisher"}`))))),
        gauge(alert.probability, alert.judgedBy.threshold),
        h("p", { class: "soft" }, `probability ${alert.probability.toFixed(2)} = about the claim ${alert.about.toFixed(2)} × spreads it ${(alert.stance.probabilities.SPREADS ?? 0).toFixed(2)}; threshold ${alert.judgedBy.threshold.toFixed(2)}; policy ${plain(alert.judgedBy.policy)}`),
        h("p", null, alert.explanation.reasons.map((reason) => reason.words).join("; ")),
        alert.explanation.rule ? h("p", null, plain(`by the rule ${alert.explanation.rule.name ?? alert.explanation.rule.id ?? ""}`)) : null,
        alert.cluster ? h("p", null, h("button", { type: "button", onclick: () => this.onlyCopies(alert.cluster) }, "Only its copies")) : null,
        alert.reason ? h("p", null, plain(`withdrawn: ${alert.reason}`)) : null,
        may ? h("div", { class: "actions" }, button("c", "CONFIRM", "Confirm", true), button("d", "DISMISS", "Dismiss"), button("e", "ESCALATE", "Escalate"),
          button("a", found.claimedBy ? "RELEASE" : "CLAIM", found.claimedBy ? "Release" : "Claim"), button("u", "UNDO", "Undo")) : null),
      narrative ? h("div", { class: "card" }, h("h2", null, "The claim"), chart(narrative.hours),
        h("p", null, `${narrative.alerts} posts spread it, ${narrative.refuting} refute it (${percent(narrative.refutingShare)}); ${narrative.perHour} in the last hour; ${passedOn(narrative.shares)}. `,
          h("button", { type: "button", onclick: () => this.only(debunk.id) }, "Only this claim"))) : null,
      h("div", { class: "card" }, h("h2", null, "History"),
        history.length ? h("table", null, h("tbody", null, history.map(({ decision, refused }) => h("tr", null,
          h("td", null, decision.decidedAt.slice(0, 19).replace("T", " ")), h("td", null, plain(decision.moderator)), h("td", null, words(decision.action)),
          h("td", null, plain([decision.reason, decision.note, refused && `refused: ${refused}`].filter(Boolean).join("; "))))))) : h("p", { class: "soft" }, `Raised ${ago(found.raisedAt)} ago. Nobody has decided yet.`)),
    ].filter(Boolean);
  }

  only(debunkId) {
    this.filter.debunk = [debunkId];
    this.chosen.clear();
    return this.load();
  }

  onlyCopies(cluster) {
    this.filter.cluster = [cluster];
    this.chosen.clear();
    return this.load();
  }

  /** Decides on the alert that is looked at, or on those that are selected, and goes on to the next. */
  async decide(action, asked) {
    const decides = ["CONFIRM", "DISMISS", "ESCALATE"].includes(action);
    const targets = this.chosen.size ? this.items.filter((item) => this.chosen.has(item.id)) : [this.current()].filter(Boolean);
    if (!targets.length) return;
    let reason = {};
    // By its id: the list may be drawn anew, without what was decided, before the answers are there.
    const next = this.items[this.at + 1]?.id;
    if (this.me.reasonRequired && decides) {
      reason = await form(`${words(action)}: why?`, reasonFields(this.me), words(action));
      if (!reason) return;
    }
    for (const item of targets) {
      try {
        const order = { key: newKey(), alertId: item.id, seen: item.revision, action, reason: reason.reason || null, note: reason.note || null };
        const now = await ask("/api/decisions", order);
        this.items = this.items.map((each) => (each.id === now.id ? now : each));
        if (decides) this.done.push(item.id);
        this.say(`${words(action)}: done`);
      } catch (e) {
        if (e.problem?.current) this.items = this.items.map((each) => (each.id === item.id ? e.problem.current : each));
        this.say(`Not done: ${e.message}`);
      }
    }
    this.chosen.clear();
    const place = this.items.findIndex((item) => item.id === next);
    if (decides && place >= 0) await this.go(place);
    else {
      this.draw();
      await this.show();
    }
    if (asked) this.detail.focus({ preventScroll: true });
  }

  async undo() {
    const id = this.done.pop();
    if (!id) return this.say("Nothing to undo.");
    try {
      const { case: found } = await ask(`/api/alerts/${encodeURIComponent(id)}`);
      const now = await ask("/api/decisions", { key: newKey(), alertId: id, seen: found.revision, action: "UNDO" });
      const place = this.items.findIndex((item) => item.id === id);
      if (place >= 0) this.items[place] = now;
      else this.items.unshift(now);
      this.say("Undone.");
      await this.go(place >= 0 ? place : 0);
    } catch (e) {
      this.say(`Not undone: ${e.message}`);
    }
  }

  /** Decides on all that the filter shows, once one has seen how many that are. */
  async bulk(action) {
    const filter = Object.fromEntries(Object.entries(this.filter).map(([name, values]) => [name, [values].flat()]));
    const order = { key: newKey(), action, reason: null, note: null, filter };
    try {
      const { count } = await ask("/api/decisions/bulk", order);
      const reason = await form(`${words(action)} ${count} alerts`, [h("p", null, "All that the filter shows, also those further down."), reasonFields(this.me)], `${words(action)} ${count}`);
      if (!reason) return;
      const { decided, skipped } = await ask("/api/decisions/bulk", { ...order, expected: count, reason: reason.reason || null, note: reason.note || null });
      // Part of the page until it is used: the changes that the decision itself causes draw the list anew.
      this.undoBulk = h("button", { type: "button", onclick: async () => {
        try {
          const undone = await ask(`/api/decisions/bulk/${order.key}/undo`, {});
          this.undoBulk = null;
          this.say(`${undone.decided} undone.`);
          await this.load();
        } catch (e) {
          this.say(`Not undone: ${e.message}`);
        }
      } }, `Undo ${decided}`);
      await this.load();
      this.say(`${decided} done, ${skipped} skipped.`);
    } catch (e) {
      this.say(`Not done: ${e.message}`);
    }
  }

  /** Alerts changed somewhere. */
  async changed(ids) {
    const current = this.current()?.id;
    if (ids.includes(current)) {
      await this.show(true);
      this.draw();
    }
    // Not put off by what changes meanwhile: where much changes, that would be for ever.
    if (!this.soon && ids.some((id) => id !== current)) {
      this.soon = setTimeout(() => {
        this.soon = null;
        this.load(false, true);
      }, 300);
    }
  }

  key(key) {
    const keys = {
      j: () => this.go(this.at + 1), ArrowDown: () => this.go(this.at + 1),
      k: () => this.go(this.at - 1), ArrowUp: () => this.go(this.at - 1),
      Enter: () => this.open(this.at).then(() => this.detail.focus()),
      c: () => this.decide("CONFIRM"), d: () => this.decide("DISMISS"), e: () => this.decide("ESCALATE"),
      a: () => this.decide(this.current()?.claimedBy ? "RELEASE" : "CLAIM"), u: () => this.undo(),
      x: () => {
        const id = this.current()?.id;
        if (!id) return;
        if (!this.chosen.delete(id)) this.chosen.add(id);
        this.draw();
      },
      "/": () => this.search.focus(),
    };
    if (!keys[key]) return false;
    keys[key]();
    return true;
  }
}
