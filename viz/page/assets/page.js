import { html, nothing, render } from "./vendor/lit-html.js";
import { calculation } from "./common/calculation.js";
import { store } from "./common/store.js";
import { speaker } from "./common/words.js";
import { arithmetic } from "./watch/arithmetic.js";
import { controls } from "./watch/controls.js";
import { graph } from "./watch/graph/graph.js";
import { network } from "./watch/network/network.js";
import { node } from "./watch/node.js";
import { table } from "./watch/table.js";
import { sliders } from "./live/sliders.js";
import { moved } from "./live/moved.js";
import { trying } from "./try/try.js";
import { address } from "./common/address.js";

/**
 * Show a calculation in `place`: its data, and its picture as an svg element. The data may come from the file itself,
 * or from a worker that has just calculated it. `marker` takes a learner's answers and gives the marks. `calculator`
 * takes the numbers of the leaves, and passes those of the calculation on, at once or later; or new data, where other
 * numbers make another graph. `neurons` is the picture of the network, if the data have one. What is returned can go to
 * a step, and `close` ends it, before another calculation is shown in its place.
 */
export function open(place, data, svg, marker = null, calculator = null, neurons = null) {
  const model = calculation(data);
  const kept = store({
    mode: "watch", step: 1, language: data.language, playing: false, speed: 1, chosen: null, hovered: null, path: null,
    zoom: 0, leaves: null, refused: null, lines: "weights", folds: data.network?.columns.map(({ open }) => !open),
    box: null, trouble: null,
  });
  const canTry = Boolean(model.answers && marker);
  const canMove = Boolean(calculator || data.fixed); // or the page says why not
  const say = speaker(data.words, kept.state);
  const page = { model, neurons, canTry, canMove, ...kept, say, steps: model.steps.length };
  page.go = (step) => page.set({ step: Math.min(Math.max(Math.round(step) || 1, 1), page.steps) });
  page.choose = (chosen) => page.set({ chosen, path: null });
  const recorded = { ...model };
  page.asked = null; // the numbers of the leaves that were asked for last: those that are shown may come later
  page.move = (leaves) => {
    page.asked = leaves;
    const show = (found) => {
      if (found && !page.asked) return; // without leaves, all is as it was recorded
      const rows = !found ? recorded : found.nodes ? calculation(found) : moved(recorded, leaves, found);
      Object.assign(model, { nodes: rows.nodes, edges: rows.edges, leaves: rows.leaves });
      page.set({ leaves, refused: found?.refused ?? null });
    };
    if (leaves) calculator(leaves, show);
    else show(null);
  };

  const closing = new AbortController();
  page.closed = closing.signal; // what listens to the window and the document stops then
  page.close = () => {
    page.set({ playing: false });
    closing.abort();
  };

  const root = document.createElement("div");
  root.className = "page";
  place.replaceChildren(root);
  const section = (name) => root.querySelector(`[data-part="${name}"]`);
  page.on(["language"], () => (document.documentElement.lang = page.state.language)); // it renews every style: rarely
  page.on(["language", "mode", "leaves", "trouble"], () => {
    document.title = `${model.output.label}${page.state.mode === "try" ? "" : ` = ${model.output.value}`}`;
    render(frame(page), root);
  });
  address(page, data.language);
  graph(page, section("graph"), svg);
  if (neurons) network(page, section("network"), neurons);
  arithmetic(page, section("step"));
  node(page, section("node"));
  controls(page, section("controls"));
  table(page, section("table"));
  if (canTry) trying(page, section("try"), marker);
  if (canMove) sliders(page, section("inputs"));
  page.on(["mode"], () => {
    if (page.state.mode !== "try") return;
    page.set({ playing: false });
    if (page.state.leaves) page.move(null); // the blanks ask for the recorded ones
  });
  return page;
}

function frame({ model, neurons, canTry, canMove, say, state, set, words = ["English", "Japanese"] }) {
  const languages = ["en", "ja"];
  return html`
    <header>
      <h1>${model.output.label}${state.mode === "try" ? nothing : html` = ${model.output.value}`}
        <small>${say("step by step")}</small></h1>
      ${canTry ? html`<div class="modes" role="group" aria-label=${say("mode")}>
        ${["watch", "try"].map((mode) => html`<button type="button" aria-pressed=${String(state.mode === mode)}
          @click=${() => set({ mode })}>${say(mode)}</button>`)}
      </div>` : nothing}
      <label class="language">${say("language")}
        <select @change=${(event) => set({ language: event.target.value })}>
          ${languages.map((each, i) => html`<option value=${each} lang=${each}
            ?selected=${each === state.language}>${say(words[i])}</option>`)}
        </select>
      </label>
    </header>
    ${state.trouble ? html`<p class="trouble" role="alert">${say(...state.trouble)}</p>` : nothing}
    <main class="${state.mode} ${state.refused === null ? "" : "refused"} ${neurons ? "both" : ""}">
      <div class="pictures ${neurons ? "two" : ""}">
        <section class="graph" aria-label=${say("graph")} data-part="graph"></section>
        ${neurons ? html`<section class="network" aria-labelledby="network" data-part="network"></section>` : nothing}
      </div>
      <section class="step" aria-labelledby="which" data-part="step"></section>
      <div class="side">
        ${canMove ? html`<section class="inputs" data-part="inputs" aria-labelledby="inputs"></section>` : nothing}
        <section class="node" aria-labelledby="node" data-part="node"></section>
      </div>
      <section class="table" data-part="table" aria-label=${say("all steps")}></section>
      <section class="try" data-part="try" aria-labelledby="trying"></section>
    </main>
    <footer><p class="keys">${say("keys")}</p></footer>
    <nav class="controls" aria-label=${say("controls")} data-part="controls"></nav>
  `;
}
