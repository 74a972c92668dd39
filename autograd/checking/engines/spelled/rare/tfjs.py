"""TensorFlow.js, on its CPU backend under Node.js. All its floats have single precision."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

TITLE, DISTRIBUTION, NEEDS = "TensorFlow.js in single precision", "@tensorflow/tfjs", ["@tensorflow/tfjs@4.22.0"]
IMPORTS = ""
LEAVES = ["const x = tf.scalar(NUMBER)"]
FIRST = "tf.grad(x => {call})(x)"
SECOND = "tf.grad(tf.grad(x => {call}))(x)"
LISTED = "tf.stack([{xs}])"

SPELLINGS: dict[str, str | list[str]] = {
    "add": "tf.add({x}, {y})",
    "sub": "tf.sub({x}, {y})",
    "mul": "tf.mul({x}, {y})",
    "div": "tf.div({x}, {y})",
    "power": "tf.pow({x}, {n})",
    "pow": "tf.pow({x}, {y})",
    "neg": "tf.neg({x})",
    "exp": "tf.exp({x})",
    "log": "tf.log({x})",
    "sqrt": "tf.sqrt({x})",
    "sin": "tf.sin({x})",
    "cos": "tf.cos({x})",
    "tan": "tf.tan({x})",
    "asin": "tf.asin({x})",
    "acos": "tf.acos({x})",
    "atan": "tf.atan({x})",
    "atan2": "tf.atan2({x}, {y})",
    "sinh": "tf.sinh({x})",
    "cosh": "tf.cosh({x})",
    "tanh": "tf.tanh({x})",
    "asinh": "tf.asinh({x})",
    "acosh": "tf.acosh({x})",
    "atanh": "tf.atanh({x})",
    "expm1": "tf.expm1({x})",
    "log1p": "tf.log1p({x})",
    "hypot": "tf.sqrt(tf.add(tf.square({x}), tf.square({y})))",
    "erf": "tf.erf({x})",
    "sigmoid": "tf.sigmoid({x})",
    "softplus": "tf.softplus({x})",
    "silu": "tf.mul({x}, tf.sigmoid({x}))",
    "relu": "tf.relu({x})",
    "leaky_relu": "tf.leakyRelu({x}, {slope})",
    "selu": "tf.selu({x})",
    "clamp": "tf.clipByValue({x}, {low}, {high})",
    "abs": "tf.abs({x})",
    "maximum": "tf.maximum({x}, {y})",
    "minimum": "tf.minimum({x}, {y})",
    "where": "tf.where(tf.scalar({condition} !== 0), {x}, {y})",
    #  of a list
    "total": "tf.sum({xs})",
    "dot": "tf.dot({xs}, {ys})",
    "mean": "tf.mean({xs})",
    "variance": "tf.moments({xs}).variance",
    "max": "tf.max({xs})",
    "min": "tf.min({xs})",
    "choose": "tf.gather({xs}, {i})",
    "logsumexp": "tf.logSumExp({xs})",
    "softmax": "tf.gather(tf.softmax({xs}), {j})",
    "log_softmax": ["tf.gather(tf.logSoftmax({xs}), {j})", "tf.gather(tf.log(tf.softmax({xs})), {j})"],
    #  beside the table
    "x_abs_x": "tf.mul({x}, tf.abs({x}))",
    "guarded_sqrt": "tf.where(tf.greater({x}, 0), tf.sqrt({x}), tf.zerosLike({x}))",
    "guarded_log": "tf.where(tf.greater({x}, 0), tf.log({x}), tf.zerosLike({x}))",
    "relu_by_maximum": "tf.maximum({x}, 0)",
    "relu6": "tf.relu6({x})",
    "hardtanh": "tf.clipByValue({x}, -1, 1)",
    "log_sigmoid": ["tf.logSigmoid({x})", "tf.log(tf.sigmoid({x}))"],
    "log_tanh": "tf.log(tf.tanh({x}))",
    "log_erf": "tf.log(tf.erf({x}))",
    "log_softplus": "tf.log(tf.softplus({x}))",
    "norm": "tf.norm({xs})",
    "l1_norm": "tf.norm({xs}, 1)",
    "product": "tf.prod({xs})",
    "std": "tf.sqrt(tf.moments({xs}).variance)",
    "layer_norm":
        "tf.gather(tf.div(tf.sub({xs}, tf.mean({xs})), tf.sqrt(tf.add(tf.moments({xs}).variance, {epsilon}))), {j})",
    "max_pool": ["tf.maxPool(tf.reshape({xs}, [2, 2, 1]), 2, 2, 'valid')", "tf.max(tf.reshape({xs}, [2, 2]))"],
    "average_pool": "tf.avgPool(tf.reshape({xs}, [2, 2, 1]), 2, 2, 'valid')",
    #  losses
    "l1_loss": "tf.losses.absoluteDifference({target}, {x})",
    "huber": "tf.losses.huberLoss({target}, {x}, undefined, {delta})",
    "hinge": "tf.relu(tf.sub(1, tf.mul({target}, {x})))",
    "binary_cross_entropy_from_logits": "tf.losses.sigmoidCrossEntropy({target}, {x})",
    "cross_entropy": "tf.neg(tf.gather(tf.log({xs}), {target}))",
    "cross_entropy_from_logits": "tf.neg(tf.gather(tf.logSoftmax({xs}), {target}))",
}  # fmt: skip

PROGRAM = """
const tf = require('@tensorflow/tfjs');
tf.setBackend('cpu');
const answered = asked => {
  const steps = asked.steps.map(([name, call]) => `const ${name} = ${call};`).join(' ');
  const f = new Function('tf', ...asked.names, `${steps} return tf.sum(${asked.steps.at(-1)[0]});`);
  const leaves = asked.inputs.map(x => Array.isArray(x) ? tf.tensor1d(x) : tf.scalar(x));
  const flat = tensors => tensors.flatMap(one => Array.from(one.dataSync(), String));
  if (asked.order === 0) return flat([f(tf, ...leaves)]);
  const first = (...xs) => tf.grads((...ys) => f(tf, ...ys))(xs);
  if (asked.order === 1) return flat(first(...leaves));
  return leaves.flatMap((leaf, slot) => Array.from({length: leaf.size}).flatMap((_, part) =>
    flat(tf.grads((...xs) => tf.gather(tf.reshape(first(...xs)[slot], [-1]), part))(leaves))));
};
tf.ready().then(() => {
  console.log(JSON.stringify(tf.version.tfjs));
  require('readline').createInterface({input: process.stdin}).on('line', line => {
    try { console.log(JSON.stringify(answered(JSON.parse(line)))); }
    catch (error) { console.log(JSON.stringify({error: error.message})); }
  });
});
"""


class Error(Exception):
    """What JavaScript throws."""


RUNNING: list[Any] = []
"""Node.js, once it is started."""


def version() -> str:
    """Starts Node.js, and tells the version of TensorFlow.js. Raises `OSError` where one of the two is missing."""
    pipe = subprocess.PIPE
    RUNNING[:] = [subprocess.Popen(["node", "-e", PROGRAM], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)]
    return str(_told(lambda answer: isinstance(answer, str)))


def derivatives(call: Any, inputs: Sequence[Any], order: int, leaf: int) -> list[float]:
    """The value, the gradient or the Hessian of the call, which is a number, as a flat list."""
    asked = {"steps": call.steps, "names": call.names, "inputs": inputs, "order": order}
    RUNNING[0].stdin.write(json.dumps(asked).encode() + b"\n")
    RUNNING[0].stdin.flush()
    answer = _told(lambda answer: isinstance(answer, (list, dict)))
    if isinstance(answer, dict):
        raise Error(answer["error"])
    return [float(number.replace("Infinity", "inf")) for number in answer]


def _told(expected: Callable[[Any], bool]) -> Any:
    """The next answer. TensorFlow.js also prints advice, which is left out."""
    for line in RUNNING[0].stdout:
        try:
            answer = json.loads(line)
        except ValueError:
            continue
        if expected(answer):
            return answer
    raise OSError("Node.js does not find @tensorflow/tfjs")
