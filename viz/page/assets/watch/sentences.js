/** What happens in a step, as a sentence in the reader's language. */
export function sentence({ model, say }, step) {
  const [key, fields, i] = told(model, step, say("between names"));
  const { box, label } = model.nodes[i];
  return say(key, fields) + (box.startsWith("f") && !key.startsWith("add") ? ` ${say("folded", { label })}` : "");
}

/** The key of the sentence, its fields, and the node that it is about. */
function told(model, step, comma) {
  const [kind, i] = model.steps[step - 1];
  if (kind === "multiply" || kind === "add") {
    const edge = model.edges[i];
    const { upstream, local, product, before, total, arrival, arrivals } = edge;
    const [from, to] = [model.nodes[edge.from].label, model.nodes[edge.to].label];
    const fields = { from, to, upstream, local, product, before, total, arrival, arrivals };
    if (kind === "multiply") return [arrivals > 1 ? "multiply one of" : "multiply", fields, edge.to];
    return [arrival === 1 ? "add first" : arrival === arrivals ? "add last" : "add", fields, edge.to];
  }
  const node = model.nodes[i];
  if (kind === "given") return [node.label === node.value ? "a number" : "given", node, i];
  if (kind === "seed") return ["seed", node, i];
  const inputs = [...new Set(model.inputs[i].map((each) => model.nodes[model.edges[each].to].label))];
  const named = [...inputs.slice(0, 8), ...(inputs.length > 8 ? ["…"] : [])].join(comma);
  const fields = { label: node.label, value: node.value, inputs: named };
  return [i === model.outputIndex ? "calculate last" : "calculate", fields, i];
}
