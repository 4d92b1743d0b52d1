// Light and dark: what the system asks for, until the button says otherwise. The canvas takes its colours from the CSS.
let cached = null;

/** The colours of the theme that the canvas draws with. */
export function colors() {
  if (!cached) {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    cached = { text: read("text"), panel: read("panel"), faint: read("faint"), accent: read("accent"), canvas: read("canvas") };
  }
  return cached;
}

/** Let a button change the theme; `onChange` draws anew. */
export function setUpTheme(button, onChange) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.setAttribute("aria-pressed", dark);
    cached = null;
    onChange();
  };
  let chosen = false;
  apply(system.matches);
  system.addEventListener("change", () => chosen || apply(system.matches));
  button.addEventListener("click", () => {
    chosen = true;
    apply(document.documentElement.dataset.theme !== "dark");
  });
}
