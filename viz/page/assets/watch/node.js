import { html, nothing, render } from "../vendor/lit-html.js";
import { derivative, line, operand, quantity, sign, tree } from "../common/formulas.js";

/** The history of a node that is chosen or pointed at, and for a leaf the paths from the output to it. */
export function node(page, place) {
  const { model, state, say, choose } = page;
  const labels = () => model.nodes.flatMap((each) => (each.kind === "given" ? [each.label] : [])).join();
  let listed = "";
  const choices = () => {
    listed = labels();
    render(html`
      <h2 id="node">${say("node and paths")}</h2>
      <label>${say("choose")}
        <select @change=${(event) => choose(event.target.value === "" ? null : Number(event.target.value))}>
          <option value="">${say("none")}</option>
          ${options(model, say("inputs"), (each) => each.kind === "given")}
          ${options(model, say("results"), (each) => each.kind !== "given")}
        </select>
      </label>
      <div class="about"></div>`, place);
  };
  page.on(["language"], choices);
  page.on(["leaves"], () => {
    if (listed !== labels()) choices(); // a number of a formula is its own label; the list may be long
  });
  page.on(["chosen", "language"], () => (place.querySelector("select").value = String(state.chosen ?? "")));
  page.on(["chosen", "hovered", "path", "language", "leaves"], () => {
    const shown = state.chosen ?? state.hovered;
    render(html`
      ${shown === null ? html`<p class="hint">${say("how to choose")}</p>` : history(page, shown)}
      ${state.chosen === null ? nothing : html`
        ${model.leaves.has(state.chosen) ? paths(page, state.chosen) : nothing}
        <p><button type="button" @click=${() => choose(null)}>${say("put back")}</button></p>`}
    `, place.querySelector(".about"));
  });
}

const options = (model, label, belongs) => html`
  <optgroup label=${label}>
    ${model.nodes.map((each, i) => belongs(each) ? html`<option value=${i}>${each.label}</option>` : nothing)}
  </optgroup>`;

function history({ model, say }, i) {
  const each = model.nodes[i];
  const { calculated, arrivals } = model.history[i];
  const link = (step) => html`<a href="#step=${step}">${say("in step", { step })}</a>`;
  const [named, filled] = each.drawn ?? [each.formula, each.numbers];
  const value = quantity(each.value);
  const parts = each.kind === "given" ? [[tree(each.name), sign("="), value]]
    : [[tree(each.name), sign("="), tree(named)], [sign("="), tree(filled)], [sign("="), value]];
  const last = model.edges[arrivals.at(-1)];
  return html`
    <h3>${say("history", { label: each.label })}</h3>
    <p>${link(calculated)}</p><div class="formula">${line(...parts)}</div>
    ${arrivals.length ? html`
      <table class="history">
        <thead><tr>${HEADS.map((key) => html`<th scope="col">${say(key)}</th>`)}</tr></thead>
        <tbody>${arrivals.slice(0, MOST).map((at) => arrival(model, say, at))}</tbody>
      </table>
      ${arrivals.length > MOST ? html`<p>⋮</p>` : nothing}
      <p>${say("gradient of", { label: each.label, gradient: last.total })}</p>`
    : html`<p>${say(each.kind === "output" ? "its own gradient" : "no gradient", each)}</p>`}`;
}

const MOST = 20; // arrivals of a history
const HEADS = ["step", "from output", "= product", "total so far"];

function arrival(model, say, at) {
  const edge = model.edges[at];
  const step = model.edgeSteps[at].multiplied;
  const product = line([quantity(edge.upstream, "upstream")], [sign("×"), operand(edge.local, "local")],
    [sign("="), quantity(edge.product, "product")]);
  return html`<tr><td><a href="#step=${step}" aria-label=${say("in step", { step })}>${step}</a></td>
    <td>${model.nodes[edge.from].label}</td><td><div class="formula">${product}</div></td>
    <td class="figure">${line(quantity(edge.total))}</td></tr>`;
}

/** Every path from the output to a leaf, with its product; a button lights it alone. */
function paths({ model, state, set, say }, i) {
  const leaf = model.leaves.get(i);
  const fields = { output: model.output.label, label: model.nodes[i].label, count: leaf.count };
  const intro = say(leaf.count === "1" ? "one path" : "several paths", fields);
  const button = (at, text) => html`<button type="button" aria-pressed=${state.path === at ? "true" : "false"}
    @click=${() => set({ path: at })}>${text}</button>`;
  return html`
    <h3>${say("paths to", fields)}</h3>
    <p>${intro}${leaf.paths.length ? "" : ` ${say("not written")}`}</p>
    ${leaf.paths.length > 1 ? html`<p>${button(null, say("all paths"))}</p>` : nothing}
    <ol class="paths">${leaf.paths.map((path, at) => html`
      <li class=${state.path === at ? "path" : ""}>
        ${leaf.paths.length > 1 ? button(at, say("path number", { number: at + 1 })) : nothing}
        <div class="formula">${line(...written(model, path))}</div>
      </li>`)}</ol>
    ${leaf.paths.length > 1 ? html`<div class="formula">${line(...sum(model, leaf, i))}</div>` : nothing}`;
}

/** A path as a product: of derivatives, then of numbers. */
function written(model, path) {
  const times = (parts, first, dot) => parts.map((part, at) => [...(at ? [sign(dot)] : first), part]);
  const edges = path.edges.map((at) => model.edges[at]);
  const factors = edges.map((edge, at) =>
    derivative(model.nodes[edge.from].name, model.nodes[edge.to].name, path.slots[at] ? edge.slot : null));
  const numbers = edges.map((edge) => operand(edge.local, "local"));
  const product = [[sign("="), quantity(path.product, "product")]];
  return [...times(factors, [], "·"), ...times(numbers, [sign("=")], "×"), ...(edges.length > 1 ? product : [])];
}

function sum(model, leaf, i) {
  const products = leaf.paths.map((path, at) => [sign(at ? "+" : "="), operand(path.product, "product")]);
  return [[derivative(model.output.name, model.nodes[i].name)], ...products,
    [sign("="), quantity(model.nodes[i].gradient, "total")]];
}
