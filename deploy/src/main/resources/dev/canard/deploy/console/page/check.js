import { ask } from "./api.js";
import { gauge, h, marked, percent, plain, words } from "./dom.js";

/** Stances less likely than this are not worth a word. */
const WORTH_TELLING = 0.05;

/** What Canard would make of a text. */
export function check() {
  const result = h("div", { "aria-live": "polite" });
  const button = h("button", { type: "submit", class: "main" }, "Check");
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    result.replaceChildren(h("p", { class: "soft" }, "Reading it; the first text takes longer."));
    try {
      result.replaceChildren(...view(await ask("/api/check", { text: event.target.elements.text.value })));
    } catch (e) {
      result.replaceChildren(h("p", { class: "card error", role: "alert" }, e.message));
    }
    button.disabled = false;
  };
  return h("div", null,
    h("form", { class: "card check", onsubmit: submit },
      h("label", { for: "text" }, "The text of a post"),
      h("textarea", { id: "text", name: "text", required: true, rows: 4, dir: "auto" }),
      h("div", { class: "actions" }, button),
      h("p", { class: "soft" }, "Shows what would become of it, and why. Nothing of it is kept.")),
    result);
}

function view({ claims, matches, alert }) {
  return [
    h("div", { class: "card" },
      h("h2", null, alert ? `It would raise an alert: the claim is ${words(alert.debunk.rating.verdict)}` : "It would raise no alert"),
      claims.claims.length
        ? h("table", null,
          h("thead", null, h("tr", null, h("th", { scope: "col" }, "Claim"), h("th", { scope: "col" }, "Worth checking"))),
          h("tbody", null, claims.claims.map((claim) => h("tr", null, h("td", { dir: "auto" }, plain(claim.text)), h("td", null, percent(claim.checkWorthiness))))))
        : h("p", null, "Nothing in it could be read as a sentence.")),
    ...(matches.matches.length ? matches.matches.map((match) => debunk(match, matches.post)) : [h("p", { class: "empty" }, "No fact-check comes close.")]),
  ];
}

function debunk(match, post) {
  const { explanation, stance, about } = match;
  const shared = explanation?.sharedWords ?? [];
  const probability = explanation && stance && about != null ? about * (stance.probabilities.SPREADS ?? 0) : null;
  return h("article", { class: "card" },
    h("h2", null, `${match.rank}. `, h("span", { dir: "auto" }, marked(match.debunk.claim, shared.map((word) => word.claim)))),
    h("p", null, h("span", { class: "tag bad" }, words(match.debunk.rating.verdict)), plain(match.debunk.publisher ?? "unknown publisher"),
      h("span", { class: "soft" }, ` ${words(match.outcome)}`)),
    shared.length ? h("div", { class: "quote", tabindex: "0", dir: "auto" }, marked(post.text, shared.map((word) => word.post))) : null,
    probability == null ? null : gauge(probability, probability - explanation.margin),
    h("p", { class: "soft" }, about == null ? "not looked at" : `about this claim ${about.toFixed(2)}`, stance ? `; ${stances(stance)}` : ""),
    explanation ? h("p", null, explanation.reasons.map((reason) => reason.words).join("; ")) : null);
}

const stances = ({ probabilities }) =>
  Object.entries(probabilities)
    .filter(([, probability]) => probability >= WORTH_TELLING)
    .sort((a, b) => b[1] - a[1])
    .map(([name, probability]) => `${words(name)} ${probability.toFixed(2)}`)
    .join(", ");
