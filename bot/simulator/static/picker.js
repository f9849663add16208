// The date and time picker of a datetimepicker action.

import { el } from "./dom.js";
import { TH, pickedOf } from "./th.js";

const KINDS = { date: "date", time: "time", datetime: "datetime-local" };

/** Resolves with what LINE would put into the postback (2026-01-31, 09:30, 2026-01-31T09:30), or null. */
export function pickMoment(action) {
  const dialog = document.getElementById("picker");
  const plain = (value) => value?.replace("t", "T");
  const input = el("input", {
    type: KINDS[action.mode],
    min: plain(action.min),
    max: plain(action.max),
    value: plain(action.initial) || plain(action.min) || fresh(action.mode),
    "aria-label": TH.pick[action.mode],
  });
  const shown = el("output", { class: "picked" }, pickedOf(action.mode, input.value));
  input.addEventListener("input", () => (shown.textContent = pickedOf(action.mode, input.value)));
  const button = (words, value, kind) => el("button", { type: "button", class: kind, onclick: () => dialog.close(value()) }, words);
  dialog.replaceChildren(
    el("h2", {}, TH.pick[action.mode]),
    input,
    shown,
    el("div", { class: "choices" }, button(TH.cancel, () => "", "ghost"), button(TH.ok, () => (input.reportValidity() ? input.value : ""), "solid")),
  );
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue || null), { once: true }));
}

function fresh(mode) {
  const now = new Date(Date.now() + 7 * 3600 * 1000).toISOString();
  return { date: now.slice(0, 10), time: now.slice(11, 16), datetime: now.slice(0, 16) }[mode];
}
