/** The data of a calculation with what is found from it: when each number appears, and what belongs together. */
export function calculation(data) {
  const [nodes, edges] = [rows(data.nodes), rows(data.edges)];
  const steps = data.steps.kind.map((kind, at) => [kind, data.steps.of[at]]);
  const history = nodes.map(() => ({ calculated: 0, seeded: 0, arrivals: [] }));
  const edgeSteps = edges.map(() => ({ multiplied: 0, added: 0 }));
  steps.forEach(([kind, i], at) => {
    const step = at + 1; // steps count from 1, as people do
    if (kind === "given" || kind === "calculate") history[i].calculated = step;
    if (kind === "seed") history[i].seeded = step;
    if (kind === "add") edgeSteps[i].added = step;
    if (kind === "multiply") {
      edgeSteps[i].multiplied = step;
      history[edges[i].to].arrivals.push(i);
    }
  });
  const inputs = nodes.map(() => []);
  edges.forEach((edge, i) => inputs[edge.from].push(i));
  const leaves = new Map(data.leaves.map((leaf) => [leaf.node, leaf]));
  const firstBackward = steps.findIndex(([kind]) => kind === "seed") + 1;
  return {
    ...data, nodes, edges, steps, outputIndex: data.output, history, edgeSteps, inputs, leaves, firstBackward,
    get output() { return this.nodes[data.output]; }, // the rows are others at other inputs
  };
}

/** A table in columns as objects, one for each row. */
function rows(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] ?? []).map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
}

/** The node whose number a step changes. */
export function current({ steps, edges }, step) {
  const [kind, i] = steps[step - 1];
  return kind === "multiply" || kind === "add" ? edges[i].to : i;
}

/** The gradient of a node as far as it is known in a step, or "": the total of what has arrived. */
export function gradientAt({ history, edges, edgeSteps, nodes, outputIndex }, node, step) {
  const { arrivals, seeded } = history[node];
  const arrived = (i) => (edges[i].arrivals > 1 ? edgeSteps[i].added : edgeSteps[i].multiplied) <= step;
  let [least, most] = [0, arrivals.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (arrived(arrivals[middle])) least = middle + 1;
    else most = middle;
  }
  if (least) return edges[arrivals[least - 1]].total;
  return node === outputIndex && seeded <= step ? nodes[node].gradient : "";
}

/** The edges on any path from the output to a node: those whose input leads down to it. */
export function edgesTowards(calculation, node) {
  const { edges, history } = calculation;
  const found = new Set();
  const todo = [node];
  const seen = new Set(todo);
  while (todo.length) {
    for (const i of history[todo.pop()].arrivals) {
      found.add(i);
      if (!seen.has(edges[i].from)) {
        seen.add(edges[i].from);
        todo.push(edges[i].from);
      }
    }
  }
  return found;
}
