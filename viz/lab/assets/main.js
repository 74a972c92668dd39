import { html, render } from "../page/vendor/lit-html.js";
import { store } from "../page/common/store.js";
import { speaker } from "../page/common/words.js";
import { engine } from "./engine/client.js";
import { formula } from "./parts/formula.js";
import { BEGIN, FIRST, place, read, written } from "./parts/link.js";
import { network } from "./parts/network.js";

const own = navigator.language.startsWith("ja") ? "ja" : "en";
const python = engine(); // it begins to load at once
const words = await (await fetch("words.json")).json();
const { found, unread } = read(location.hash);
const kept = store({ ...FIRST, lang: own, ...found, unread, status: "loading", problem: "" });
const speaking = { get language() { return kept.state.lang; } };
const lab = { ...kept, say: speaker(words, speaking), ...python, words };
const root = document.getElementById("page");

const places = {}; // where the reader is in the other views
lab.arrived = (view, { at, unread }) => {
  if (view === lab.state.view) lab.set(at);
  else places[view] = at;
  if (unread.length) lab.set({ unread });
};
const turn = (view) => {
  places[lab.state.view] = place(lab.state);
  lab.set({ view, ...(places[view] ?? BEGIN) });
};

lab.on(["lang", "view", "status", "problem", "unread"], () => {
  document.documentElement.lang = lab.state.lang;
  document.title = lab.say("title");
  render(frame(lab), root);
});
formula(lab, root.querySelector('[data-part="formula"]'));
network(lab, root.querySelector('[data-part="network"]'));
lab.ready.then(() => lab.set({ status: "ready" }), (error) => lab.set({ status: "failed", problem: error.message }));

let waiting = 0;
lab.on(Object.keys(FIRST), () => {
  clearTimeout(waiting); // browsers allow a few changes of the address a second
  waiting = setTimeout(() => history.replaceState(null, "", written(lab.state) || location.pathname), 300);
});
addEventListener("hashchange", ({ newURL }) => {
  const { found, unread } = read(new URL(newURL).hash); // the address itself may have been written again meanwhile
  lab.set({ ...FIRST, lang: lab.state.lang, ...found, unread });
  dispatchEvent(new Event("lab-opened"));
});

function frame({ say, state, set }) {
  const tab = (view) => html`<button type="button" aria-pressed=${state.view === view ? "true" : "false"}
    @click=${() => turn(view)}>${say(view)}</button>`;
  return html`
    <header>
      <h1>Ringograd<small>${say("lab")}</small></h1>
      <label class="language">${say("language")}
        <select @change=${(event) => set({ lang: event.target.value })}>
          ${[["en", "English"], ["ja", "日本語"]].map(([each, name]) => html`<option value=${each} lang=${each}
            ?selected=${each === state.lang}>${name}</option>`)}
        </select>
      </label>
    </header>
    <nav class="tabs" aria-label=${say("what to work with")}>${tab("formula")}${tab("network")}</nav>
    <p class="status" role="status" data-status=${state.status}>${say(state.status)} ${state.problem}</p>
    <p class="unread" role="status">${state.unread.length ? say("unread", { what: state.unread.slice(0, 5).join(say("between names")) }) : ""}</p>
    <main class="lab">
      <section data-part="formula" aria-label=${say("formula")} ?hidden=${state.view !== "formula"}></section>
      <section data-part="network" aria-label=${say("network")} ?hidden=${state.view !== "network"}></section>
    </main>`;
}
