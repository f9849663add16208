// Backstage: the wire, what the bot understood, and the buttons that make things go wrong.

import { get, post } from "./api.js";
import { el, icon, toast } from "./dom.js";
import { TH } from "./th.js";

export class Drawer {
  constructor(node, opener) {
    this.node = node;
    this.opener = opener;
    this.odd = {};
    this.pane = null;
    this.who = el("select", { "aria-label": TH.who });
    this.who.addEventListener("change", () => this.look(this.panes[this.who.selectedIndex]));
    this.armed = el("p", { class: "armed" });
    this.slots = {
      webhook: el("pre", { tabindex: "0" }),
      call: el("pre", { tabindex: "0" }),
      inspect: el("pre", { tabindex: "0" }),
    };
    const slot = (name) => el("section", { class: "slot" }, el("h3", {}, TH.wire[name]), this.slots[name]);
    const close = el("button", { type: "button", class: "round", "aria-label": TH.cancel, onclick: () => this.close() }, icon("close"));
    const head = el("div", { class: "drawer-head" }, el("label", {}, TH.who, " ", this.who), close);
    node.append(head, el("div", { class: "slots" }, this.faults(), slot("webhook"), slot("call"), slot("inspect")));
    opener.addEventListener("click", () => (node.hidden ? this.open(this.pane) : this.close()));
  }

  faults() {
    const toggle = (name) => {
      const button = el("button", { type: "button", "aria-pressed": "false", data: { odd: name } }, TH.odd[name]);
      button.addEventListener("click", () => this.arm(name, button));
      return button;
    };
    const fault = (name) => {
      const act = () => post("/sim/fault", { endpoint: "reply", name }).catch((problem) => toast(problem.message));
      return el("button", { type: "button", data: { fault: name }, onclick: act }, TH.faults[name]);
    };
    const group = (title, ...buttons) => el("div", { class: "group" }, el("h3", {}, title), el("div", { class: "buttons" }, ...buttons));
    const again = el("button", { type: "button", data: { now: "redeliver" }, onclick: () => this.pane?.act("redeliver") }, TH.redeliver);
    const clear = el("button", { type: "button", onclick: () => this.clear() }, TH.clear);
    return el(
      "section",
      { class: "slot faults" },
      group(TH.nextMessage, ...Object.keys(TH.odd).map(toggle)),
      group(TH.nextReply, ...Object.keys(TH.faults).map(fault)),
      group(TH.now, again, clear),
      this.armed,
    );
  }

  arm(name, button) {
    this.odd[name] = !this.odd[name];
    button.setAttribute("aria-pressed", String(this.odd[name]));
  }

  /** The oddities armed for the next message; taken once. */
  takeOdd() {
    const taken = this.odd;
    this.odd = {};
    for (const button of this.node.querySelectorAll("[data-odd]")) button.setAttribute("aria-pressed", "false");
    return taken;
  }

  clear() {
    this.takeOdd();
    post("/sim/fault", { clear: true }).catch((problem) => toast(problem.message));
  }

  people(panes) {
    this.panes = panes;
    this.who.replaceChildren(...panes.map((pane) => el("option", {}, pane.person.label)));
  }

  look(pane) {
    this.pane = pane;
    if (this.panes) this.who.selectedIndex = this.panes.indexOf(pane);
    this.refresh();
  }

  open(pane) {
    this.node.hidden = false;
    document.body.classList.add("backstage");
    this.opener.setAttribute("aria-expanded", "true");
    this.look(pane);
  }

  close() {
    this.node.hidden = true;
    document.body.classList.remove("backstage");
    this.opener.setAttribute("aria-expanded", "false");
  }

  news(state) {
    const waiting = Object.entries(state.faults).map(([name, count]) => `${name} × ${count}`);
    this.armed.textContent = waiting.length ? TH.armed(waiting.join(", ")) : "";
    this.refresh();
  }

  async refresh() {
    if (this.node.hidden || !this.pane?.channel) return;
    const { channel, person } = this.pane;
    const wire = await get("/sim/wire", { channel: channel.key, person: person.key }).catch(() => null);
    if (!wire) return;
    for (const name of Object.keys(this.slots)) this.slots[name].textContent = wire[name] ? JSON.stringify(wire[name], null, 2) : TH.nothing;
    if (channel.kind === "complaint") this.slots.inspect.textContent = TH.closed;
  }
}
