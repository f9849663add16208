// One phone: the header, the chat, the buttons below it, the box to type in.

import { follow, post } from "./api.js";
import { bubbleOf } from "./bubbles.js";
import { Composer } from "./composer.js";
import { el, icon, tappable, toast } from "./dom.js";
import { pickMoment } from "./picker.js";
import { RichMenu } from "./richmenu.js";
import { TH, dayOf, timeOf } from "./th.js";

const OFFICE = /^(เทศบาล(ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(ตำบล|จังหวัด)|อบต\.|ทต\.)\s*/;

/** The letter on an account's face: of the place, with the consonant that follows a leading vowel. */
function initial(name) {
  const [first = "ป", second = ""] = name.replace(OFFICE, "");
  return /[เแโใไ]/.test(first) ? first + second : first;
}

export class Pane {
  constructor(person, agency, drawer) {
    this.person = person;
    this.agency = agency;
    this.drawer = drawer;
    this.lines = new Map();
    this.channel = agency.channels.find((one) => one.kind === person.kind) || agency.channels[0];
    if (person.kind === "complaint" && this.channel?.kind !== "complaint") this.channel = null;
    this.build();
    this.switchTo(this.channel);
  }

  build() {
    this.title = el("strong", { class: "account" });
    this.face = el("span", { class: "face", "aria-hidden": true });
    this.kinds = el("div", { class: "kinds", role: "group" });
    this.banner = el("div", { class: "banner", hidden: true });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.quick = el("div", { class: "quick" });
    this.composer = new Composer((name, more) => this.act(name, more));
    this.menu = new RichMenu((action) => this.tap(action));
    const peek = el("button", { type: "button", class: "round", title: TH.who, "aria-label": TH.who }, icon("code"));
    peek.addEventListener("click", () => this.drawer.open(this));
    this.status = el("span", { class: "status" });
    const under = el("div", { class: "under" }, this.status, this.kinds);
    const head = el("header", { class: "head" }, this.face, el("div", { class: "who" }, this.title, under), peek);
    this.body = el("div", { class: "screen" }, this.banner, this.log, this.quick);
    this.phone = el("div", { class: "phone" }, head, this.body, this.composer.node, this.menu.node);
    this.node = el("section", { class: "column", data: { person: this.person.key } }, el("h2", {}, this.person.label), this.phone);
    this.following = true;
    this.log.addEventListener("click", () => this.log.querySelector(".held")?.classList.remove("held"));
    this.log.addEventListener("scroll", () => (this.following = this.nearEnd()));
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.log);
  }

  switchTo(channel) {
    this.channel = channel;
    this.lines.clear();
    this.lastDay = "";
    this.shown = "";
    this.log.replaceChildren();
    const name = channel?.name || this.agency.name;
    this.title.textContent = name;
    this.face.textContent = initial(name);
    this.phone.dataset.kind = channel?.kind || "none";
    this.kinds.replaceChildren(...(this.agency.channels.length > 1 ? this.agency.channels.map((one) => this.kindButton(one)) : []));
    if (!channel) this.log.append(el("p", { class: "hint" }, TH.none));
    this.composer.enable(Boolean(channel));
    if (this.state) this.show(this.state);
  }

  kindButton(one) {
    const here = one === this.channel;
    const press = () => {
      this.switchTo(one);
      this.drawer.refresh();
    };
    return el("button", { type: "button", "aria-pressed": String(here), onclick: press }, TH[one.kind]);
  }

  async act(name, more = {}) {
    if (!this.channel) return;
    const odd = this.drawer.takeOdd(this);
    try {
      await post(`/sim/${name}`, { channel: this.channel.key, person: this.person.key, odd, ...more });
    } catch (problem) {
      toast(problem.message);
    }
  }

  /** What tapping an action does that only a phone can do; the rest happens on the platform. */
  async tap(action) {
    if (action.type === "uri") return this.openLink(action.uri);
    if (action.type === "clipboard") {
      await navigator.clipboard?.writeText(action.clipboardText).catch(() => {});
      return toast(TH.copied);
    }
    if (action.type === "datetimepicker") {
      const moment = await pickMoment(action);
      return moment && this.act("press", { action, params: { [action.mode]: moment } });
    }
    if (action.type === "camera" || action.type === "cameraRoll") return this.composer.choosePicture();
    if (action.type === "postback" && action.inputOption === "openKeyboard") this.composer.fill(action.fillInText || "");
    return this.act("press", { action });
  }

  openLink(uri) {
    const account = this.agency.channels.find((one) => decodeURIComponent(uri).includes(one.basicId));
    if (account && /^(line:|https:\/\/(line\.me|lin\.ee))/.test(uri)) return this.switchTo(account);
    if (uri.startsWith("tel:")) return toast(TH.call(uri.slice(4)));
    if (uri.startsWith("line:") || /^https:\/\/(line\.me|lin\.ee)\//.test(uri)) return toast(TH.lineLink);
    return follow(uri).catch((problem) => toast(problem.message));
  }

  show(panes) {
    this.state = panes;
    const mine = this.channel && panes[this.channel.key]?.[this.person.key];
    if (!mine) return;
    this.userId = mine.userId;
    const taken = mine.entries.filter((entry) => entry.unsent).length;
    const signature = JSON.stringify([this.channel.key, taken, { ...mine, entries: mine.entries.length }]);
    if (signature === this.shown) return;
    this.shown = signature;
    const following = this.following || this.lines.size === 0;
    const added = this.showLines(mine);
    this.showLoading(mine.loadingLeft);
    this.showBanner(mine);
    this.quick.replaceChildren(...mine.quickReply.map((item) => this.chip(item)));
    this.menu.show(mine.richMenu);
    if (following || added === "user") this.toEnd();
  }

  showLines(mine) {
    let added = "";
    this.log.querySelector(".hint")?.remove();
    if (mine.entries.length === 0) this.log.append(el("p", { class: "hint" }, TH.empty));
    for (const entry of mine.entries) {
      const known = this.lines.get(entry.number);
      if (known && known.unsent === entry.unsent) continue;
      const row = this.line(entry);
      if (known) known.row.replaceWith(row);
      else this.append(entry, row);
      this.lines.set(entry.number, { row, unsent: entry.unsent });
      added = entry.side;
    }
    const own = [...this.log.querySelectorAll(".row.user .read")];
    own.forEach((mark, index) => (mark.textContent = mine.read && index === own.length - 1 ? TH.read : ""));
    return added;
  }

  append(entry, row) {
    const day = dayOf(entry.at);
    if (day !== this.lastDay) this.log.append(el("div", { class: "day" }, el("span", {}, day)));
    this.lastDay = day;
    this.log.append(row);
  }

  line(entry) {
    if (entry.side === "note") return el("div", { class: "note" }, el("span", {}, entry.message.text));
    if (entry.unsent) return el("div", { class: "note" }, el("span", {}, TH.unsent));
    const time = el("time", { datetime: entry.at }, timeOf(entry.at));
    const bubble = bubbleOf(entry, { tap: (action) => this.tap(action), open: (uri) => this.openLink(uri) });
    const aside = el("div", { class: "aside" }, entry.side === "user" && el("span", { class: "read" }), time);
    if (entry.via !== "reply" && entry.side === "bot") aside.prepend(el("span", { class: "via" }, entry.via));
    const row = el("div", { class: `row ${entry.side}`, data: { number: entry.number, type: entry.message.type } });
    if (entry.side === "bot") row.append(this.avatar(entry), bubble, aside);
    else row.append(this.unsendButton(entry, bubble), aside, bubble);
    return row;
  }

  avatar(entry) {
    const sender = entry.message.sender?.name;
    return el("span", { class: "face small", title: sender || "" }, (sender && [...sender][0]) || this.face.textContent);
  }

  unsendButton(entry, bubble) {
    const unsend = () => this.act("unsend", { id: entry.id });
    bubble.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      bubble.closest(".row").classList.add("held");
    });
    return el("button", { type: "button", class: "unsend", onclick: unsend }, TH.unsend);
  }

  chip(item) {
    return tappable(el("span", { class: "chip" }, item.action.label), () => this.tap(item.action));
  }

  showLoading(seconds) {
    this.log.querySelector(".loading")?.remove();
    clearTimeout(this.waiting);
    if (!seconds) return;
    const dots = el("div", { class: "bubble dots" }, el("i"), el("i"), el("i"));
    this.log.append(el("div", { class: "row bot loading" }, el("span", { class: "face small" }, this.face.textContent), dots));
    this.waiting = setTimeout(() => this.showLoading(0), seconds * 1000);
  }

  showBanner(mine) {
    const button = (words, act) => el("button", { type: "button", onclick: () => this.act(act) }, words);
    const parts = [];
    this.status.textContent = mine.blocked ? TH.state.blocked : mine.friend ? TH.state.friend : TH.state.stranger;
    if (mine.blocked) parts.push(el("span", {}, TH.blocked), button(TH.unblock, "follow"));
    else if (!mine.friend) parts.push(el("span", {}, TH.stranger), button(TH.befriend, "follow"), button(TH.block, "block"));
    else if (mine.trouble) parts.push(el("span", {}, TH.trouble(mine.trouble)));
    this.banner.replaceChildren(...parts);
    this.banner.hidden = parts.length === 0;
    this.composer.friend(mine.friend && !mine.blocked, mine.blocked);
  }

  nearEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  }

  toEnd() {
    requestAnimationFrame(() => (this.log.scrollTop = this.log.scrollHeight));
  }
}
