import { html, nothing, render } from "../../vendor/lit-html.js";
import { current, gradientAt } from "../../common/calculation.js";

const MOST = 48; // nodes of a box that are shown at once

/** A box of folded nodes, unfolded: its nodes, with their numbers as far as they are known in a step. */
export function boxes(page, place, folded) {
  const { model, state, say, set, on } = page;
  if (!folded.size) return;
  on(["box", "step", "chosen", "language", "leaves"], () => {
    const nodes = folded.get(state.box)?.nodes;
    render(html`
      <label>${say("unfold box")}
        <select @change=${(event) => set({ box: event.target.value || null })}>
          <option value="" ?selected=${!nodes}>${say("none")}</option>
          ${[...folded].map(([box, { name }]) => html`
            <option value=${box} ?selected=${box === state.box}>${name}</option>`)}
        </select></label>
      ${nodes ? unfolded(page, nodes) : nothing}`, place());
  });
}

function unfolded({ model, state, say, choose, set }, nodes) {
  const now = current(model, state.step);
  const at = Math.max(0, nodes.includes(now) ? nodes.indexOf(now) : nodes.indexOf(state.chosen));
  const start = Math.max(0, Math.min(at - 4, nodes.length - MOST));
  const shown = nodes.slice(start, start + MOST);
  const others = nodes.length - shown.length;
  return html`
    <ul aria-label=${say("nodes of the box")}>${shown.map((i) => node(model, state, i, i === now, choose))}</ul>
    <p>${others ? say("more nodes", { from: start + 1, to: start + shown.length, count: nodes.length }) : nothing}
      <button type="button" @click=${() => set({ box: null })}>${say("fold box")}</button></p>`;
}

const node = (model, { step, chosen }, i, isNow, choose) => {
  const { label, value } = model.nodes[i];
  const known = model.history[i].calculated <= step && label !== value;
  const gradient = gradientAt(model, i, step);
  return html`<li><button type="button" aria-pressed=${String(i === chosen)} class=${isNow ? "now" : ""} data-node=${i}
    @click=${() => choose(i)}>${label}${known ? ` = ${value}` : ""}${
      gradient && html`<br>∇ ${gradient}`}</button></li>`;
};
