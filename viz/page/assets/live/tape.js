/**
 * A recorded graph, calculated anew for other leaves: the numbers of all nodes, their gradients, and each
 * multiplication of the chain rule, in the order of the record. Where a number is not finite, or outside the domain of
 * its operation, `refused` is the number of that node, and there are only the values before it. Where a gradient is not
 * finite, there are only the values, all of them.
 */
export function calculate(kinds, { nodes, edges }, leaves) {
  const values = [];
  for (const [i, [kind, ...inputs]] of nodes.entries()) {
    const xs = inputs.map((x) => values[x]);
    values.push(kind === undefined ? leaves[i] : kinds[kind].value(...xs));
    const inside = kind === undefined || kinds[kind].inside(...xs);
    if (!inside || !Number.isFinite(values[i])) return { refused: i, values: values.slice(0, i) };
  }
  const gradients = nodes.map(() => 0);
  gradients[nodes.length - 1] = 1;
  const locals = [];
  const partials = (i) => {
    const [kind, ...inputs] = nodes[i];
    return kinds[kind].partials(values[i], ...inputs.map((x) => values[x]));
  };
  const products = [];
  for (const [output, slot] of edges) {
    locals[output] ??= partials(output);
    const input = nodes[output][slot + 1];
    const [upstream, local, before] = [gradients[output], locals[output][slot], gradients[input]];
    const product = upstream * local;
    const total = before + product;
    if (!Number.isFinite(total)) return { refused: output, values };
    gradients[input] = total;
    products.push({ upstream, local, product, before, total });
  }
  return { refused: null, values, gradients, products };
}
