// Calculates a recorded graph anew: forwards, and backwards by the chain rule, edge by edge in the order of the record.
// KINDS, the rules of the operations, is written by Python from its table; what C calls by these names is defined here.

const {exp, log, sqrt, sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh} = Math;
const {expm1, log1p, log2, log10, cbrt, hypot, pow, floor, abs: fabs} = Math;
const NAN = NaN, INFINITY = Infinity;

function sigmoid(x) {
  const small = exp(-fabs(x));
  return x > 0 ? 1 / (1 + small) : small / (1 + small);
}

// 2/sqrt(pi) exp(-x^2) sum of (2 x^2)^n x / (1 3 5 ... (2n + 1)): its terms have one sign, so no digit cancels.
function erf(x) {
  if (fabs(x) > 2.5) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  let term = x, sum = x;
  for (let n = 1; fabs(term) > 1e-17 * fabs(sum); n++) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return 2 / sqrt(Math.PI) * exp(-x * x) * sum;
}

// Laplace's continued fraction, from its far end: enough terms for 15 digits from 2 on. Below, erf has no digit to lose.
function erfc(x) {
  if (x < 0.5) return 1 - erf(x);
  let fraction = 0;
  for (let n = Math.ceil(40 + 700 / (x * x)); n > 0; n--) fraction = n / 2 / (x + fraction);
  const high = Math.fround(x), low = x - high;  // the square in two parts: its last digits count in the power
  return exp(-high * high) * exp(-low * (x + high)) / sqrt(Math.PI) / (x + fraction);
}

// The numbers of all nodes, their gradients, and the multiplications of the chain rule, for these leaves.
// Where something is not finite or outside its domain, `refused` is the number of the node, and there is nothing more.
function calculate(kinds, nodes, edges, leaves) {
  const values = new Array(nodes.length), gradients = new Array(nodes.length).fill(0), locals = new Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    if (!nodes[i].length) {
      values[i] = leaves[i];
      continue;
    }
    const kind = kinds[nodes[i][0]], xs = inputs(nodes[i], values);
    values[i] = kind.value(...xs);
    if (!kind.inside(...xs) || !Number.isFinite(values[i])) return {refused: i, values};
  }
  gradients[nodes.length - 1] = 1;
  const products = [];
  for (const [output, slot] of edges) {
    const node = nodes[output];
    locals[output] ??= kinds[node[0]].partials(values[output], ...inputs(node, values));
    const upstream = gradients[output], local = locals[output][slot], product = upstream * local, input = node[slot + 1];
    gradients[input] += product;
    if (!Number.isFinite(gradients[input])) return {refused: output, values};
    products.push({upstream, local, product, total: gradients[input]});
  }
  return {refused: null, values, gradients, products};
}

function inputs(node, values) {
  return node.slice(1).map((i) => values[i]);
}
