import { gradientAt } from "../../common/calculation.js";

const [THIN, WIDE] = [0.4, 4.5]; // of lines, as in pictures of networks

/**
 * The shapes of a network's picture, by the numbers of its data, and what is done with them. `folds` tells of each
 * column whether it is folded: then its box stands for its neurons, and one line for many.
 */
export function shapes({ columns, neurons, lines, neuron, line }, svg) {
  const named = new Map([...svg.querySelectorAll("[id]")].map((each) => [each.id.slice(4), each]));
  const texts = new Map([...named].map(([id, shape]) => [id, shape.querySelector(".number")]));
  const look = (folds, k) => (folds[k] ? "shut" : "open");
  const ofNeuron = (i, folds) => named.get(folds[neurons[i][0]] ? `b${neurons[i][0]}` : `n${i}`);
  const ofLine = (at, folds) => named.get(at < 0 ? `f${-2 - at}` : nameOf(at, folds));
  const nameOf = (at, folds) => {
    const [, start, end] = lines[at];
    const [from, to] = [start, end].map((each) => folds[neurons[each][0]]);
    return from && to ? `f${neurons[end][0]}` : from ? `i${end}` : to ? `e${start}` : `l${at}`;
  };
  const isWeight = (node) => line[node] >= 0 && lines[line[node]][0] === node;
  const weights = line.flatMap((at, node) => (isWeight(node) || at < -1 ? [node] : []));
  const members = new Map(); // the weights of each line to a folded layer
  for (const node of weights) {
    const [, start, end] = lines[line[node]] ?? [];
    const names = line[node] < 0 ? [`f${-2 - line[node]}`] : [`i${end}`, `e${start}`, `f${neurons[end][0]}`];
    for (const name of names) if (named.has(name)) (members.get(name) ?? members.set(name, []).get(name)).push(node);
  }

  const before = new Map();
  const change = (shape, told, act) => {
    if (before.get(shape) !== told) act();
    before.set(shape, told);
  };
  const tell = (shape, text) => shape && change(shape, text, () => (shape.textContent = text));
  return {
    weights,
    fold(folds) {
      for (const [id, shape] of named) {
        const [, kind, k, looks] = id.match(/^([cp])(\d+)-(.*)$/) ?? [];
        if (!kind) continue;
        const shown = kind === "p" ? look(folds, k) : `${look(folds, k - 1)}-${look(folds, k)}`;
        if (looks === shown) shape.removeAttribute("display");
        else shape.setAttribute("display", "none");
      }
      const half = Math.max(...columns.map((each, k) => each.half[folds[k] ? 1 : 0]));
      const { x, width } = svg.viewBox.baseVal;
      svg.setAttribute("viewBox", `${x} ${-half} ${width} ${2 * half}`);
    },
    write(model, { step, lines: which, folds }, example) {
      const known = (node) => (which === "weights" ? valueAt(model, node, step) : gradientAt(model, node, step));
      const weight = (node) => Number((which === "weights" ? model.nodes[node].value : known(node)) || "0") || 0;
      const largest = greatest(model, weights, which);
      const wide = (x) => (x ? THIN + (WIDE - THIN) * Math.min(1, Math.abs(x) / largest) : 2 * THIN).toFixed(2);
      const number = (i) => known(resultOf(neurons[i], example));
      folds.forEach((isFolded, k) => isFolded && tell(texts.get(`b${k}`), range(neurons, k, number)));
      neurons.forEach(([k], i) => folds[k] || tell(texts.get(`n${i}`), shortText(number(i))));
      for (const [name, nodes] of members) {
        const path = named.get(name);
        const most = wide(nodes.reduce((most, node) => Math.max(most, Math.abs(weight(node))), 0));
        change(path, most, () => path.setAttribute("stroke-width", most));
      }
      lines.forEach(([node, start, end], at) => {
        if (folds[neurons[start][0]] || folds[neurons[end][0]]) return;
        const [path, x] = [named.get(`l${at}`), weight(node)];
        change(path, `${x} ${wide(x)}`, () => {
          ["positive", "negative", "zero"].forEach((sign) => path.classList.toggle(sign, sign === signOf(x)));
          path.setAttribute("stroke-width", wide(x));
        });
        tell(named.get(`t${at}`), which === "weights" ? shortText(model.nodes[node].value) : shortText(known(node)));
      });
    },
    /** The shapes that are lit, and how. */
    lights(found, folds) {
      const now = found.now.map((i) => [ofNeuron(i, folds), "now"]);
      const near = found.near.map((i) => [ofNeuron(i, folds), "near"]);
      const all = [...near, ...now, ...found.lines.map((at) => [ofLine(at, folds), found.light])];
      return all.filter(([shape]) => shape);
    },
    /** The shape of a node of the graph. */
    of(node, folds) {
      if (isWeight(node)) return ofLine(line[node], folds);
      return neuron[node] >= 0 ? ofNeuron(neuron[node], folds) : null;
    },
  };
}

/** The node whose number a neuron shows in an example. */
export const resultOf = ([, , results], example) => results[Math.min(example, results.length - 1)];

/** The largest size of a weight, or of a weight's gradient when all have arrived. */
export function greatest({ nodes }, weights, which) {
  const key = which === "weights" ? "value" : "gradient";
  return weights.reduce((most, node) => Math.max(most, Math.abs(Number(nodes[node][key])) || 0), 0);
}

/** A number with few digits. */
export const short = (x, digits = 3) => String(Number(x.toPrecision(digits)));

const shortText = (text) => (Number.isFinite(Number(text || "x")) ? short(Number(text)) : text);

const signOf = (x) => (x > 0 ? "positive" : x < 0 ? "negative" : "zero");

const valueAt = (model, node, step) => (model.history[node].calculated <= step ? model.nodes[node].value : "");

/** The least and the greatest number of a column that are known. */
function range(neurons, k, number) {
  const texts = neurons.flatMap(([column], i) => (column === k ? [number(i)] : [])).filter(Boolean);
  const known = texts.map(Number).filter(Number.isFinite);
  if (!known.length) return "";
  return [...new Set([Math.min(...known), Math.max(...known)].map((x) => short(x, 2)))].join(" … ");
}
