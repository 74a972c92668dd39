/** The network itself: neurons with what they give on average, edges as strong as their weights or gradients. */
import { html, svg } from "../../page/vendor/lit-html.js";

const [WIDTH, HEIGHT, MARGIN] = [640, 360, 34];
const MOST = 400; // edges that are drawn: the strongest

export function neurons({ inputs, layers }, kind, label) {
  const columns = [inputs.map((name) => ({ name })), ...layers];
  const x = (column) => MARGIN + (column / (columns.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (column, row) => ((row + 0.5) / columns[column].length) * (HEIGHT - 20) + 10;
  const radius = (column) => Math.min(17, (0.42 * HEIGHT) / columns[column].length);
  const edges = layers.flatMap((layer, column) => layer.flatMap((neuron, row) => neuron[kind].map((size, from) =>
    ({ size, from: [x(column), y(column, from)], to: [x(column + 1), y(column + 1, row)] }))));
  const drawn = edges.toSorted((a, b) => Math.abs(a.size) - Math.abs(b.size)).slice(-MOST);
  const strongest = Math.max(...edges.map(({ size }) => Math.abs(size)), 1e-300);
  const most = columns.map((column) => Math.max(...column.map(({ output }) => Math.abs(output ?? 0)), 1e-300));
  return html`<svg class="chart neurons" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${drawn.map(({ size, from, to }) => svg`<line class=${size < 0 ? "negative" : "positive"}
      x1=${from[0]} y1=${from[1]} x2=${to[0]} y2=${to[1]} stroke-width=${(0.4 + 4.6 * Math.abs(size) / strongest).toFixed(2)}
      ><title>${size.toPrecision(3)}</title></line>`)}
    ${columns.map((column, i) => column.map(({ name, output }, row) => svg`<g>
      <circle cx=${x(i)} cy=${y(i, row)} r=${radius(i)} />
      <circle class="gives" cx=${x(i)} cy=${y(i, row)} r=${radius(i)} fill-opacity=${(0.75 * Math.abs(output ?? 0) / most[i]).toFixed(2)} />
      <text x=${x(i)} y=${y(i, row) + 4} text-anchor="middle">${name ?? short(output)}</text></g>`))}
  </svg>`;
}

/** Few signs, to stand in a circle. */
const short = (number) => (number === null ? "" : Math.abs(number) < 10 ? number.toFixed(1) : number.toPrecision(1));
