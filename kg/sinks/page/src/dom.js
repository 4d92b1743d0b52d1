// The page is built from elements and texts alone: no string is ever read as HTML.

/** Make an element; `on…` attributes are listeners, `true` sets an empty attribute, false and null set none. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A name from the data, kept from turning the direction of what stands around it. */
export const named = (text) => el("bdi", {}, text);

/** A link where the address is one of the web, else plain text. */
export function webLink(url, text) {
  return /^https?:\/\//i.test(url ?? "")
    ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, named(text))
    : named(text);
}

/** A list that grows on demand: shows the first items, and a button for more. */
export function growing(items, makeItem, step = 60) {
  const list = el("ul", { class: "plain" });
  let shown = 0;
  const more = el("button", { type: "button", class: "more", onclick: grow });
  function grow() {
    const next = items.slice(shown, shown + step).map((item) => el("li", {}, makeItem(item)));
    list.append(...next);
    const again = shown > 0;
    shown += next.length;
    if (again) next[0]?.querySelector("button, a")?.focus();
    more.hidden = shown >= items.length;
    more.textContent = `Show more (${count(items.length - shown)} left)`;
  }
  grow();
  return [list, more];
}

export const count = (number) => number.toLocaleString("en");
export const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;
