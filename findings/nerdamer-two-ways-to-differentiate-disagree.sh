#!/usr/bin/env bash
# nerdamer 1.1.13: nerdamer.diff(f, 'x') and nerdamer('diff(f, x)') answer differently, and the first is wrong.
#
# Both are documented as the derivative. Expected: 1/(1 - x^2) for atanh(x) from both.
#
# Seen: nerdamer.diff('atanh(x)', 'x') is 1/6 at 1/2, where 4/3 is right; asinh, acosh, acoth, asech and acsch have wrong
# derivatives too, some of the wrong sign. These functions are written as logarithms before they are differentiated, and
# what is inside of the logarithm is not: the answer is 1/inside. The same question as a text gives the right derivative,
# and nerdamer.diff is right for a logarithm that stands in the formula itself.
#
# Where it matters: the wrong answer has a plain form and no warning, and a function that works for sin, tanh and log is
# not suspected for asinh.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund nerdamer@1.1.13 > npm.log 2>&1 || { cat npm.log; exit 1; }

cat > derivatives.js <<'NODE'
const assert = require('assert');
const nerdamer = require('nerdamer/all.min');

const {sqrt, cos, sin, tanh} = Math;
const close = (a, b) => Math.abs(a - b) < 1e-9;
const number = (expression, x) => Number(expression.evaluate({x}).text('decimals'));

for (const [formula, x, slope, seen] of [
  ['atanh(x)', 0.5, 4 / 3, 1 / 6],
  ['asinh(x)', 2, 1 / sqrt(5), 1 / (sqrt(5) + 2)],
  ['acosh(x)', 2, 1 / sqrt(3), 1 / (sqrt(3) + 2)],
  ['acoth(x)', 2, -1 / 3, 1 / 6],
  ['asech(x)', 0.5, -4 / sqrt(3), 1 / (sqrt(3) + 2)],
  ['acsch(x)', 2, -1 / (4 * sqrt(1.25)), 2 / (sqrt(5) + 1)],
  ['tanh(x)', 0.5, 1 - tanh(0.5) ** 2, 1 - tanh(0.5) ** 2],
  ['log(sin(x))', 1, cos(1) / sin(1), cos(1) / sin(1)],
  ['log((x+1)/(x-1))', 2, -2 / 3, -2 / 3],
]) {
  const asked = nerdamer.diff(formula, 'x');
  const written = nerdamer(`diff(${formula}, x)`);
  console.log(`${formula} at ${x}: nerdamer.diff ${number(asked, x)}, as a text ${number(written, x)}`);
  assert.ok(close(number(asked, x), seen) && close(number(written, x), slope), asked.text());
}
NODE
node derivatives.js
echo "as described"
