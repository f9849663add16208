// Flex keywords in pixels (reference, "Flex Message elements" and "Flex Message layout").

const FONT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const RADIUS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
export const BUBBLE = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

const look = (table) => (word) => (word in table ? `${table[word]}px` : word);

export const font = look(FONT);
export const space = look(SPACE);
export const radius = look(RADIUS);
export const border = look(BORDER);
export const imageWidth = (word) => (word === "full" ? "100%" : look(IMAGE)(word));
export const SIDES = { start: "flex-start", end: "flex-end", center: "center", top: "flex-start", bottom: "flex-end" };
export const ratio = (words) => words.replace(":", " / ");
