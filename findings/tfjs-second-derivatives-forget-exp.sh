#!/usr/bin/env bash
# TensorFlow.js 4.22.0: the second derivative of x*exp(x) is wrong, and nothing says so.
#
# `tf.grad(tf.grad(f))` is documented as the way to second derivatives. Expected: they are right, or there is an error,
# as for exp(x) itself ("Cannot compute gradient of y=f(x) with respect to x"), known since version 1.7:
# https://github.com/tensorflow/tfjs/issues/3252
#
# Seen, at x = 1: the first derivatives are all right, and the second derivatives of
#   x*exp(x) is 5.4366 (true: 8.1548), of exp(-x*x) -0.7358 (true: +0.7358), of x*tanh(x) 0.8399 (true: 0.2002), of
#   x*sigmoid(x) 0.3932 (true: 0.3024), and of 1/(1 + exp(-x)) 0.1058 (true: -0.0909).
#   The gradients of exp, tanh, sigmoid and softmax are formulas of the saved result, which is a number there and no
#   longer a function of x. So every term with the derivative of the derivative is missing. If no other term has an x in
#   it, there is an error; if one has, there is a wrong number.
#   x*expm1(x), x*sin(x), x*softplus(x) and x*sqrt(x) are right: their gradients are formulas of x.
#
# Where it matters: Newton's method, penalties of gradients, and equations with second derivatives, all with tanh or
# sigmoid in them. To check the function alone proves nothing: it is an error alone, and a number within a formula.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0 > npm.log 2>&1 || { cat npm.log; exit 1; }

cat > second.js <<'NODE'
const assert = require('assert');
const tf = require('@tensorflow/tfjs');

const {exp, tanh, sqrt, sin, cos, E} = Math;
const s = 1 / (1 + exp(-1)), t = tanh(1);
const one = tf.scalar(1);

const derivatives = (name, f, first, second, seen) => {
  const found = [tf.grad(f)(one).arraySync(), tf.grad(tf.grad(f))(one).arraySync()];
  console.log(`${name} at 1: first ${found[0]} (true: ${first}), second ${found[1]} (true: ${second})`);
  assert.ok(Math.abs(found[0] - first) < 1e-5);
  assert.ok(Math.abs(found[1] - seen) < 1e-4);
};
const wrong = (name, f, first, second, seen) => {
  assert.ok(Math.abs(second - seen) > 0.05);
  derivatives(name, f, first, second, seen);
};
const right = (name, f, first, second) => derivatives(name, f, first, second, second);

tf.setBackend('cpu');
tf.ready().then(() => {
  for (const f of [x => tf.exp(x), x => tf.tanh(x), x => tf.sigmoid(x)])
    assert.throws(() => tf.grad(tf.grad(f))(one), /Cannot compute gradient of y=f\(x\) with respect to x/);
  wrong('x*exp(x)', x => tf.mul(x, tf.exp(x)), 2 * E, 3 * E, 2 * E);
  wrong('exp(-x*x)', x => tf.exp(tf.neg(tf.square(x))), -2 / E, 2 / E, -2 / E);
  wrong('x*tanh(x)', x => tf.mul(x, tf.tanh(x)), t + 1 - t * t, (2 - 2 * t) * (1 - t * t), 2 * (1 - t * t));
  wrong('x*sigmoid(x)', x => tf.mul(x, tf.sigmoid(x)), s + s * (1 - s), s * (1 - s) * (3 - 2 * s), 2 * s * (1 - s));
  const typed = x => tf.div(1, tf.add(1, tf.exp(tf.neg(x))));
  wrong('1/(1 + exp(-x))', typed, s * (1 - s), s * (1 - s) * (1 - 2 * s), 0.1057542);
  right('x*expm1(x)', x => tf.mul(x, tf.expm1(x)), 2 * E - 1, 3 * E);
  right('x*sin(x)', x => tf.mul(x, tf.sin(x)), sin(1) + cos(1), 2 * cos(1) - sin(1));
  right('x*softplus(x)', x => tf.mul(x, tf.softplus(x)), Math.log(1 + E) + s, 2 * s + s * (1 - s));
  right('x*sqrt(x)', x => tf.mul(x, tf.sqrt(x)), 1.5, 0.75);
});
NODE
node second.js 2> node.log || { cat node.log; exit 1; }
echo "as described"
