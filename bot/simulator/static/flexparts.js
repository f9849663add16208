// Flex components: box, text, span, button, image, icon, separator, filler.

import { picture as served } from "./api.js";
import { el, tappable } from "./dom.js";
import { SIDES, border, font, imageWidth, radius, ratio, space } from "./flexmeasure.js";

const MAKERS = { box, text, button, image: picture, icon, separator, filler, video };

/** One component inside a parent of layout vertical, horizontal or baseline. */
export function component(part, parent, hand) {
  const node = (MAKERS[part.type] || filler)(part, hand, parent);
  place(node, part, parent);
  if (part.action && part.type !== "button") tappable(node, () => hand.tap(part.action));
  return node;
}

function place(node, part, parent) {
  const { style } = node;
  const along = parent === "vertical" ? "0 0 auto" : "1 1 0";
  style.flex = flexing(part, parent) ?? along;
  if (part.position === "absolute") style.position = "absolute";
  else if (part.offsetTop || part.offsetBottom || part.offsetStart || part.offsetEnd) style.position = "relative";
  if (part.offsetTop) style.top = space(part.offsetTop);
  if (part.offsetBottom) style.bottom = space(part.offsetBottom);
  if (part.offsetStart) style.insetInlineStart = space(part.offsetStart);
  if (part.offsetEnd) style.insetInlineEnd = space(part.offsetEnd);
  if (part.gravity && parent !== "vertical") style.alignSelf = SIDES[part.gravity];
}

function flexing(part, parent) {
  if (part.type === "separator" || part.type === "icon") return "0 0 auto";
  if (part.type === "filler") return `${part.flex ?? 1} 1 0`;
  if (part.width && parent !== "vertical") return "0 0 auto";
  if (part.flex === undefined) return undefined;
  if (part.flex === 0) return "0 0 auto";
  return parent === "vertical" ? `${part.flex} 0 auto` : `${part.flex} 1 0`;
}

function box(part, hand) {
  const node = el("div", { class: `fx-box fx-${part.layout}` });
  const { style } = node;
  part.contents.forEach((child, index) => {
    const inner = component(child, part.layout, hand);
    const gap = child.margin ?? (index > 0 ? part.spacing : undefined);
    if (gap && child.position !== "absolute") inner.style[part.layout === "vertical" ? "marginTop" : "marginInlineStart"] = space(gap);
    node.append(inner);
  });
  for (const name of ["width", "maxWidth", "height", "maxHeight"]) if (part[name]) style[name] = part[name];
  if (part.paddingAll) style.padding = space(part.paddingAll);
  if (part.paddingTop) style.paddingTop = space(part.paddingTop);
  if (part.paddingBottom) style.paddingBottom = space(part.paddingBottom);
  if (part.paddingStart) style.paddingInlineStart = space(part.paddingStart);
  if (part.paddingEnd) style.paddingInlineEnd = space(part.paddingEnd);
  if (part.justifyContent) style.justifyContent = part.justifyContent;
  if (part.alignItems) style.alignItems = part.alignItems;
  paint(style, part);
  return node;
}

function paint(style, part) {
  if (part.backgroundColor) style.backgroundColor = part.backgroundColor;
  if (part.borderWidth && part.borderWidth !== "none") style.border = `${border(part.borderWidth)} solid ${part.borderColor || "#d4d6da"}`;
  if (part.cornerRadius) style.borderRadius = radius(part.cornerRadius);
  if (part.cornerRadius || part.height || part.maxHeight) style.overflow = "hidden";
  const blend = part.background;
  if (blend?.type === "linearGradient") {
    const middle = blend.centerColor ? `, ${blend.centerColor} ${blend.centerPosition || "50%"}` : "";
    style.backgroundImage = `linear-gradient(${blend.angle}, ${blend.startColor}${middle}, ${blend.endColor})`;
  }
}

function letter(node, part) {
  const { style } = node;
  if (part.size) style.fontSize = font(part.size);
  if (part.color) style.color = part.color;
  if (part.weight) style.fontWeight = part.weight === "bold" ? "700" : "400";
  if (part.style) style.fontStyle = part.style;
  if (part.decoration && part.decoration !== "none") style.textDecoration = part.decoration;
}

function text(part) {
  const node = el("div", { class: `fx-text ${part.wrap ? "fx-wrap" : "fx-line"}` });
  letter(node, part);
  if (part.align) node.style.textAlign = part.align;
  if (part.maxLines && part.wrap) {
    node.classList.add("fx-clamp");
    node.style.webkitLineClamp = String(part.maxLines);
  }
  if (part.lineSpacing) node.style.lineHeight = `calc(1.45em + ${part.lineSpacing})`;
  if (part.contents?.length) node.append(...part.contents.map(span));
  else node.textContent = part.text;
  return node;
}

function span(part) {
  const node = el("span", {}, part.text);
  letter(node, part);
  return node;
}

function button(part, hand) {
  const kind = part.style || "link";
  const node = el("div", { class: `fx-button fx-${kind} fx-${part.height || "md"}` }, el("span", {}, part.action.label));
  if (part.color) node.style[kind === "link" ? "color" : "backgroundColor"] = part.color;
  if (kind === "secondary" && part.color && dark(part.color)) node.style.color = "#ffffff";
  return tappable(node, () => hand.tap(part.action));
}

function dark(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 140;
}

/** An image; ``width`` full inside a hero block. */
export function picture(part, hand, parent) {
  const image = el("img", { src: served(part.url), alt: "", loading: "lazy" });
  const node = el("div", { class: "fx-image" }, image);
  image.addEventListener("error", () => node.classList.add("fx-absent"));
  image.style.aspectRatio = ratio(part.aspectRatio || "1:1");
  image.style.objectFit = part.aspectMode === "cover" ? "cover" : "contain";
  image.style.maxWidth = imageWidth(part.size || "md");
  if (part.backgroundColor) image.style.backgroundColor = part.backgroundColor;
  node.style.justifyContent = SIDES[part.align || "center"];
  if (parent === "full" && part.action) tappable(node, () => hand.tap(part.action));
  return node;
}

function icon(part) {
  const image = el("img", { class: "fx-icon", src: served(part.url), alt: "" });
  image.style.height = font(part.size || "md");
  image.style.aspectRatio = ratio(part.aspectRatio || "1:1");
  return image;
}

function video(part, hand) {
  return component(part.altContent, "vertical", hand);
}

function separator(part, hand, parent) {
  const node = el("div", { class: parent === "vertical" ? "fx-rule" : "fx-bar" });
  if (part.color) node.style.backgroundColor = part.color;
  return node;
}

function filler() {
  return el("div", { class: "fx-filler" });
}
