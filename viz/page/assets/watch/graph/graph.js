import { html, render } from "../../vendor/lit-html.js";
import { icon } from "../../common/icons.js";
import { edgesTowards } from "../../common/calculation.js";
import { boxes } from "./boxes.js";
import { drawn } from "./shapes.js";
import { follow, resize } from "./scrolled.js";

/** The picture: numbers appear in it when they are calculated, and what a step is about is lit. */
export function graph(page, place, svg) {
  const { model, state, set, say } = page;
  const shapes = drawn(page, svg);
  const moves = changes(model, say, shapes);
  page.on(["leaves", "language"], () => shapes.renew());
  svg.setAttribute("role", "img");
  const scroller = () => place.querySelector(".scroller");
  const counts = () => ({ label: model.output.label, nodes: model.nodes.length, edges: model.edges.length });

  page.on(["language"], () => {
    svg.setAttribute("aria-label", say("graph of", counts()));
    render(html`
      <div class="zoom" role="group" aria-label=${say("graph")}>
        ${[["smaller", -1], ["fit", 0], ["larger", 1]].map(([key, by]) => html`
          <button type="button" aria-label=${say(key)} title=${say(key)}
            @click=${() => set({ zoom: by ? state.zoom + by : 0 })}>${icon(key)}</button>`)}
      </div>
      <div class="scroller" tabindex="0" role="group" aria-label=${say("scroll")}>${svg}</div>
      <div class="unfolded"></div>
    `, place);
  });
  boxes(page, () => place.querySelector(".unfolded"), shapes.folded);
  page.on(["zoom"], () => resize(svg, scroller(), state.zoom));
  const observer = new ResizeObserver(() => resize(svg, scroller(), state.zoom));
  observer.observe(place);
  page.closed.addEventListener("abort", () => observer.disconnect());

  let shown = 0;
  let lit = [];
  page.on(["step", "mode"], () => {
    for (; shown < state.step; shown++) moves[shown].forEach((change) => change(true));
    for (; shown > state.step; shown--) [...moves[shown - 1]].reverse().forEach((change) => change(false));
    lit.forEach(([shape, light]) => shape.classList.remove(light));
    lit = state.mode === "try" ? [] : lights(model, shapes, state.step); // blanks belong to no step
    lit.forEach(([shape, light]) => shape.classList.add(light));
    follow(scroller(), lit);
  });
  page.on(["chosen", "path", "hovered"], () => choice(page, shapes, svg));
  svg.addEventListener("click", ({ target }) => {
    const chosen = shapes.nodeAt(target, state);
    if (chosen === null) return;
    const { box } = model.nodes[chosen];
    if (shapes.folded.has(box)) set({ box: state.box === box ? null : box });
    page.choose(chosen);
  });
  svg.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") set({ hovered: shapes.nodeAt(event.target, state) });
  });
  svg.addEventListener("pointerleave", () => set({ hovered: null }));
}

/** For each step, the changes of the picture, each of which can be made and taken back. */
function changes(model, say, { nodes, numbered }) {
  const said = model.nodes.map(() => () => "");
  const write = (i, text) => {
    const [shape, before] = [nodes[i], said[i]];
    said[i] = text;
    return shape.tell ? [(forth) => shape.tell(forth ? text : before)] : [];
  };
  const unless = (shape, name) => (shape ? [(forth) => shape.classList.toggle(name, !forth)] : []);
  return model.steps.map(([kind, i]) => {
    if (kind === "given" || kind === "calculate") return unless(nodes[i].tell && nodes[i].group, "uncalculated");
    if (kind === "seed") return write(i, () => say("picture gradient", { number: "1" }));
    const { to, arrival, arrivals } = model.edges[i];
    const total = () => `${model.edges[i].total}${arrival < arrivals ? "…" : ""}`;
    const gradient = () => say("picture gradient", { number: total() });
    if (kind === "add") return write(to, gradient);
    return [...unless(numbered[i], "unflown"), ...(arrivals > 1 ? [] : write(to, gradient))];
  });
}

/** What a step lights: shapes, and how. */
function lights(model, { nodes, edges }, step) {
  const [kind, i] = model.steps[step - 1];
  const found = [];
  const light = (shape, name) => shape && found.push([shape, name]);
  if (kind === "multiply" || kind === "add") {
    const edge = model.edges[i];
    light(nodes[edge.to].group, "now");
    light(edges[i], "backward");
    if (kind === "multiply") light(nodes[edge.from].group, "near");
    else {
      light(nodes[edge.to].group, "adding");
      model.history[edge.to].arrivals.slice(0, edge.arrival).forEach((each) => light(edges[each], "arrived"));
    }
  } else {
    light(nodes[i].group, "now");
    if (kind === "calculate") {
      for (const each of model.inputs[i]) {
        light(edges[each], "forward");
        light(nodes[model.edges[each].to].group, "near");
      }
    }
  }
  return found;
}

/** A chosen node, and the paths to it: all of them, or the one that is chosen. */
function choice({ model, state }, shapes, svg) {
  for (const name of ["chosen", "hovered", "path"]) {
    svg.querySelectorAll(`.${name}`).forEach((shape) => shape.classList.remove(name));
  }
  const { chosen, hovered, path } = state;
  if (hovered !== null) shapes.nodes[hovered].group.classList.add("hovered");
  const leaf = model.leaves.get(chosen);
  svg.querySelector("g.graph").classList.toggle("with-paths", leaf !== undefined);
  if (chosen === null) return;
  shapes.nodes[chosen].group.classList.add("chosen");
  if (!leaf) return;
  const edges = path === null ? edgesTowards(model, chosen) : leaf.paths[path].edges;
  for (const i of edges) {
    const { from, to } = model.edges[i];
    const lit = [shapes.edges[i], shapes.nodes[from].group, shapes.nodes[to].group];
    lit.forEach((shape) => shape?.classList.add("path"));
  }
}
