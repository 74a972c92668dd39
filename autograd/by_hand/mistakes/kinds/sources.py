"""Where each mistake is known from: a page on which somebody makes it or asks about it, or the formula it departs from.

The addresses are pages of questions, lectures and papers; the words in <> name a message. "departs from" names the
formula of a textbook where no page with the mistake itself is known.
"""

MAZUR = "Matt Mazur, A Step by Step Backpropagation Example, mattmazur.com/2015/03/17"
CS231N = "Stanford CS231n, cs231n.github.io/optimization-2"
NIELSEN = "M. Nielsen, Neural Networks and Deep Learning, chapter 2"
ENTROPY = "M. Nielsen, Neural Networks and Deep Learning, chapter 3"
DEEP = "Goodfellow, Bengio, Courville, Deep Learning, 2016"
SAITO = "K. Saito, ゼロから作る Deep Learning, 2016"
NEWS = "comp.ai.neural-nets"
SOFTMAX = "math.stackexchange.com, Derivative of Softmax loss function"
BATCH_NORM = "departs from S. Ioffe, C. Szegedy, Batch Normalization, 2015, section 3"
ADAM = "D. Kingma, J. Ba, Adam, 2015, algorithm 1"
RULES = "departs from the rules of differentiation in any calculus textbook"
PEN = "no textbook: a slip of the pen or of the calculator"

