// Tabs beside the canvas (details, list; on a small screen the filters too), by pointer and arrow keys.
import { byId } from "./dom.js";

export function setUpTabs(store) {
  const tabs = [...byId("tabs").querySelectorAll("[role=tab]")];
  const nameOf = (tab) => tab.getAttribute("aria-controls");
  const show = ({ tab: open }) => {
    for (const tab of tabs) {
      const chosen = nameOf(tab) === open;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      byId(nameOf(tab)).classList.toggle("open", chosen);
    }
  };
  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener("click", () => store.set({ tab: nameOf(tab) }));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const visible = tabs.filter((other) => other.offsetParent);
      const next = visible[(visible.indexOf(tabs[i]) + step + visible.length) % visible.length];
      next.focus();
      next.click();
    });
  }
  store.subscribe((state, changed) => changed.has("tab") && show(state));
  show(store.get());
}
