// Messages as the chat shows them.

import { picture } from "./api.js";
import { el, icon, tappable } from "./dom.js";
import { flexOf } from "./flex.js";
import { faceOf } from "./stickers.js";
import { templateOf } from "./template.js";
import { TH } from "./th.js";

const ADDRESS = /(https?:\/\/[^\s<>"']+)/;

/** The bubble of one line; ``hand`` taps actions and opens links. */
export function bubbleOf(entry, hand) {
  const { message, side } = entry;
  const make = side === "user" ? OWN[message.type] || other : SENT[message.type] || other;
  return make(message, hand, entry);
}

function text(message, hand) {
  const bubble = el("div", { class: "bubble text" });
  for (const part of message.text.split(ADDRESS)) bubble.append(ADDRESS.test(part) ? link(part, hand) : part);
  return bubble;
}

function link(address, hand) {
  return tappable(el("span", { class: "link" }, address), () => hand.open(address));
}

function textV2(message, hand) {
  const filled = message.text.replace(/{{|}}|{(\w+)}/g, (found, name) => (name ? `@${name}` : found[0]));
  return text({ text: filled }, hand);
}

function sticker(message) {
  return el("div", { class: "big", title: `${message.packageId}/${message.stickerId}` }, faceOf(message));
}

function ownPicture(message, hand, entry) {
  return shot(`/sim/content/${entry.id}`);
}

function sentPicture(message, hand) {
  return tappable(shot(picture(message.previewImageUrl)), () => hand.open(message.originalContentUrl));
}

/** A picture, or a quiet place for it when this machine does not serve it. */
export function shot(source) {
  const image = el("img", { src: source, alt: "", loading: "lazy" });
  const frame = el("div", { class: "shot" }, image);
  image.addEventListener("error", () => frame.replaceChildren(el("span", { class: "absent" }, icon("picture"), TH.outside)));
  return frame;
}

function location(message) {
  return el(
    "div",
    { class: "bubble place" },
    el("div", { class: "map" }, icon("pin")),
    el("strong", {}, message.title || TH.location),
    el("span", {}, message.address || `${message.latitude}, ${message.longitude}`),
  );
}

function audio(message) {
  const seconds = Math.round((message.duration || 0) / 1000);
  const length = `0:${String(seconds).padStart(2, "0")}`;
  return el("div", { class: "bubble thingy" }, icon("voice"), el("span", {}, TH.sent.audio), el("small", {}, length));
}

function file(message) {
  return el("div", { class: "bubble thingy" }, icon("file"), el("span", {}, message.fileName || TH.sent.file));
}

function video() {
  return el("div", { class: "bubble thingy" }, icon("picture"), el("span", {}, TH.sent.video));
}

function other(message) {
  return el("div", { class: "bubble thingy" }, icon("spark"), el("span", {}, TH.sent[message.type] || message.type));
}

function flex(message, hand) {
  return el("div", { class: "card", "aria-label": message.altText }, flexOf(message.contents, hand));
}

function template(message, hand) {
  return el("div", { class: "card", "aria-label": message.altText }, templateOf(message.template, hand));
}

const OWN = { text, sticker, image: ownPicture, location, audio, file, video };
const SENT = { text, textV2, sticker, image: sentPicture, location, audio, video, flex, template };
