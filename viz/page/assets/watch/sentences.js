/** What happens in a step, as a sentence in the reader's language. */
export function sentence({ model, say }, step) {
  const [kind, i] = model.steps[step - 1];
  if (kind === "multiply" || kind === "add") {
    const edge = model.edges[i];
    const { upstream, local, product, before, total, arrival, arrivals } = edge;
    const [from, to] = [model.nodes[edge.from].label, model.nodes[edge.to].label];
    const fields = { from, to, upstream, local, product, before, total, arrival, arrivals };
    if (kind === "multiply") return say(arrivals > 1 ? "multiply one of" : "multiply", fields) + folded(model, edge.to, say);
    return say(arrival === 1 ? "add first" : arrival === arrivals ? "add last" : "add", fields);
  }
  const node = model.nodes[i];
  if (kind === "given") return say(node.label === node.value ? "a number" : "given", node) + folded(model, i, say);
  if (kind === "seed") return say("seed", node);
  const inputs = [...new Set(model.inputs[i].map((each) => model.nodes[model.edges[each].to].label))];
  const named = inputs.slice(0, 8).join(", ") + (inputs.length > 8 ? ", …" : "");
  const fields = { label: node.label, value: node.value, inputs: named };
  return say(i === model.outputIndex ? "calculate last" : "calculate", fields) + folded(model, i, say);
}

function folded(model, i, say) {
  const { box, label } = model.nodes[i];
  return box.startsWith("f") ? ` ${say("folded", { label })}` : "";
}
