#!/usr/bin/env bash
# nerdamer 1.1.13: the logarithm of a number divided by x becomes the logarithm of their product.
#
# Expected: log(2/x) stays as it is, or becomes log(2) - log(x).
#
# Seen: nerdamer('log(2/x)') is -log(2*x), which is -1.386 at x = 2 in place of 0. The quotient is turned over so that a
# minus can go before the logarithm, and the number goes with x to the same side: log(1/(2*x)) becomes -log(0.5*x), and
# log(2/x^2) becomes -2*log(2*x), whose 2 is squared besides. With the numbers given in the same call it is right, since
# nothing is rewritten then, and so it is for log(x/2) and for a letter in place of the number, log(y/x).
#
# Where it matters: log(share/prediction) is what a cross-entropy or a divergence is made of. The derivative by x is right
# all the same, because what is wrong is a constant: a check of gradients passes, and the loss is another.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund nerdamer@1.1.13 > npm.log 2>&1 || { cat npm.log; exit 1; }

cat > logarithms.js <<'NODE'
const assert = require('assert');
const nerdamer = require('nerdamer/all.min');

const {log} = Math;
const close = (a, b) => Math.abs(a - b) < 1e-9;
const number = (expression) => Number(expression.text('decimals'));

for (const [formula, x, kept, seen] of [
  ['log(2/x)', 2, log(2 / 2), -log(4)],
  ['log(2/(x+1))', 1, log(2 / 2), -log(4)],
  ['log(1/(2*x))', 1, log(1 / 2), -log(1 / 2)],
  ['log(2/x^2)', 2, log(2 / 4), -2 * log(4)],
  ['log(x/2)', 4, log(2), log(2)],
  ['log(y/x)', 2, log(5 / 2), log(5 / 2)],
]) {
  const at = {x, y: 5};
  const afterwards = number(nerdamer(formula).evaluate(at));
  const atOnce = number(nerdamer(formula, at, 'numer'));
  console.log(`${formula} is kept as ${nerdamer(formula).text()}: at ${x} it is ${afterwards}, and ${atOnce} at once`);
  assert.ok(close(atOnce, kept) && close(afterwards, seen));
}
assert.strictEqual(nerdamer('log(2/x)').text(), '-log(2*x)');
const slope = number(nerdamer.diff('log(2/x)', 'x').evaluate({x: 2}));
console.log(`the derivative of log(2/x) at 2: ${slope}`);
assert.ok(close(slope, -1 / 2));
NODE
node logarithms.js
echo "as described"
