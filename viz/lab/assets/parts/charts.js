/**
 * Charts of training: the loss, histograms, and the path over the loss surface. Shapes tell what colours tell.
 *
 * A library of charts such as uPlot (50 kB) would draw the first two. Each of them is some fifteen lines of SVG here,
 * which takes its colours from the style sheet, in dark mode and in print too. Its options, sizes and colours for a
 * canvas would be as many lines.
 */
import { html, svg } from "../../page/vendor/lit-html.js";

const [WIDTH, HEIGHT] = [320, 180];

/** The loss of each step; of very many, as many as there are columns. */
export function curve(losses, label) {
  const every = Math.max(1, Math.ceil(losses.length / WIDTH));
  const shown = losses.filter((_, i) => i % every === 0 || i === losses.length - 1);
  const top = Math.max(...shown, 1e-9);
  const x = (i) => 34 + (i / Math.max(1, shown.length - 1)) * (WIDTH - 44);
  const y = (loss) => 8 + (1 - loss / top) * (HEIGHT - 34);
  const line = shown.map((loss, i) => `${x(i).toFixed(1)},${y(loss).toFixed(1)}`).join(" ");
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${svg`<path class="axis" d="M34 8V${HEIGHT - 26}H${WIDTH - 8}" />
      <text x="30" y="16" text-anchor="end">${shown.length ? top.toPrecision(2) : ""}</text>
      <text x="30" y=${HEIGHT - 24} text-anchor="end">0</text>
      <text x="34" y=${HEIGHT - 8}>1</text><text x=${WIDTH - 8} y=${HEIGHT - 8} text-anchor="end">${losses.length || ""}</text>
      <polyline points=${line} />`}
  </svg>`;
}

/** How many numbers lie in each part of a range around 0. */
export function bars({ end, counts }, label) {
  const [width, most] = [WIDTH / counts.length, Math.max(...counts, 1)];
  return html`<svg class="chart bars" viewBox="0 0 ${WIDTH} 100" role="img" aria-label=${label}>
    ${counts.map((count, i) => svg`<rect x=${i * width + 1} width=${width - 2} y=${14 + 66 * (1 - count / most)}
      height=${(66 * count) / most} />`)}
    ${svg`<path class="axis" d="M0 80.5H${WIDTH}" /><text x="0" y="96">${(-end).toPrecision(2)}</text>
      <text x=${WIDTH / 2} y="96" text-anchor="middle">0</text>
      <text x=${WIDTH} y="96" text-anchor="end">${end.toPrecision(2)}</text><text x="0" y="10">${label}</text>`}
  </svg>`;
}

/** The loss around the path, darker where it is smaller, and the path from its circle to its square. */
export function landscape(canvas, { losses, path, box }) {
  const pen = canvas.getContext("2d");
  const [left, right, low, high] = box;
  const side = canvas.width / losses.length;
  const known = losses.flat().filter((loss) => loss !== null).map((loss) => Math.log(loss + 1e-6));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  losses.forEach((row, j) => row.forEach((loss, i) => {
    const share = loss === null ? 1 : (Math.log(loss + 1e-6) - least) / (most - least || 1);
    pen.fillStyle = `rgb(${[20, 83, 45].map((part) => Math.round(part + (250 - part) * share))})`;
    pen.fillRect(Math.floor(i * side), Math.floor(j * side), Math.ceil(side), Math.ceil(side));
  }));
  const at = ([u, v]) => [((u - left) / (right - left)) * canvas.width, ((high - v) / (high - low)) * canvas.height];
  for (const [width, colour] of [[6, "#ffffff"], [3, "#b3261e"]]) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.beginPath();
    path.forEach((place, i) => pen[i ? "lineTo" : "moveTo"](...at(place)));
    pen.stroke();
    const [[x, y], [u, v]] = [at(path[0]), at(path.at(-1))];
    pen.beginPath();
    pen.arc(x, y, 7, 0, 2 * Math.PI);
    pen.rect(u - 6, v - 6, 12, 12);
    pen.stroke();
  }
}
