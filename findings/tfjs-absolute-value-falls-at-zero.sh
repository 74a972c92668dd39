#!/usr/bin/env bash
# TensorFlow.js 4.22.0: abs has the slope -1 at 0, where TensorFlow has 0, and the largest of a tie counts twice.
#
# TensorFlow.js is made after TensorFlow's Python API. Expected: the same conventions where a derivative is
# a choice, as the gradients are written by the same project, or at least slopes with the symmetry of the function.
#
# Seen, on the CPU backend:
#   tf.abs at 0 has the slope -1, and at -0, too. The slope is step(x, -1), and step's second argument is what it
#     answers for everything that is not above 0. In Python TensorFlow has 0. So abs(x) and abs(-x), one function, have
#     the slopes -1 and 1; and the second derivative of x*abs(x) at 0 is -2.
#   tf.max of (3, 3, 1) has the slopes (1, 1, 0), in sum 2. In Python TensorFlow has (1/2, 1/2, 0).
#   tf.relu6 at 6 has the slope 1, in Python TensorFlow 0. tf.relu at 0 has 0 in both.
#
# Where it matters: weights that a penalty of absolute values has driven to exactly 0 are pushed away from it in the
# browser, always upwards, and stay at 0 in Python. A model that is moved from one to the other trains otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @tensorflow/tfjs@4.22.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q tensorflow==2.21.0

cat > slopes.js <<'NODE'
const assert = require('assert');
const tf = require('@tensorflow/tfjs');

const slope = (name, f, numbers) => {
  const found = tf.grad(f)(numbers).arraySync();
  console.log(`TensorFlow.js ${name} at ${JSON.stringify(numbers.arraySync())}: ${JSON.stringify(found)}`);
  return found;
};

tf.setBackend('cpu');
tf.ready().then(() => {
  const zero = tf.scalar(0);
  assert.strictEqual(slope('abs(x)', x => tf.abs(x), zero), -1);
  assert.strictEqual(slope('abs(x)', x => tf.abs(x), tf.scalar(-0)), -1);
  assert.strictEqual(slope('abs(-x)', x => tf.abs(tf.neg(x)), zero), 1);
  assert.strictEqual(slope("(x*abs(x))'", tf.grad(x => tf.mul(x, tf.abs(x))), zero), -2);
  assert.deepStrictEqual(slope('max(x)', x => tf.max(x), tf.tensor1d([3, 3, 1])), [1, 1, 0]);
  assert.strictEqual(slope('relu6(x)', x => tf.relu6(x), tf.scalar(6)), 1);
  assert.strictEqual(slope('relu(x)', x => tf.relu(x), zero), 0);
});
NODE
node slopes.js 2> node.log || { cat node.log; exit 1; }

CUDA_VISIBLE_DEVICES=-1 venv/bin/python - <<'PYTHON' 2> errors || { cat errors; exit 1; }
import tensorflow as tf


def slope(name, f, numbers):
    x = tf.Variable(numbers)
    with tf.GradientTape() as tape:
        z = f(x)
    found = tape.gradient(z, x).numpy().tolist()
    print(f"TensorFlow {name} at {numbers}: {found}")
    return found


assert slope("abs(x)", tf.abs, 0.0) == slope("abs(-x)", lambda x: tf.abs(-x), 0.0) == 0
assert slope("max(x)", tf.reduce_max, [3.0, 3.0, 1.0]) == [0.5, 0.5, 0]
assert slope("relu6(x)", tf.nn.relu6, 6.0) == slope("relu(x)", tf.nn.relu, 0.0) == 0
PYTHON
echo "as described"
