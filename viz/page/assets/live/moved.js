import { figure, filledText, filledTree, number, operand } from "./text.js";

/** A number, or a dash where there is none. */
const shown = (x) => (Number.isFinite(x) ? number(x) : "—");

/**
 * The calculation at other inputs: `leaves` has their numbers, and `found` is what was calculated from them. The rows
 * that it gives have the same parts as the recorded ones. A text is made when it is asked for: most are never shown.
 */
export function moved(recorded, leaves, found) {
  const { tape, templates } = recorded;
  const unnamed = new Set(tape.leaves.filter(([, , isNamed]) => !isNamed).map(([i]) => i));
  const isNumber = (i) => unnamed.has(i) && recorded.nodes[i].label === recorded.nodes[i].value;
  const label = (i) => (isNumber(i) ? number(leaves[i]) : recorded.nodes[i].label);
  const name = (i) => (isNumber(i) ? ["mi", label(i)] : recorded.nodes[i].name);
  const value = (i) => shown(leaves[i] ?? found.values[i]);
  const holes = (i, operandOf) => [i, ...tape.nodes[i].slice(1)].map(operandOf);
  const at = {
    label, name, value,
    gradient: (i) => shown(found.gradients?.[i]),
    template: (i) => templates[tape.nodes[i][0]],
    inText: (i, template, which) => filledText(template, holes(i, (j) => operand(which(j)))),
    inNames: (i, template) => filledTree(template, holes(i, (j) => operand(label(j), name(j)))),
    inNumbers: (i, template) => filledTree(template, holes(i, (j) => figure(value(j)))),
    product: (i, part) => shown(found.products?.[i][part]),
    along: (edges) => shown(edges.reduce((x, i) => x * found.products?.[i].local, 1)),
  };
  const nodes = recorded.nodes.map((row, i) => new Node(row, i, at));
  const edges = recorded.edges.map((row, i) => new Edge(row, i, at));
  const paths = (leaf) => ({ ...leaf, paths: leaf.paths.map((path) => new Path(path, at)) });
  const ways = new Map([...recorded.leaves].map(([i, leaf]) => [i, paths(leaf)]));
  return { nodes, edges, leaves: ways };
}

class Node {
  #row; #i; #at;
  constructor(row, i, at) {
    [this.#row, this.#i, this.#at] = [row, i, at];
    [this.box, this.kind] = [row.box, row.kind];
  }
  get label() { return this.#at.label(this.#i); }
  get name() { return this.#at.name(this.#i); }
  get value() { return this.#at.value(this.#i); }
  get gradient() { return this.#at.gradient(this.#i); }
  get formula() { return this.#inText(this.#at.label); }
  get numbers() { return this.#inText(this.#at.value); }
  get drawn() {
    const { drawn } = this.#at.template(this.#i) ?? {};
    if (!drawn || !this.#row.drawn) return null;
    return [this.#at.inNames(this.#i, drawn), this.#at.inNumbers(this.#i, drawn)];
  }
  #inText(which) {
    const { text } = this.#at.template(this.#i) ?? {};
    return text ? this.#at.inText(this.#i, text, which) : "";
  }
}

class Edge {
  #row; #i; #at;
  constructor(row, i, at) {
    [this.#row, this.#i, this.#at] = [row, i, at];
    for (const part of ["from", "to", "slot", "slotted", "arrival", "arrivals"]) this[part] = row[part];
  }
  get upstream() { return this.#at.product(this.#i, "upstream"); }
  get local() { return this.#at.product(this.#i, "local"); }
  get product() { return this.#at.product(this.#i, "product"); }
  get before() { return this.#at.product(this.#i, "before"); }
  get total() { return this.#at.product(this.#i, "total"); }
  get drawn() {
    const template = this.#at.template(this.from).locals[this.slot];
    return template ? this.#at.inNames(this.from, template) : ""; // one that is long is not written anew
  }
}

class Path {
  #at;
  constructor({ edges, slots }, at) {
    [this.#at, this.edges, this.slots] = [at, edges, slots];
  }
  get product() { return this.#at.along(this.edges); }
}
