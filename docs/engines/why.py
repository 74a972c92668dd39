"""Why engines differ: a sentence or two for each group of questions, and for each function."""

OF_GROUPS = {
    "Kinks of one number": """\
At a kink the derivatives from the left and from the right differ. If the function is convex, every number between
them is a subgradient, and gradient descent works with any of them. Each engine picks one; a number that is not
between them is wrong.""",
    "Ties": """\
Where several numbers are the largest, the maximum follows each of them if it grows, and none of them if it shrinks. A
subgradient shares 1 among them in any way. Shares that sum to more than 1 are none: one step of gradient descent then
is too long.""",
    "Pooling": """\
Max-pooling takes the largest number of a window, and has the same ties. Flat patches of an image are ties, and
common. Some engines decide them by another rule here than in their own `max`.""",
    "Powers of zero and of negative numbers": """\
x**y has a derivative along y only where x is positive, or 0 with a positive y. At 0**0 the two ways to come near
disagree: x**0 is 1 everywhere, and 0**y is 0 for each positive y.""",
    "Ends of domains": """\
At its end a domain has one side only. Where the slope is infinite there, the chain rule may have to multiply ∞ by 0,
and the product is no number: so a `where` that chooses the other side does not help.""",
    "Outside of domains": """\
There is no value here, so there is no derivative either. Engines that apply the formula of the derivative without a
look at the value give a number all the same.""",
    "Vectors of zeros": """\
The length of a vector has a kink where all its numbers are 0, as abs(x) has at 0. An angle has no value there.""",
    "Equal numbers, and one number": """\
A standard deviation is the length of the deviations from the mean, and has a kink where all of them are 0. The
variance has none: it is their square.""",
    "Losses at probabilities 0 and 1": """\
-log(p) is infinite at p = 0. Some engines clamp the logarithm, some the probability, others give ∞ or no number.
Their losses look alike, and their gradients do not.""",
    "Losses of far logits": """\
A loss that is written with softplus or log_softmax needs no probability that has been rounded to 0 or 1.""",
    "Softmax at ±10000": """\
exp(10000) is no float. Who does not subtract the largest number first divides ∞ by ∞, which is no number. Mathematics
gives 1e-4343, which is no float either: 0 is then the best answer.""",
    "Far out, functions that level off": """\
1 - tanh(x)**2 and sigmoid(x) * (1 - sigmoid(x)) subtract two numbers that are nearly the same, and so lose digits. At
tanh(15) three are left, at sigmoid(40) none.""",
    "Logarithms of functions that level off": """\
A logarithm of another function sees its value after rounding: 1 - 1e-18 is 1 in floats, and its logarithm 0.
Ringograd rounds so too where one types log(sigmoid(x)). The same function in another form keeps its digits:
-softplus(-x) for log(sigmoid(x)) at any x, and where x is at least 1/2, log1p(-2 * sigmoid(-2 * x)) for log(tanh(x))
and log1p(-erfc(x)) for log(erf(x)).""",
    "Very large and very small numbers": """\
The square of 1e200 is no float, and that of 1e-200 is 0. A formula that squares first loses an answer that would be
an ordinary number.""",
    "Ordinary points": """\
Each row of the table of operations, first and second derivatives, at a point where nothing is special.""",
}

