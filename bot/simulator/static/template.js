// Template messages: buttons, confirm, carousel, image carousel.

import { picture } from "./api.js";
import { el, tappable } from "./dom.js";
import { shot } from "./bubbles.js";

const MAKERS = { buttons: column, confirm, carousel, image_carousel: pictures };

export function templateOf(template, hand) {
  return (MAKERS[template.type] || column)(template, hand);
}

function choice(action, hand) {
  return tappable(el("div", { class: "choice" }, action.label), () => hand.tap(action));
}

function column(part, hand) {
  const node = el("div", { class: "template" });
  if (part.thumbnailImageUrl) node.append(shot(picture(part.thumbnailImageUrl)));
  const words = el("div", { class: "words" }, part.title && el("strong", {}, part.title), el("p", {}, part.text || ""));
  if (part.defaultAction) tappable(words, () => hand.tap(part.defaultAction));
  node.append(words, ...part.actions.map((action) => choice(action, hand)));
  return node;
}

function confirm(part, hand) {
  const pair = el("div", { class: "pair" }, ...part.actions.map((action) => choice(action, hand)));
  return el("div", { class: "template" }, el("div", { class: "words" }, el("p", {}, part.text)), pair);
}

function carousel(part, hand) {
  return el("div", { class: "carousel", tabindex: "0" }, ...part.columns.map((one) => column(one, hand)));
}

function pictures(part, hand) {
  const one = ({ imageUrl, action }) =>
    tappable(el("div", { class: "template square" }, shot(picture(imageUrl)), el("span", { class: "tag" }, action.label || "")), () => hand.tap(action));
  return el("div", { class: "carousel", tabindex: "0" }, ...part.columns.map(one));
}
