import { html, render } from "../page/vendor/lit-html.js";
import { store } from "../page/common/store.js";
import { speaker } from "../page/common/words.js";
import { engine } from "./engine/client.js";
import { formula } from "./parts/formula.js";
import { FIRST, read, written } from "./parts/link.js";
import { network } from "./parts/network.js";

const own = navigator.language.startsWith("ja") ? "ja" : "en";
const words = await (await fetch("words.json")).json();
const kept = store({ ...FIRST, lang: own, ...read(location.hash), status: "loading", problem: "" });
const speaking = { get language() { return kept.state.lang; } };
const lab = { ...kept, say: speaker(words, speaking), ...engine(), words };
const root = document.getElementById("page");

lab.on(["lang", "view", "status", "problem"], () => {
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
addEventListener("hashchange", () => {
  lab.set({ ...FIRST, lang: lab.state.lang, ...read(location.hash) });
  dispatchEvent(new Event("lab-opened"));
});

function frame({ say, state, set }) {
  const tab = (view) => html`<button type="button" aria-pressed=${state.view === view ? "true" : "false"}
    @click=${() => set({ view })}>${say(view)}</button>`;
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
    <main class="lab">
      <section data-part="formula" aria-label=${say("formula")} ?hidden=${state.view !== "formula"}></section>
      <section data-part="network" aria-label=${say("network")} ?hidden=${state.view !== "network"}></section>
    </main>`;
}
