// Light and dark: what the system asks for, until the button says otherwise. The canvas takes its colours from the CSS.

const NAMES = ["text", "panel", "faint", "accent", "canvas"];
const LEAST_CONTRAST = 3;
let cached = null;
const legibleColors = new Map();

/** The colours of the theme that the canvas draws with. */
export function colors() {
  if (!cached) {
    const style = getComputedStyle(document.documentElement);
    cached = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }
  return cached;
}

/** Let a button change the theme, which is `theme` in the state. */
export function setUpTheme(button, store) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-pressed", theme === "dark");
    cached = null;
    legibleColors.clear();
    store.set({ theme });
  };
  const bySystem = () => apply(system.matches ? "dark" : "light");
  bySystem();
  system.addEventListener("change", bySystem);
  button.addEventListener("click", () => {
    system.removeEventListener("change", bySystem);
    apply(store.get().theme === "dark" ? "light" : "dark");
  });
}

/** A colour that stands out from the canvas by 3:1, as near to the one given as that allows (WCAG 1.4.11). */
export function legible(color) {
  if (!legibleColors.has(color))
    legibleColors.set(color, moved(parts(color), parts(colors().canvas), parts(colors().text)));
  return legibleColors.get(color);
}

function moved(color, ground, toward) {
  let mixed = color;
  for (let share = 0; contrast(mixed, ground) < LEAST_CONTRAST && share < 1; share += 0.05) {
    mixed = color.map((value, i) => Math.round(value * (1 - share) + toward[i] * share));
  }
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

const parts = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

function luminance(color) {
  const [r, g, b] = color.map((value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** A colour (#rrggbb) seen through: for what is not in the foreground. */
export function faded(color, alpha) {
  return `rgba(${parts(color).join(",")},${alpha})`;
}
