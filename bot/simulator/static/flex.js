// Flex containers: a bubble, or a carousel of bubbles.

import { el, tappable } from "./dom.js";
import { component, picture } from "./flexparts.js";
import { BUBBLE } from "./flexmeasure.js";

const BLOCKS = ["header", "hero", "body", "footer"];
const WIDE = new Set(["mega", "giga"]);

/** The element of a container; ``hand.tap`` gets the actions. */
export function flexOf(container, hand) {
  if (container.type !== "carousel") return bubble(container, hand);
  return el("div", { class: "carousel", tabindex: "0" }, ...container.contents.map((one) => bubble(one, hand)));
}

function bubble(content, hand) {
  const size = content.size || "mega";
  const width = `${BUBBLE[size]}px`;
  const kind = `fx-bubble ${WIDE.has(size) ? "fx-wide" : "fx-narrow"}`;
  const node = el("div", { class: kind, dir: content.direction === "rtl" ? "rtl" : "ltr", style: { width } });
  for (const name of BLOCKS) if (content[name]) node.append(block(name, content, hand));
  if (content.action) tappable(node, () => hand.tap(content.action));
  return node;
}

function block(name, content, hand) {
  const style = content.styles?.[name] || {};
  const part = content[name];
  const inner = part.type === "image" ? picture(part, hand, "full") : component(part, "vertical", hand);
  const node = el("div", { class: `fx-block fx-${name}` }, inner);
  if (part.type === "box" && (part.paddingAll || part.paddingTop || part.paddingStart)) node.classList.add("fx-bare");
  if (style.backgroundColor) node.style.background = style.backgroundColor;
  if (style.separator) node.style.borderTop = `1px solid ${style.separatorColor || "#e3e5e8"}`;
  return node;
}
