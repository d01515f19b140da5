import { ask, follow, hasToken, leave } from "./api.js";
import { chart, h, passedOn, percent, plain, words } from "./dom.js";
import { form, help } from "./dialogs.js";
import { Alerts } from "./alerts.js";
import { check } from "./check.js";
import { quality } from "./quality.js";
import { Replays } from "./replays.js";

const main = document.getElementById("main");
const live = document.getElementById("live");
const say = (text) => {
  live.textContent = text;
  document.getElementById("connection").textContent = text;
};

/** Whether the session has ended: then nothing of the page may replace what says so. */
let ended = false;

const loginButton = (address) => h("button", { class: "main", type: "button", onclick: () => location.assign(address) }, "Log in");

async function enter() {
  try {
    return await ask("/api/me");
  } catch (e) {
    if (e.status !== 401) throw e;
    const login = await form(e.problem.login ? "Log in, or enter a token" : "Your token", [
      e.problem.login ? loginButton(e.problem.login) : null,
      h("label", null, "Token ", h("input", { name: "token", type: "password", autocomplete: "off", required: true })),
    ], "Enter");
    if (!login) throw new Error("Without a token nothing can be shown.");
    sessionStorage.setItem("token", login.token);
    return enter();
  }
}

async function narratives(alerts) {
  const { items } = await ask("/api/narratives");
  return items.length
    ? h("div", null, items.map((each) => h("article", { class: "card" },
      h("h2", { dir: "auto" }, plain(each.debunk.claim)),
      h("p", null, h("span", { class: "tag bad" }, words(each.debunk.rating.verdict)), each.alarm ? h("span", { class: "tag bad" }, "far more than usual") : null,
        plain(each.debunk.publisher ?? "")),
      chart(each.hours),
      h("dl", null,
        h("dt", null, "Posts"), h("dd", null, `${each.alerts} by ${each.authors} authors; ${each.open} to be decided`),
        h("dt", null, "Reach"), h("dd", null, passedOn(each.shares)),
        h("dt", null, "Refuting"), h("dd", null, `${each.refuting} (${percent(each.refutingShare)})`),
        h("dt", null, "Speed"), h("dd", null, `${each.perHour} in the last hour, usually ${each.usualPerHour}`),
        h("dt", null, "Where"), h("dd", null, plain(Object.entries(each.platforms).map(([name, count]) => `${name} ${count}`).join(", "))),
        h("dt", null, "Languages"), h("dd", null, plain(Object.entries(each.languages).map(([name, count]) => `${name} ${count}`).join(", ")))),
      h("button", { type: "button", onclick: () => { alerts.only(each.debunk.id); location.hash = "alerts"; } }, "Its alerts"))))
    : h("p", { class: "empty" }, "No claim spreads.");
}

async function debunks() {
  const rows = h("tbody");
  const search = async (text) => {
    const { items } = await ask(`/api/debunks?${new URLSearchParams({ text })}`);
    rows.replaceChildren(...items.map((each) => h("tr", null, h("td", { dir: "auto" }, plain(each.claim)), h("td", null, words(each.rating.verdict)), h("td", null, plain(each.publisher ?? "")), h("td", null, each.published ?? ""))));
    if (!items.length) rows.append(h("tr", null, h("td", { colspan: 4, class: "empty" }, "No fact-check has these words.")));
  };
  await search("");
  return h("div", null,
    h("form", { class: "bar", role: "search", onsubmit: (event) => { event.preventDefault(); search(event.target.elements.text.value); } },
      h("label", null, "Search", h("input", { type: "search", name: "text" })), h("button", { type: "submit" }, "Search")),
    h("div", { class: "card" }, h("table", null, h("thead", null, h("tr", null, ["Claim", "Verdict", "Publisher", "Published"].map((name) => h("th", { scope: "col" }, name)))), rows)));
}

async function start() {
  const me = await enter();
  document.getElementById("user").textContent = `${me.name} (${words(me.role)})`;
  if (me.session || hasToken()) {
    document.getElementById("user").append(" ", h("button", { type: "button", onclick: () => leave().catch((e) => say(e.message)) }, "Log out"));
  }
  addEventListener("logged-out", ({ detail: problem }) => {
    document.getElementById("dialog").close();
    ended = true;
    main.replaceChildren(h("div", { class: "card error", role: "alert" },
      h("p", null, "Your session has ended."),
      problem.login ? loginButton(problem.login) : h("button", { type: "button", onclick: () => location.reload() }, "Enter a token")));
  });
  document.body.classList.toggle("blur", me.blurTexts);
  const alerts = new Alerts(me, say);
  const replays = new Replays(me, say);
  const pages = { alerts: async () => { await alerts.load(); return alerts.element; }, narratives: () => narratives(alerts), debunks, check, quality, replays: async () => { await replays.load(); return replays.element; } };
  const show = async () => {
    if (ended) return;
    const name = pages[location.hash.slice(1)] ? location.hash.slice(1) : "alerts";
    document.querySelectorAll("nav a").forEach((link) => link.toggleAttribute("aria-current", link.hash === `#${name}`));
    try {
      const page = await pages[name]();
      if (!ended) main.replaceChildren(page);
    } catch (e) {
      if (!ended) main.replaceChildren(h("p", { class: "card error", role: "alert" }, e.message));
    }
  };
  const shown = () => !ended && main.contains(alerts.element);
  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("dialog").open) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "Enter" && event.target.closest("button, a")) return;
    if (event.key === "?") help();
    else if (!shown() || !alerts.key(event.key)) return;
    event.preventDefault();
  });
  await show();
  addEventListener("popstate", (event) => alerts.read(Boolean(event.state?.reads)));
  follow((ids) => shown() && alerts.changed(ids), () => shown() && alerts.load(false, true), (connected) => {
    document.getElementById("connection").textContent = connected ? "live" : "not connected, trying again";
  });
}

addEventListener("waiting", () => say("the console does not answer yet, trying again"));
document.getElementById("help").addEventListener("click", help);
document.getElementById("theme").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
});
start().catch((e) => main.replaceChildren(h("p", { class: "card error", role: "alert" }, e.message)));
