// Puts the page together: data, state, drawing, panels.
import { readData } from "./data.js";
import { setUpDetails } from "./details.js";
import { byId, count, plural } from "./dom.js";
import { makeDrawing } from "./drawing.js";
import { setUpFilters } from "./filters.js";
import { fit, reveal } from "./framing.js";
import { setUpKeys } from "./keys.js";
import { setUpList } from "./list.js";
import { FILTERS, startingFilters } from "./matching.js";
import { picture, savePicture } from "./png.js";
import { setUpPointer } from "./pointer.js";
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
    const { nodes, drawn, total } = drawing.shown;
    const parts = [plural(nodes.size, "name"), `${count(drawn)} of ${plural(data.facts.type.length, "fact")} drawn`];
    if (total > drawn) parts.push(`${count(total - drawn)} more have no recipient`);
    byId("counts").textContent = parts.join(" · ");
  };
  show();
  store.subscribe((_, changed) => FILTERS.some((name) => changed.has(name)) && show());
}

function start() {
  const data = readData(byId("data").textContent);
  const store = makeStore({
    ...startingFilters(data),
    colorBy: "type",
    theme: "light",
    query: "",
    selected: null,
    tab: "details",
  });
  setUpTheme(byId("theme"), store);
  setUpTimeline(data, store, byId("timeline")); // before the drawing, which takes the room that is left
  const drawing = makeDrawing(data, store, byId("canvas"));
  setUpCounts(data, store, drawing);
  setUpTabs(store);
  setUpFilters(data, store, byId("filters"));
  setUpDetails(data, store, drawing, byId("details"), byId("spoken"));
  setUpList(data, store, drawing, byId("list"));
  setUpSearch(store);
  setUpPointer(data, store, drawing, byId("tip"));
  setUpKeys(drawing, store, byId("canvas"));
  store.subscribe(
    (state, changed) => changed.has("selected") && state.selected?.node != null && reveal(drawing, state.selected.node),
  );
  byId("fit").addEventListener("click", () => fit(drawing));
  byId("png").addEventListener("click", () => savePicture(drawing.renderer));
  globalThis.kg = { data, store, drawing, picture: () => picture(drawing.renderer) };
  requestAnimationFrame(() =>
    setTimeout(() => (document.documentElement.dataset.ready = Math.round(performance.now()))),
  );
}

start();