SOURCES = {
    "overwrote": f"{CS231N}: gradients add up at forks, so use += and not =",
    "forgot a path": f"{CS231N}: the multivariable chain rule sums over all branches",
    "swapped": f"{CS231N}: the multiply gate switches its inputs",
    "turned round": f"{MAZUR}: ∂E/∂out = -(target - out)",
    "lost the minus": f"{MAZUR}: the -1 of ∂(target - out)",
    "without upstream": f"{CS231N}: local gradient times upstream gradient",
    "without local": f"departs from BP2 in {NIELSEN}: δ has the factor σ'(z)",
    "at the output": f"{NEWS}, 21 December 1990, <8513@uwm.edu>: 1/cosh² was taken of the output",
    "at the input": f"departs from {NEWS}, 27 December 1990, <8571@uwm.edu>: 1 - y² takes the output y",
    "dead relu": f"departs from {SAITO}, section 5.5.1, the mask of the ReLU layer",
    "y(y - 1)": "lecture 001, slide Sigmoidレイヤの勾配: ∂y/∂x = y(y - 1)",
    "power rule": RULES,
    "factor of the loss": f"{MAZUR}: the 1/2 is there so that the exponent cancels",
    "stepped uphill": f"departs from {MAZUR}: w - η ∂E/∂w",
    "rate forgotten": f"departs from {MAZUR}: w - η ∂E/∂w",
    "only the step": f"departs from {MAZUR}: w - η ∂E/∂w",
    "step for the gradient": f"departs from {MAZUR}: w - η ∂E/∂w",
    "updated too early": f"{MAZUR}: its gradients take the original weights; the loss 0.291027924 there does not",
    "bias kept": f"{MAZUR}: only the weights are updated",
    "bias forgotten": f"departs from {MAZUR}: net = w1 i1 + w2 i2 + b1",
    "degrees": RULES,
    "other base": "departs from the natural logarithm of cross-entropy: " + SAITO + ", section 4.2.2",
    "left over": "departs from torch.optim.Optimizer.zero_grad, which sets the gradients to 0 before each pass",
    "value for the gradient": RULES,
    "sign": PEN,
    "rounded": PEN,
    "decimal point": PEN,
    "digits interchanged": PEN,
    "another row": PEN,
    "derivative of another": f"{NEWS}, 27 December 1990, <8571@uwm.edu>: 1 - y² of tanh beside y(1 - y) of the sigmoid",
    "power lost": f"{RULES}: tanh' = 1 - tanh²",
    "factor lost": f"{RULES}: σ' = σ(1 - σ)",
    "plus for minus": f"{RULES}: tanh' = 1 - tanh², σ' = σ(1 - σ)",
    "derivative twice": f"departs from δ = a - y for cross-entropy: {ENTROPY}",
    "matrix transposed": "cs.stackexchange.com/questions/30785: is it W δ, Wᵀ δ or δ Wᵀ",
    "outer product turned": f"departs from BP4 in {NIELSEN}: ∂C/∂w[j,k] = a[k] δ[j]",
    "index shifted": f"departs from BP4 in {NIELSEN}: ∂C/∂w[j,k] = a[k] δ[j]",
    "of another unit": f"departs from BP4 in {NIELSEN}: ∂C/∂w[j,k] = a[k] δ[j]",
    "own output": f"departs from BP4 in {NIELSEN}: a of the layer before, δ of the layer itself",
    "before the activation": f"departs from BP4 in {NIELSEN}: a and not z",
    "bias times input": f"departs from BP3 in {NIELSEN}: ∂C/∂b[j] = δ[j]",
    "kernel turned": f"departs from {DEEP}, section 9.1: convolution and cross-correlation",
    "online": f"departs from {DEEP}, section 8.1.3: batch and minibatch algorithms",
    "one example": f"departs from {DEEP}, section 8.1.3: the gradient of the mean over the examples",
    "output for the error": f"departs from {SAITO}, section 5.6.3: softmax with loss gives y - t",
    "softmax again": f"departs from {SAITO}, section 5.6.3: y - t goes on to the affine layer",
    "diagonal alone": f"{SOFTMAX}: the terms with i ≠ j",
    "wrong class": f"departs from {SAITO}, section 4.2.2: the one-hot t",
    "largest for all": "stats.stackexchange.com/questions/414301: which inputs of max-pooling get the gradient",
    "mean for the largest": f"departs from {DEEP}, section 9.3: max-pooling and average pooling",
    "largest for the mean": f"departs from {DEEP}, section 9.3: max-pooling and average pooling",
    "scale left out": "departs from N. Srivastava et al., Dropout, 2014, section 10: scaling at training time",
    "mean held": BATCH_NORM,
    "variance held": BATCH_NORM,
    "statistics held": BATCH_NORM,
    "one less": BATCH_NORM,
    "decay left out": f"departs from {DEEP}, section 7.1.1: the gradient of α/2 wᵀw is α w",
    "decay of biases": f"departs from {DEEP}, section 7.1: biases are left unregularised",
    "rate twice": f"departs from {MAZUR}: w - η ∂E/∂w",
    "divided by the rate": f"departs from {MAZUR}: w - η ∂E/∂w",
    "rate in the gradient": f"departs from {MAZUR}: w - η ∂E/∂w",
    "step of the sum": f"departs from {DEEP}, section 8.1.3: the gradient of the mean over the examples",
    "momentum's sign": f"departs from {SAITO}, section 6.1.4: v = αv - η∂L/∂W, W = W + v",
    "momentum left out": f"departs from {SAITO}, section 6.1.4: v = αv - η∂L/∂W",
    "square forgotten": f"departs from {SAITO}, section 6.1.5: h = h + ∂L/∂W ⊙ ∂L/∂W",
    "root forgotten": f"departs from {SAITO}, section 6.1.5: the step is divided by √h",
    "share left out": f"departs from {ADAM}: m = β₁ m + (1 - β₁) g",
    "correction left out": f"departs from {ADAM}: m̂ = m / (1 - β₁ᵗ)",
    "betas swapped": f"departs from {ADAM}: β₁ for the first moment, β₂ for the second",
    "state forgotten": f"departs from {ADAM}: m = β₁ m + (1 - β₁) g",
    "step without decay": f"departs from {DEEP}, section 7.1.1: w = w - ε(α w + g)",
    "decay's sign": f"departs from {DEEP}, section 7.1.1: w = w - ε(α w + g)",
}
"""The source of each mistake, by its name."""
