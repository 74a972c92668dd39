import { html, nothing, render } from "../vendor/lit-html.js";

const MANY = 500; // rows that take longer to write than an input on a slider should
const PAUSE = 300; // milliseconds without a move

/** All steps as the two tables of the record, when they are opened, and for print. */
export function table(page, place) {
  const { model, state, say } = page;
  let opened = false;
  const draw = () => render(html`
    <details ?open=${opened} @toggle=${(event) => open(event.target.open)}>
      <summary><h2>${say("all steps")}</h2></summary>
      ${opened ? html`${forward(model, say)}${backward(model, say)}` : nothing}
    </details>`, place);
  const open = (now) => {
    if (opened !== now) {
      opened = now;
      draw();
    }
  };
  page.on(["language"], draw);
  let waiting = 0;
  page.on(["leaves"], () => {
    clearTimeout(waiting);
    if (!opened || model.edges.length < MANY) draw();
    else {
      place.ariaBusy = "true"; // its numbers are hidden until they are new
      waiting = setTimeout(() => {
        draw();
        place.ariaBusy = "false";
      }, PAUSE);
    }
  });
  let before = null;
  addEventListener("beforeprint", () => {
    before = { opened, step: state.step };
    page.go(page.steps); // every number is in the picture then
    open(true);
  }, { signal: page.closed });
  addEventListener("afterprint", () => {
    page.go(before.step);
    open(before.opened);
  }, { signal: page.closed });
}

const heads = (say, keys) => html`<thead><tr>${keys.map((key) => html`<th scope="col">${say(key)}</th>`)}</tr></thead>`;

const link = (step) => html`<td><a href="#step=${step}">${step}</a></td>`;

const forward = (model, say) => html`
  <div class="wide" tabindex="0" role="group" aria-label=${say("forward pass")}><table>
    <caption>${say("forward pass")}</caption>
    ${heads(say, ["step", "node", "formula", "in numbers", "value"])}
    <tbody>${model.nodes.map((node, i) => html`<tr>${link(model.history[i].calculated)}
      <td>${node.label}</td><td>${node.formula || say("(given)")}</td><td>${node.numbers}</td>
      <td class="figure">${node.value}</td></tr>`)}</tbody>
  </table></div>`;

const NUMBERS = ["upstream", "local", "product", "total"];

const backward = (model, say) => html`
  <div class="wide" tabindex="0" role="group" aria-label=${say("backward pass")}><table>
    <caption>${say("backward pass")}</caption>
    ${heads(say, ["step", "from output", "to input", "slot", "upstream", "× local", "= product", "total so far"])}
    <tbody>${model.edges.map((edge, i) => html`<tr>${link(model.edgeSteps[i].multiplied)}
      <td>${model.nodes[edge.from].label}</td><td>${model.nodes[edge.to].label}</td><td>${edge.slot}</td>
      ${NUMBERS.map((key) => html`<td class="figure">${edge[key]}</td>`)}</tr>`)}</tbody>
  </table></div>`;