OF_FUNCTIONS = {
    "abs": """\
Most engines multiply by sign(x), which is 0 at 0. JAX and AlgoPy's `abs` ask whether x >= 0, TensorFlow.js whether x
> 0, and both count the rest as the other side.""",
    "x_abs_x": """\
The slope is 2 |x|, so the second derivative jumps from -2 to 2. The product rule gives 2 sign(0), with the sign that
the engine's abs has at 0.""",
    "relu": """\
Nearly everywhere 0, which is what `x > 0` says. Engines without a relu of their own answer as their maximum does.""",
    "relu_by_maximum": """\
The same function as relu, by another name and often with another convention.""",
    "leaky_relu": """\
Who asks whether x > 0 takes the slope of the left side, who asks whether x >= 0 the 1 of the right side. A maximum of
x and slope * x shares half and half. MyGrad's 0 lies on neither side.""",
    "elu": """\
At alpha = 1 there is no kink: the derivative is 1. The other numbers are conventions, save tinygrad's 0, which is the
slope of neither side: its elu is the difference of two relus, and both are flat at 0.""",
    "selu": """\
The two sides of a selu have the slopes 1.758 and 1.051.""",
    "relu6": """\
The same function as clamp(x, 0, 6). PyTorch answers 0 at its ends, and 1 for its clamp.""",
    "hardtanh": """\
The same function as clamp(x, -1, 1). PyTorch answers 0 at its ends, and 1 for its clamp.""",
    "clamp": """\
At an end, the derivative of the inside is 1 and that of the outside 0. Some engines count the end as inside, others
as outside, and those who make a clamp of a maximum and a minimum share half and half.""",
    "l1_loss": """\
An absolute value, with the convention of abs; in JAX and TensorFlow.js with their slopes of 1.""",
    "huber": """\
Value and slope have no kink; the second derivative jumps where the parabola ends.""",
    "hinge": """\
A relu, or where there is none a maximum with 0, of 1 - target * x.""",
    "l1_norm": """\
A sum of absolute values, each with the convention of abs.""",
    "maximum": """\
Half and half, or all to one of them. MyGrad gives neither of them anything, so that a tie stops learning.""",
    "minimum": """\
As in maximum.""",
    "max": """\
Shared in equal parts, or all to the first. PyTensor, DeZero, Chainer, MXNet and TensorFlow.js count every one that is
the largest, so that the derivatives sum to more than 1. CasADi compares pairs: of three the last gets a half.""",
    "min": """\
As in max.""",
    "median": """\
The median has the derivatives of the number in the middle; equal numbers are a tie.""",
    "max_pool": """\
The window is one number in the largest place. tinygrad shares the gradient, as it does in max; engines that keep the
place of the largest number give all to the first.""",
    "power": """\
A plain exponent is known not to change, so 0**n needs no logarithm.""",
    "pow": """\
The derivative along y is x**y log(x). At x = 0 that is 0 times ∞ for engines that multiply, and others have a rule of
their own. Where x is negative there is none.""",
    "sqrt": """\
The slope grows without bound towards 0. HIPS autograd raises an error for a plain float, and gives ∞ for an array.""",
    "guarded_sqrt": """\
The side that is not chosen has the slope ∞ at 0, and is multiplied by 0. Only engines that choose among slopes, and
do not multiply, give 0. At 0 itself the function has another slope on each side.""",
    "guarded_log": """\
As in the root. At -1 the slope of the logarithm, 1/x, is a number, though its value is none.""",
    "hypot": """\
A length has no slope at 0: from the left it is -1, from the right 1. The quotient x / z is 0 / 0.""",
    "norm": """\
A length, as in hypot. PyTorch's own norm has a rule for 0, and the root of a sum of squares has none.""",
    "atan2": """\
The vector of zeros has no direction. Along the negative axis the angle jumps from -π to π, and engines give the slope
on either side of the jump.""",
    "product": """\
The derivative is the product of the others. Who divides the whole product by each number divides 0 by 0.""",
    "std": """\
The root of a variance of 0 has the slope ∞, times 0 from the square. PyTorch's own std has a rule for it.""",
    "sample_std": """\
As in std. Of one number it divides 0 by 0.""",
    "layer_norm": """\
Epsilon makes it smooth: without it, equal numbers are 0 / 0.""",
    "binary_cross_entropy": """\
PyTorch and PaddlePaddle clamp the logarithm at -100, and the gradient by another floor; Keras clamps the probability
at 1e-7, so that the gradient is 0; DeZero clamps it unevenly. 0 * log(0) is no number for those who multiply.""",
    "cross_entropy": """\
The negative logarithm of one probability. The others have the derivative 0, also where their own logarithm is
infinite.""",
    "tanh": """\
HIPS autograd divides by cosh(x)**2, and keeps its digits until that is no float.""",
    "sigmoid": """\
At 40, sigmoid is 1 in floats, and 1 - 1 is 0.""",
}
