// Puts the page together: data, state, drawing, panels.
import { readData } from "./data.js";
import { setUpDetails } from "./details.js";
import { byId, count, plural } from "./dom.js";
import { fit, makeDrawing, reveal } from "./drawing.js";
import { setUpFilters } from "./filters.js";
import { setUpKeys } from "./keys.js";
import { setUpList } from "./list.js";
import { FILTERS, startingState } from "./matching.js";
import { savePicture } from "./png.js";
import { makeStore } from "./store.js";
import { setUpTabs } from "./tabs.js";
import { setUpTheme } from "./theme.js";
import { setUpTimeline } from "./timeline.js";

function setUpSearch(store) {
  const input = byId("search");
  input.addEventListener("input", () => store.set({ query: input.value, tab: "list" }));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") byId("list").querySelector("button.item")?.click();
    if (event.key === "ArrowDown") byId("list").querySelector("button.item")?.focus();
  });
  store.subscribe((state) => {
    if (input.value !== state.query) input.value = state.query;
  });
}

/** Say how much of the whole is drawn, and what became of the rest. */
function setUpCounts(data, store, drawing) {
  const show = () => {
    const rest = drawing.total - drawing.drawn;
    const oneSided = rest ? `, ${count(rest)} more without a recipient` : "";
    byId("counts").textContent = `${plural(drawing.shown.nodes.size, "name")}, ${count(drawing.drawn)} of ${plural(data.facts.type.length, "fact")} drawn${oneSided}`;
  };
  show();
  store.subscribe((_, changed) => FILTERS.some((name) => changed.has(name)) && show());
}

function start() {
  const data = readData(byId("data").textContent);
  const store = makeStore(startingState(data));
  let drawing = null;
  setUpTheme(byId("theme"), () => drawing?.renderer.refresh());
  drawing = makeDrawing(data, store, byId("canvas"));
  setUpCounts(data, store, drawing);
  setUpTabs(store);
  setUpFilters(data, store, byId("filters"), () => store.set({ ...startingState(data), selected: store.get().selected, tab: store.get().tab }));
  setUpTimeline(data, store, byId("timeline"));
  setUpDetails(data, store, drawing, byId("details"), byId("spoken"));
  setUpList(data, store, drawing, byId("list"));
  setUpSearch(store);
  setUpKeys(drawing, store, byId("canvas"));
  store.subscribe((state, changed) => changed.has("selected") && state.selected?.node != null && reveal(drawing, state.selected.node));
  byId("fit").addEventListener("click", () => fit(drawing));
  byId("png").addEventListener("click", () => savePicture(drawing.renderer));
  globalThis.kg = { data, store, ...drawing };
  document.documentElement.dataset.ready = Math.round(performance.now());
}

start();
