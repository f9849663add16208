// The rich menu: a picture with areas to tap, below the chat.

import { el, icon, tappable } from "./dom.js";
import { TH } from "./th.js";

export class RichMenu {
  constructor(tap) {
    this.tap = tap;
    this.words = el("span", {});
    this.handle = el("button", { type: "button", class: "handle", onclick: () => this.toggle() }, this.words, icon("down"));
    this.board = el("div", { class: "board" });
    this.node = el("div", { class: "richmenu", hidden: true }, this.handle, this.board);
  }

  show(menu) {
    if (menu?.id === this.id) return;
    const before = this.id;
    this.id = menu?.id;
    this.node.hidden = !menu;
    if (!menu) return;
    this.words.textContent = menu.chatBarText || TH.menu;
    this.board.style.aspectRatio = `${menu.size.width} / ${menu.size.height}`;
    this.board.replaceChildren(el("img", { src: menu.image, alt: menu.name }), ...menu.areas.map((area) => this.area(area, menu.size)));
    if (!before) this.board.hidden = !menu.selected;
  }

  area({ bounds, action }, size) {
    const share = (part, whole) => `${(100 * part) / whole}%`;
    const style = {
      left: share(bounds.x, size.width),
      top: share(bounds.y, size.height),
      width: share(bounds.width, size.width),
      height: share(bounds.height, size.height),
    };
    const label = action.label || action.text || action.displayText || action.uri || TH.menu;
    return tappable(el("span", { class: "area", style, title: label, "aria-label": label }), () => this.tap(action));
  }

  toggle() {
    this.board.hidden = !this.board.hidden;
  }
}
