// The page as a whole: agencies, people, the stream of news.

import { get, post } from "./api.js";
import { el, toast } from "./dom.js";
import { Drawer } from "./drawer.js";
import { Pane } from "./pane.js";
import { TH, momentOf } from "./th.js";

const setup = await get("/sim/setup");
const select = document.getElementById("agency");
const desk = document.getElementById("desk");
const tabs = document.getElementById("tabs");
let agency = null;
let panes = [];
let version = -1;
let seen = 0;
let chats = new Map();
let listening = null;

const drawer = new Drawer(document.getElementById("drawer"), document.getElementById("backstage"), () => panes);

function showAgency(slug) {
  agency = setup.agencies.find((one) => one.slug === slug) || setup.agencies[0];
  if (!agency) return desk.replaceChildren(el("p", { class: "nobody" }, TH.none));
  history.replaceState(null, "", `#${agency.slug}`);
  select.value = agency.slug;
  panes = setup.people.map((person) => new Pane(person, agency, drawer));
  desk.replaceChildren(...panes.map((pane) => pane.node));
  tabs.replaceChildren(...panes.map(tabOf));
  chooseTab(panes[0]);
  drawer.people(panes);
  listen();
}

function tabOf(pane) {
  return el("button", { type: "button", role: "tab", onclick: () => chooseTab(pane) }, pane.person.label);
}

function chooseTab(chosen) {
  panes.forEach((pane, index) => {
    const here = pane === chosen;
    pane.node.classList.toggle("front", here);
    tabs.children[index].setAttribute("aria-selected", String(here));
  });
  chosen.toEnd();
  drawer.look(chosen);
}

async function listen() {
  listening?.abort();
  const mine = (listening = new AbortController());
  version = -1;
  seen = 0;
  chats = new Map();
  while (!mine.signal.aborted) {
    try {
      const state = await get("/sim/state", { slug: agency.slug, since: version, seen }, mine.signal);
      version = state.version;
      remember(state.panes);
      show(state);
    } catch (problem) {
      if (mine.signal.aborted) return;
      toast(TH.lost);
      await new Promise((done) => setTimeout(done, 1500));
    }
  }
}

/** The server tells only what is new; the lines told before are put in front of it. */
function remember(channels) {
  for (const [channel, people] of Object.entries(channels)) {
    for (const [person, mine] of Object.entries(people)) {
      const name = `${channel} ${person}`;
      const lines = chats.get(name) || new Map();
      chats.set(name, lines);
      for (const entry of mine.entries) {
        lines.set(entry.number, entry);
        seen = Math.max(seen, entry.number);
      }
      mine.entries = [...lines.values()];
    }
  }
}

function show(state) {
  for (const pane of panes) pane.show(state.panes);
  document.getElementById("now").textContent = momentOf(state.now);
  document.getElementById("clock-reset").hidden = state.offset === 0;
  document.body.classList.toggle("moved", state.offset !== 0);
  drawer.news(state);
}

for (const one of setup.agencies) select.append(el("option", { value: one.slug }, one.name));
select.addEventListener("change", () => showAgency(select.value));
for (const button of document.querySelectorAll("[data-move]")) {
  const { move } = button.dataset;
  const asked = move === "reset" ? { reset: true } : { seconds: Number(move) };
  button.addEventListener("click", () => post("/sim/clock", asked).catch((problem) => toast(problem.message)));
}
showAgency(decodeURIComponent(location.hash.slice(1)));
