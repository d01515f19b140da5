import { h } from "./dom.js";

const dialog = document.getElementById("dialog");

/** Shows a form; resolves to its values, or to null if it was left. */
export function form(title, fields, submit) {
  return new Promise((resolve) => {
    const content = h("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(content));
      close(values);
    } },
      h("h2", { id: "dialog-title" }, title),
      fields,
      h("div", { class: "actions" },
        h("button", { class: "main", type: "submit" }, submit),
        h("button", { type: "button", onclick: () => close(null) }, "Cancel")));
    const close = (values) => {
      dialog.oncancel = null;
      if (dialog.open) dialog.close();
      resolve(values);
    };
    dialog.oncancel = () => close(null);
    dialog.replaceChildren(content);
    dialog.showModal();
  });
}

export function reasonFields(me) {
  return [
    h("label", null, "Reason ",
      h("select", { name: "reason", required: me.reasonRequired },
        h("option", { value: "" }, me.reasonRequired ? "choose one" : "none"),
        me.reasons.map((reason) => h("option", null, reason)))),
    h("label", null, "Note ", h("textarea", { name: "note", maxlength: 2000 })),
  ];
}

export const KEYS = [
  ["j / ↓", "next alert"], ["k / ↑", "previous alert"], ["Enter", "go to the alert"], ["c", "confirm, then the next"],
  ["d", "dismiss, then the next"], ["e", "escalate, then the next"], ["a", "claim for me, or release"], ["u", "undo my last decision"],
  ["x", "select"], ["/", "search"], ["?", "these keys"],
];

export function help() {
  return form("Keys", h("table", null, KEYS.map(([key, what]) => h("tr", null, h("td", null, h("kbd", null, key)), h("td", null, what)))), "Close");
}

/** The whole address first: a link in a post leads wherever its author wants. */
export async function open(address) {
  const safe = /^https?:\/\//i.test(address);
  const sure = await form(safe ? "Open this address?" : "This is no address of the web", h("p", { class: "quote" }, address), safe ? "Open" : "Close");
  if (sure && safe) window.open(address, "_blank", "noopener,noreferrer");
}
