import { html, nothing, render } from "../../vendor/lit-html.js";
import { greatest, resultOf, shapes, short } from "./neurons.js";
import { follow, resize } from "../graph/scrolled.js";

const SIZE = [0.5, 0.3]; // the smallest size of the picture, and its share of the window

/** The layers and neurons of the network, with the numbers that are known in a step; what the step is about is lit. */
export function network(page, place, svg) {
  const { model, state, set, say, on } = page;
  const parts = shapes(model.network, svg);
  const { columns, neurons } = model.network;
  const scroller = () => place.querySelector(".scroller");
  const folds = columns.flatMap(({ count }, k) => (count > 1 ? [k] : []));
  const turn = (k) => set({ folds: state.folds.with(k, !state.folds[k]) });
  const name = (k) => (columns[k].title === "x" ? say("network inputs") : columns[k].title);
  const fold = (k) => {
    const told = say(state.folds[k] ? "unfold layer" : "fold layer", { layer: name(k), count: columns[k].count });
    return html`<button type="button" aria-expanded=${String(!state.folds[k])} data-fold=${k} @click=${() => turn(k)}>${
      told}</button>`;
  };
  svg.setAttribute("role", "img");

  on(["language", "lines", "folds", "leaves"], () => {
    const told = columns.map(({ count }, k) => say("so many neurons", { layer: name(k), count }));
    svg.setAttribute("aria-label", say("network of", { layers: told.join(say("between names")) }));
    render(html`
      <div class="choices"><h2 id="network">${say("network")}</h2>
        <div role="group" aria-label=${say("lines")}>${["weights", "gradients"].map((each) => html`
          <button type="button" aria-pressed=${String(state.lines === each)} @click=${() => set({ lines: each })}>${
            say(each)}</button>`)}</div>
        <div role="group" aria-label=${say("layers")}>${folds.map(fold)}</div>
      </div>
      <div class="scroller" tabindex="0" role="group" aria-label=${say("scroll")}>${svg}</div>
      <p class="here"></p>
      ${legend(say, state.lines, short(greatest(model, parts.weights, state.lines)))}
      <details><summary>${say("how to read")}</summary><p class="hint">${say("network numbers")}</p></details>`, place);
  });
  on(["folds"], () => {
    parts.fold(state.folds);
    resize(svg, scroller(), 0, ...SIZE);
  });
  const observer = new ResizeObserver(() => resize(svg, scroller(), 0, ...SIZE));
  observer.observe(place);
  page.closed.addEventListener("abort", () => observer.disconnect());

  let [example, lit] = [0, []];
  on(["step", "lines", "folds", "leaves"], () => {
    example = exampleOf(model, state.step) ?? example;
    parts.write(model, state, example);
  });
  on(["step", "folds", "language"], () => {
    lit.forEach(([shape, light]) => shape.classList.remove(light));
    const found = about(model, state.step);
    lit = parts.lights(found, state.folds);
    lit.forEach(([shape, light]) => {
      shape.classList.add(light);
      const { tagName, parentNode } = shape;
      if (tagName === "path") parentNode.insertBefore(shape, parentNode.querySelector("text")); // above other lines
    });
    if (lit.length) follow(scroller(), lit);
    place.querySelector(".here").textContent = told(model.network, found, name, say);
  });
  on(["chosen", "folds"], () => {
    svg.querySelectorAll(".chosen").forEach((shape) => shape.classList.remove("chosen"));
    if (state.chosen !== null) parts.of(state.chosen, state.folds)?.classList.add("chosen");
  });
  svg.addEventListener("click", ({ target }) => {
    const [, kind, number] = target.closest("[id]")?.id.match(/^net-([nlbp])(\d+)/) ?? [];
    if (kind === "n") page.choose(resultOf(neurons[number], example));
    if (kind === "l") page.choose(model.network.lines[number][0]);
    if ((kind === "b" || kind === "p") && folds.includes(Number(number))) turn(Number(number));
  });
}

/** The example that a step is about, if it is about one. */
function exampleOf({ steps, edges, network }, step) {
  const [kind, i] = steps[step - 1];
  const nodes = kind === "multiply" || kind === "add" ? [edges[i].to, edges[i].from] : [i];
  return nodes.map((node) => network.example[node]).find((each) => each >= 0);
}

/** The neurons and the lines that a step is about: what changes, and what it comes from. */
function about({ steps, edges, inputs, network }, step) {
  const { neuron, line, lines } = network;
  const [kind, i] = steps[step - 1];
  const found = { now: [], near: [], lines: [], light: "forward" };
  const between = (from, to) => lines.findIndex(([, start, end]) => start === from && end === to);
  if (kind === "multiply" || kind === "add") {
    const { from, to } = edges[i];
    found.light = "backward";
    found.now.push(neuron[to]);
    if (neuron[from] !== neuron[to]) found.near.push(neuron[from]);
    const crossed = line[to] === -1 && found.near.length ? between(neuron[to], neuron[from]) : line[to];
    found.lines.push(crossed);
  } else {
    found.now.push(neuron[i]);
    if (kind === "given") found.lines.push(line[i]);
    if (kind === "calculate") {
      const taken = inputs[i].map((each) => edges[each].to);
      if (neuron[i] >= 0) found.near.push(...taken.map((each) => neuron[each]).filter((each) => each !== neuron[i]));
      const own = line[i] === -1 ? taken.filter((each) => neuron[each] === neuron[i]) : [i];
      found.lines.push(...own.map((each) => line[each]));
    }
  }
  for (const key of ["now", "near"]) found[key] = found[key].filter((each) => each >= 0);
  found.lines = found.lines.filter((each) => each !== -1);
  return found;
}

/** What is lit, in words. */
function told({ columns, neurons, lines }, found, name, say) {
  if (!found.now.length) return say("not in the network");
  const [k, row] = neurons[found.now[0]];
  const parts = [say("this neuron", { layer: name(k), number: row + 1 })];
  if (found.lines.length === 1 && found.lines[0] >= 0) {
    const [from, to] = lines[found.lines[0]].slice(1).map((each) => neurons[each]);
    parts.push(say("this line", { from: from[1] + 1, layer: name(from[0]), to: to[1] + 1, next: name(to[0]) }));
  }
  return parts.join(" ");
}

const SIGNS = { positive: "positive line", negative: "negative line", zero: "zero line" };

/** What the lines mean: never by colour alone. */
const legend = (say, which, largest) => html`
  <ul class="legend">${Object.entries(SIGNS).map(([sign, key]) => html`
    <li><svg class="neurons" viewBox="0 0 40 8" aria-hidden="true">
      <path class=${sign} stroke-width=${sign === "zero" ? 1 : 3} d="M0 4H40" /></svg>${say(key)}</li>`)}
    <li>${say(which === "weights" ? "widest of weights" : "widest of gradients", { largest })}</li></ul>`;
