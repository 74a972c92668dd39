import { current } from "../../common/calculation.js";
import { columns } from "../../common/columns.js";
import { FIELD } from "../../common/words.js";

/**
 * The shapes of the picture by node and by edge, their texts taken apart. A node's `tell` takes a function that gives
 * the text of its gradient, and `renew` writes all numbers again. Boxes of folded nodes stay as they are.
 */
export function drawn({ model, say }, svg) {
  const mark = svg.querySelector("g.graph").id;
  const named = new Map([...svg.querySelectorAll("[id]")].map((each) => [each.id, each]));
  const shape = (...ends) => named.get([mark, ...ends].join("-"));
  svg.querySelectorAll("title").forEach((title) => title.remove()); // the history of a node says more
  svg.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
  const nodes = model.nodes.map(({ box }, i) => {
    const group = shape(box);
    return box.startsWith("f") ? { group } : { group, ...numbersOfNode(model, i, group) };
  });
  const ends = (edge) => [model.nodes[edge.to].box, model.nodes[edge.from].box];
  const whole = (...named) => joined(shape(...named), [shape(...named, "in"), shape(...named, "out")]);
  const numbered = model.edges.map((edge) => whole(...ends(edge), edge.slot)); // none at boxes of folded nodes
  const edges = model.edges.map((edge, i) => numbered[i] ?? whole(...ends(edge)));
  const labels = numbered.flatMap((group, i) => (group ? [numbersOfEdge(model, say, i, group)] : []));
  const words = wordsOf(model, say, svg);
  const renew = () => [...nodes, ...labels, words].forEach((each) => each.renew?.());
  const members = new Map();
  model.nodes.forEach(({ box }, i) => (members.get(box) ?? members.set(box, []).get(box)).push(i));
  const folded = new Map(); // the boxes of several nodes
  members.forEach((inside, box) => {
    if (!box.startsWith("f")) return;
    const texts = [...shape(box).querySelectorAll("text")].slice(0, -2); // the last two tell its numbers
    const name = () => texts.map((text) => text.textContent).join(say("between names"));
    folded.set(box, { get name() { return name(); }, nodes: inside });
  });
  const nodeAt = (target, { step }) => {
    const id = target.closest("g.node")?.id;
    const inside = id && members.get(id.slice(mark.length + 1));
    if (!inside) return null;
    const now = current(model, step);
    return inside.includes(now) ? now : inside[0];
  };
  return { nodes, edges, numbered, nodeAt, renew, folded };
}

/** The label of an edge is a node in the middle of its line. They become one group, and an empty label is bridged. */
function joined(group, halves) {
  if (!halves[0]?.parentNode) return group;
  const [before, after] = halves.map((half) => half.querySelector("path").getAttribute("d"));
  const bridge = document.createElementNS("http://www.w3.org/2000/svg", "path");
  bridge.setAttribute("class", "bridge");
  bridge.setAttribute("d", `M${before.split(/[MC ]/).at(-1)} L${after.split(/[MC ]/)[1]}`);
  group.prepend(bridge, ...halves.flatMap((half) => [...half.childNodes]));
  halves.forEach((half) => half.remove());
  group.classList.replace("node", "edge");
  return group;
}

function numbersOfNode(model, i, group) {
  const [value, gradient] = [...group.querySelectorAll("text")].slice(-2);
  const [fitValue, fitGradient] = fitting(value, gradient);
  const { label, value: recorded } = model.nodes[i];
  const number = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
  number.setAttribute("class", "number");
  const isNumber = label === recorded; // its label is the number
  if (!isNumber) value.replaceChildren(label, number);
  group.classList.add("uncalculated");
  gradient.classList.add("gradient");
  let told = () => "";
  const tell = (text) => {
    told = text;
    gradient.textContent = told();
    fitGradient();
  };
  const renew = () => {
    if (isNumber) value.textContent = model.nodes[i].value;
    else number.textContent = ` = ${model.nodes[i].value}`;
    fitValue();
    tell(told);
  };
  return { tell, renew };
}

function numbersOfEdge(model, say, i, group) {
  group.classList.add("unflown");
  const [local, product] = group.querySelectorAll("text");
  if (!product) return {}; // no label
  const fits = fitting(local, product);
  const renew = () => {
    const edge = model.edges[i];
    const factor = edge.local.startsWith("-") ? `(${edge.local})` : edge.local;
    local.textContent = say("picture local", { number: edge.local });
    product.textContent = `${edge.upstream} × ${factor} = ${edge.product}`;
    fits.forEach((fit) => fit());
  };
  return { renew };
}

const WORDS = ["picture gradient", "picture edges", "picture edge", "picture nodes", "picture given", "picture others"];

/** The words at boxes of folded nodes: they are read in the language of the picture, and written in the reader's. */
function wordsOf({ words, language }, say, svg) {
  const patterns = WORDS.map((key) => {
    const plain = words[language][key].replace(/[.*+?^$()[\]\\]/g, "\\$&");
    const pattern = plain.replace(FIELD, (_, name, one, more) =>
      (one === undefined ? `(?<${name}>[-+\\d.,e… inaf]+)` : `(?:${one}|${more})`));
    return [key, new RegExp(`^${pattern}$`)];
  });
  const known = [...svg.querySelectorAll("g.fold text, g.edge text")].flatMap((text) => {
    const found = text.textContent.replaceAll("\u00a0", " ");
    const [key, pattern] = patterns.find(([, each]) => each.test(found)) ?? [];
    return key ? [[text, key, { ...found.match(pattern).groups }]] : [];
  });
  return { renew: () => known.forEach(([text, key, fields]) => (text.textContent = say(key, fields))) };
}

const LEAST = 8; // columns for which there is room in the smallest box

/** For texts below each other, functions that make the signs smaller if there are more than Graphviz made room for. */
function fitting(...texts) {
  const room = Math.max(LEAST, ...texts.map((text) => columns(text.textContent)));
  return texts.map((text) => {
    const full = text.getAttribute("font-size");
    let size = full;
    return () => {
      const needed = columns(text.textContent);
      const fits = room < needed ? full * Math.max(0.6, room / needed) : full;
      if (fits !== size) text.setAttribute("font-size", fits);
      size = fits;
    };
  });
}
