import { html, nothing, render } from "../vendor/lit-html.js";
import { number } from "./text.js";

const MOST = 12; // inputs with a slider, and the chosen one

/** A slider and a field for each input. All that shows numbers follows at once. */
export function sliders(page, place) {
  const { model, state, say, on } = page;
  if (model.fixed) {
    const why = model.fixed === "where" ? "inputs of a choice" : "inputs of a rule";
    on(["language"], () => render(html`<h2 id="inputs">${say("change inputs")}</h2>
      <p class="hint">${say(why, { name: model.fixed })}</p>`, place));
    return;
  }
  const given = model.tape.leaves;
  const recorded = new Map(given.map(([i, value]) => [i, value]));
  const inputs = [...given].sort((one, other) => other[2] - one[2]).map(([i]) => i); // those with a name come first
  const ranges = new Map();
  let last = inputs[0]; // the input that was moved last
  let opened = given.length <= MOST / 2;

  const valueOf = (i) => page.asked?.[i] ?? recorded.get(i);
  const rangeOf = (i) => {
    const [{ least, most }, value] = [ranges.get(i) ?? around(recorded.get(i)), valueOf(i)];
    return { least: Math.min(least, value), most: Math.max(most, value) }; // a link may lead beyond the range
  };
  const move = (i, value) => {
    const { least, most } = rangeOf(i);
    ranges.set(i, { least: Math.min(least, value), most: Math.max(most, value) });
    last = i;
    const leaves = model.tape.nodes.map((_, j) => recorded.has(j) ? valueOf(j) : null);
    leaves[i] = value;
    page.move(leaves);
  };
  const type = (i, field) => {
    if (Number.isFinite(field.valueAsNumber)) move(i, field.valueAsNumber);
    else field.value = String(valueOf(i)); // nothing that is a number was typed
  };
  const putBack = () => {
    ranges.clear();
    page.move(null);
  };

  const row = (i) => {
    const [id, value] = [`input-${i}`, valueOf(i)];
    const { least, most } = rangeOf(i);
    const { label, gradient } = model.nodes[i];
    return html`
      <li>
        <label for=${id}>${label}</label>
        <input type="number" step="any" aria-label=${say("number of", { label })} .value=${String(value)}
          @change=${(event) => type(i, event.target)}>
        <input id=${id} type="range" min=${least} max=${most} step=${stepOf(least, most)} .value=${String(value)}
          aria-valuetext=${number(value)} @input=${(event) => move(i, event.target.valueAsNumber)}>
        <small>${say("gradient", { gradient })}</small>
      </li>`;
  };

  const said = () => {
    if (!state.leaves) return "";
    if (state.refused !== null) {
      const node = model.nodes[state.refused];
      return say(node.value === "—" ? "refused" : "refused back", node);
    }
    const [output, { label, gradient }] = [model.output, model.nodes[last]];
    return say("moved", { output: output.label, value: output.value, label, gradient });
  };

  on(["language", "leaves", "chosen"], () => {
    const first = inputs.slice(0, MOST);
    const shown = recorded.has(state.chosen) && !first.includes(state.chosen) ? [...first, state.chosen] : first;
    const others = inputs.length - shown.length;
    render(html`
      <details ?open=${opened} @toggle=${(event) => (opened = event.target.open)}>
        <summary><h2 id="inputs">${say("change inputs")}</h2></summary>
        <ul>${shown.map(row)}</ul>
        ${others ? html`<p class="hint">${say("other inputs", { count: others })}</p>` : nothing}
        <p><button type="button" aria-disabled=${state.leaves ? "false" : "true"} @click=${putBack}>${
          say("put inputs back")}</button></p>
        <p class="told ${state.refused === null ? "" : "stopped"}" role="status">${said()}</p>
      </details>`, place);
  });
}

/** From 0 to twice a number, and around 0 from -1 to 1. */
function around(value) {
  const twice = Math.max(-Number.MAX_VALUE, Math.min(2 * value, Number.MAX_VALUE));
  return value ? { least: Math.min(0, twice), most: Math.max(0, twice) } : { least: -1, most: 1 };
}

/** 1, 2 or 5 times a power of ten: from 200 to 500 of them are the range. */
function stepOf(least, most) {
  const [digits, power] = (most / 200 - least / 200).toExponential(15).split("e");
  return Number(`${[5, 2, 1].find((each) => each <= Number(digits))}e${power}`) || "any";
}
