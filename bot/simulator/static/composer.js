// The box to type in, with everything else a person can send.

import { el, icon } from "./dom.js";
import { STICKERS } from "./stickers.js";
import { TH } from "./th.js";

const LARGEST = 10 * 1024 * 1024;

export class Composer {
  constructor(act) {
    this.act = act;
    this.text = el("textarea", { rows: "1", maxlength: "5000", placeholder: TH.write, "aria-label": TH.write, enterkeyhint: "send" });
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => this.grow());
    this.send = this.button("send", TH.send, () => this.say());
    this.send.classList.add("send");
    this.chooser = el("input", { type: "file", accept: "image/png,image/jpeg", hidden: true });
    this.chooser.addEventListener("change", () => this.sendPicture());
    this.tray = el("div", { class: "tray", hidden: true });
    const row = el(
      "div",
      { class: "typing" },
      this.button("plus", TH.more, () => this.toggle("more")),
      this.text,
      this.button("smile", TH.stickers, () => this.toggle("stickers")),
      this.send,
    );
    this.node = el("footer", { class: "composer" }, row, this.tray, this.chooser);
  }

  button(name, label, act) {
    return el("button", { type: "button", class: "round", title: label, "aria-label": label, onclick: act }, icon(name));
  }

  enable(yes) {
    for (const node of this.node.querySelectorAll("button, textarea")) node.disabled = !yes;
  }

  onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.say();
  }

  say() {
    const text = this.text.value;
    if (!text.trim()) return;
    this.text.value = "";
    this.grow();
    this.act("say", { text });
  }

  fill(words) {
    this.text.value = words;
    this.text.focus();
    this.grow();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 120)}px`;
    this.send.classList.toggle("ready", Boolean(this.text.value.trim()));
  }

  friend(isFriend, isBlocked) {
    this.befriended = isFriend;
    this.isBlocked = isBlocked;
  }

  toggle(kind) {
    const opening = this.tray.hidden || this.tray.dataset.kind !== kind;
    this.tray.hidden = !opening;
    this.tray.dataset.kind = kind;
    if (opening) this.tray.replaceChildren(...(kind === "more" ? this.things() : this.stickers()));
  }

  things() {
    const thing = (name, label, act) =>
      el("button", { type: "button", class: "thing", onclick: () => this.close(act) }, icon(name), el("span", {}, label));
    return [
      thing("picture", TH.sample, () => this.act("picture")),
      thing("picture", TH.picture, () => this.choosePicture()),
      thing("pin", TH.location, () => this.act("location")),
      thing("voice", TH.voice, () => this.act("voice")),
      thing("file", TH.file, () => this.act("file")),
      thing("spark", TH.unknown, () => this.act("unknown")),
      this.befriended
        ? thing("block", TH.block, () => this.act("block"))
        : thing("friend", this.isBlocked ? TH.unblock : TH.befriend, () => this.act("follow")),
    ];
  }

  stickers() {
    return STICKERS.map(({ number, package: from, face }) =>
      el("button", { type: "button", class: "sticker", onclick: () => this.close(() => this.act("sticker", { package: from, number })) }, face),
    );
  }

  close(act) {
    this.tray.hidden = true;
    act();
  }

  choosePicture() {
    this.chooser.click();
  }

  async sendPicture() {
    const [file] = this.chooser.files;
    this.chooser.value = "";
    if (!file || file.size > LARGEST) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
    this.act("picture", { data: btoa(binary) });
  }
}
