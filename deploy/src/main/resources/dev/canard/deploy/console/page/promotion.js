import { ask } from "./api.js";
import { h, plain, words } from "./dom.js";
import { form } from "./dialogs.js";

const policy = (each) => `${each.name}@${each.version}: threshold ${each.threshold}, in foreign languages ${each.foreignThreshold}, at least ${each.minimumWords} words`;

/** The policy in force, and how that came; an admin can take it back. */
export function standing({ inForce, last, history }, me, say, changed) {
  const newest = history[history.length - 1];
  const back = async () => {
    const values = await form("Take the policy back?", [
      h("p", null, "The one before comes into force again, at once and for everybody."),
      h("label", null, "Reason ", h("textarea", { name: "reason", maxlength: 2000 })),
    ], "Take back");
    if (!values) return;
    try {
      await ask("/api/policy/rollback", { last, reason: values.reason || null });
      say("The policy before is in force.");
    } catch (e) {
      say(`Not done: ${e.message}`);
    }
    await changed();
  };
  return [
    h("h2", null, "Policy in force"),
    h("p", null, plain(policy(inForce))),
    newest?.replay && me.role === "ADMIN" ? h("div", { class: "actions" }, h("button", { type: "button", onclick: back }, "Take back…")) : null,
    history.length
      ? h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Promotions" }, h("table", null,
        h("thead", null, h("tr", null, ["When", "What", "In force", "By", "Reason", "Overruled"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", null, [...history].reverse().map((each) => h("tr", null,
          h("td", null, each.at.slice(0, 16).replace("T", " ")), h("td", null, words(each.kind)),
          h("td", null, plain(each.replay ? `${each.replay}: ${each.overrides.join(", ")}` : "configured")), h("td", null, plain(each.by)),
          h("td", null, plain(each.reason ?? "")), h("td", null, plain(each.objections.join("; "))))))))
      : h("p", { class: "soft" }, "It is the configured one; none was promoted."),
  ].filter(Boolean);
}

/** Puts the policy of a replay into force, once one has seen what speaks against it; tells whether it is. */
export async function promote(name, say) {
  try {
    const { inForce, proposed, objections, last } = await ask(`/api/replays/${encodeURIComponent(name)}/promotion`);
    const values = await form(`Promote ${name}?`, [
      h("dl", null, h("dt", null, "Now"), h("dd", null, plain(policy(inForce))), h("dt", null, "Then"), h("dd", null, plain(policy(proposed)))),
      h("p", null, "Running matchers follow at once. Posts that were judged before are not judged again."),
      objections.length ? [
        h("div", { class: "card error" }, h("h2", null, "Against it"), h("ul", null, objections.map((each) => h("li", null, plain(each))))),
        h("label", null, h("input", { type: "checkbox", name: "force", required: true }), " Overrule this"),
      ] : null,
      h("label", null, objections.length ? "Reason, which stays in the history " : "Reason ", h("textarea", { name: "reason", maxlength: 2000, required: objections.length > 0 })),
    ].flat(), "Promote");
    if (!values) return false;
    await ask(`/api/replays/${encodeURIComponent(name)}/promotion`, { last, force: Boolean(values.force), reason: values.reason || null });
    say(`The policy of ${name} is in force.`);
    return true;
  } catch (e) {
    say(`Not promoted: ${e.message}`);
    return false;
  }
}
