/** What the rules of operations call by these names, which are those of C. */
const { exp, log, sqrt, sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh } = Math;
const { expm1, log1p, log2, log10, cbrt, hypot, pow, floor, abs: fabs } = Math;

function sigmoid(x) {
  const small = exp(-fabs(x));
  return x > 0 ? 1 / (1 + small) : small / (1 + small);
}

/** 2/√π exp(-x²) Σ (2x²)ⁿ x / (1·3·5…(2n + 1)): its terms have one sign, so no digit cancels. */
function erf(x) {
  if (fabs(x) > 2.5) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  let term = x;
  let sum = x;
  for (let n = 1; fabs(term) > 1e-17 * fabs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / sqrt(Math.PI)) * exp(-x * x) * sum;
}

/** Laplace's continued fraction, from its far end, in enough terms. Below, erf has no digit to lose. */
function erfc(x) {
  if (x < 0.5) return 1 - erf(x);
  let fraction = 0;
  for (let n = Math.ceil(40 + 700 / (x * x)); n > 0; n--) fraction = n / 2 / (x + fraction);
  const high = Math.fround(x); // the square in two parts, for its last digits count in the power
  return (exp(-high * high) * exp(-(x - high) * (x + high))) / sqrt(Math.PI) / (x + fraction);
}

export const functions = {
  exp, log, sqrt, sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh, expm1, log1p, log2,
  log10, cbrt, hypot, pow, floor, fabs, sigmoid, erf, erfc, NAN: NaN, INFINITY: Infinity,
};
