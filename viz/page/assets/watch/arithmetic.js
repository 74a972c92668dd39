import { html, nothing, render } from "../vendor/lit-html.js";
import { derivative, element, line, operand, quantity, sign, tree } from "../common/formulas.js";
import { sentence } from "./sentences.js";

/** The current step: its sentence, its formula, and then its numbers. */
export function arithmetic(page, place) {
  const { model, state, say, steps } = page;
  let heard = null;
  page.on(["step", "language", "playing", "leaves"], () => {
    const { step, playing } = state;
    const quiet = playing || heard !== state.leaves; // an input that moves says itself what it does
    heard = state.leaves;
    const [kind, i] = model.steps[step - 1];
    const backward = step >= model.firstBackward;
    const meeting = kind === "add" || (kind === "multiply" && model.edges[i].arrivals > 1);
    render(html`
      <h2 id="which" class=${backward ? "backward" : "forward"}>
        ${say(backward ? "backward pass" : "forward pass")}<small>${say("step of", { step, steps })}</small></h2>
      <p class="sentence" aria-live=${quiet ? "off" : "polite"} aria-atomic="true"><span class="heard">${
        say("step of", { step, steps })}. </span>${sentence(page, step)}</p>
      <div class="worked ${step % 2 ? "odd" : "even"}">${worked[kind](page, i)}</div>
      ${meeting ? arrivals(page, model.edges[i], kind === "add") : nothing}
    `, place);
  });
}

const formula = (...parts) => html`<div class="formula">${parts}</div>`;

const term = (name, caption, text, shown = operand) => html`
  <span class="term ${name}"><small>${caption}</small>${line(shown(text))}</span>`;

const between = (text) => html`<span class="between">${line(sign(text))}</span>`;

const worked = {
  given: ({ model }, i) => formula(line([tree(model.nodes[i].name), sign("="), quantity(model.nodes[i].value)])),

  calculate: ({ model }, i) => {
    const { name, drawn, formula: text, numbers, value } = model.nodes[i];
    const [named, filled] = drawn ?? [text, numbers];
    return formula(
      line([tree(name), sign("="), tree(named)]),
      line([sign("="), tree(filled)]),
      line([sign("="), quantity(value, "value")]),
    );
  },

  seed: ({ model }) => {
    const { name } = model.output;
    return formula(line([derivative(name, name), sign("="), quantity("1", "product")]));
  },

  multiply: ({ model, say }, i) => {
    const edge = model.edges[i];
    return html`
      ${chainRule(model, edge)}
      <div class="terms">
        ${term("upstream", say("upstream"), edge.upstream, quantity)}${between("×")}
        ${term("local", say("local"), edge.local)}${between("=")}
        ${term("product", say("product"), edge.product, quantity)}
      </div>`;
  },

  add: ({ model, say }, i) => {
    const edge = model.edges[i];
    const gradient = derivative(model.output.name, model.nodes[edge.to].name);
    return html`
      ${formula(line([gradient, sign("+="), quantity(edge.product, "product")]))}
      <div class="terms adding">
        ${term("before", say("total before"), edge.before, quantity)}${between("+")}
        ${term("product arriving", say("arrival"), edge.product)}${between("=")}
        ${term("total", say("total"), edge.total, quantity)}
      </div>`;
  },
};

/** The chain rule along one edge, and the formula of its local gradient. */
function chainRule(model, edge) {
  const [from, to] = [model.nodes[edge.from], model.nodes[edge.to]];
  const slot = edge.slotted ? edge.slot : null;
  const whole = derivative(model.output.name, to.name);
  const upstream = element("mrow", derivative(model.output.name, from.name));
  const local = element("mrow", derivative(from.name, to.name, slot));
  upstream.setAttribute("class", "upstream");
  local.setAttribute("class", "local");
  const sum = edge.arrivals > 1 ? "+=" : "=";
  const own = edge.drawn && line([derivative(from.name, to.name, slot), sign("="), tree(edge.drawn)]);
  const rule = line([whole, sign(sum), upstream, sign("·"), local]);
  return formula(rule, own ? html`<span class="own">${own}</span>` : nothing);
}

/** All that arrives at a node: what is in the total, what arrives now, and what is still to come. */
function arrivals({ model, say }, edge, added) {
  const every = model.history[edge.to].arrivals.map((i) => model.edges[i]);
  const status = (each) =>
    each.arrival < edge.arrival || (added && each === edge) ? "is in" : each === edge ? "arrives" : "to come";
  const last = added ? edge.total : edge.before;
  return html`
    <table class="arrivals">
      <caption>${say("arrivals at", { label: model.nodes[edge.to].label })}</caption>
      <tbody>
        ${nearby(every, edge.arrival).map((each) => each ? html`
          <tr class=${status(each).replace(" ", "-")}>
            <th scope="row">${each.arrival} / ${each.arrivals}</th>
            <td>${model.nodes[each.from].label}</td>
            <td class="figure">${status(each) === "to come" ? "…" : line(quantity(each.product))}</td>
            <td>${say(status(each))}</td>
          </tr>` : html`<tr><td colspan="4">⋮</td></tr>`)}
      </tbody>
      <tfoot><tr><th scope="row" colspan="2">${say("total of all")}</th>
        <td class="figure total">${line(quantity(last))}</td><td></td></tr></tfoot>
    </table>`;
}

const MOST = 5; // arrivals of a longer list

/** Of very many arrivals, those around the current one. */
function nearby(every, arrival) {
  if (every.length <= MOST + 1) return every;
  const start = Math.max(0, Math.min(arrival - 3, every.length - MOST));
  const shown = every.slice(start, start + MOST);
  return [...(start ? [null] : []), ...shown, ...(start + MOST < every.length ? [null] : [])];
}
