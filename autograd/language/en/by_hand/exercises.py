"""Grids of cells and ready exercises, in English."""

SENTENCES = {
    # grids
    "asks grid": "{what}, {shape}",
    "asks updated grid": "{node} after the update, {shape}: {step}",
    "asks grid by number": "{what}, {shape}: {each}",
    "block turned": "the matrix '{answer}' is transposed: {needed} is asked for, and it is {shape}",
    "block does not fit": "'{answer}' is {shape}, and {needed} is asked for",
    "block uneven": "the rows of '{answer}' have different lengths, and {needed} is asked for",
    "matrix turned": "the matrix is transposed: its numbers are right with rows and columns swapped",
    "advice matrix turned": "Lay the matrix out as the one by which you differentiate: the number for W[i][j] "
    "stands in row i and column j.",
    # the command ringo exercise
    "no such exercise": "there is no exercise '{name}'{advice}: ringo exercise lists them all",
    "the exercises are": ": there are {names}",
    "help exercise name": "the exercise; without a name, all are listed",
    "help seed": "other numbers than those published, the same for the same whole number",
    "no seed": "--seed takes a whole number, such as 7, and not '{typed}'",
    "exercise without a name": "name the exercise, such as ringo exercise apple: {options} without one has nothing "
    "to work on",
    "header exercise": "exercise",
    "header about": "about",
    "header level": "level",
    "header rate": "η",
    "exercise aim": "What is learnt: {aim}",
    "exercise source": "Source: {source}; {numbers}",
    "exercise other numbers": "here with other numbers",
    # ready exercises
    "exercise apple": "Apples, and tax",
    "exercise apple: aim": "A product gives each factor the product of the others as its gradient.",
    "exercise apple: source": "FUNAI reading group, Deep Learning from Scratch, chapter 5, 2/2 (lecture 001), "
    "slide りんごの値段の問題を解いてみる",
    "exercise apple: numbers": "the numbers are those of the slide: 220 yen",
    "exercise chain": "The chain rule in two variables",
    "exercise chain: aim": "x and y reach z by two paths each, and their gradients are the sums over these paths.",
    "exercise chain: source": "Neural networks by hand, part 2 (lecture 004), slide 偏微分-連鎖律 2変数; the "
    "functions are those of Karpathy's lecture on micrograd",
    "exercise chain: numbers": "so are the numbers: -6, with gradients -3 and -8",
    "exercise neuron": "A sigmoid neuron",
    "exercise neuron: aim": "The derivative of a sigmoid is y(1 - y), and it reaches each weight times its input.",
    "exercise neuron: source": "FUNAI reading group (lecture 001), slide Sigmoidレイヤの勾配の簡略化",
    "exercise neuron: numbers": "the numbers are those of CS231n, Backpropagation, Intuitions: 0.73",
    "exercise affine": "An affine layer",
    "exercise affine: aim": "Each weight meets one input and one output: ∂L/∂W = Xᵀ · ∂L/∂Y, and ∂L/∂X = ∂L/∂Y · Wᵀ.",
    "exercise affine: source": "FUNAI reading group (lecture 001), slide Affineレイヤの逆伝播",
    "exercise affine: numbers": "the numbers are those of Deep Learning from Scratch, 3.3.3 and 5.6.2",
    "exercise softmax": "Softmax with cross-entropy",
    "exercise softmax: aim": "All that happens on the way back through logarithm and softmax adds up to y - t.",
    "exercise softmax: source": "FUNAI reading group (lecture 001), slide Softmax-with-Lossレイヤの逆伝播",
    "exercise softmax: numbers": "the scores are those of Deep Learning from Scratch, 3.5.3: 0.018, 0.245, 0.737",
    "exercise network": "A 2-2-2 network, trained once",
    "exercise network: aim": "Every parameter of a network is updated once, and the loss falls.",
    "exercise network: source": "Neural networks by hand, part 2 (lecture 004), slide "
    "誤差逆伝播-演習③手計算でNNを学習せよ; the slide has a drawing alone",
    "exercise network: numbers": "these numbers keep the work short",
    "exercise tied": "An autoencoder with tied weights",
    "exercise tied: aim": "A weight that is used twice has a gradient with two parts, one of the encoder and one "
    "of the decoder.",
    "exercise tied: source": "Machine learning, lecture 6 (lecture 003), slide Tied Weight AEの偏微分（5）; the "
    "slide has the formula alone",
    "exercise tied: numbers": "these numbers keep the work short",
    "exercise convolution": "A convolution, and the largest of its outputs",
    "exercise convolution: aim": "A filter sees every place of the image, but behind max-pooling only one of these "
    "places counts.",
    "exercise convolution: source": "Intelligent programming I, part 7 (lecture 002), slides 逆伝播: プーリング層 "
    "and パラメータの更新ルール",
    "exercise convolution: numbers": "the numbers are those of Deep Learning from Scratch, 7.2: 18, 19, 9, 18",
    "exercise batch": "A batch of two examples",
    "exercise batch: aim": "The gradients of the examples are added up, and the mean divides them by two.",
    "exercise batch: source": "FUNAI reading group (lecture 001), slide 「バッチ版」 Affineレイヤについて",
    "exercise batch: numbers": "the numbers are those of Deep Learning from Scratch, 3.3.3 and 5.6.2: 5, 7, 9, "
    "divided by two",
    "exercise sgd": "Two steps downhill",
    "exercise sgd: aim": "A step against the gradient overshoots where the valley is steep, and hardly moves where "
    "it is flat.",
    "exercise sgd: source": "FUNAI reading group (lecture 001), slide 次章について; the function is that of Deep "
    "Learning from Scratch, 6.1.2 and 6.1.7",
    "exercise sgd: numbers": "so are the numbers",
    "exercise momentum": "Two steps with momentum",
    "exercise momentum: aim": "The velocity keeps nine tenths of its last step, so slow directions speed up.",
    "exercise momentum: source": "FUNAI reading group (lecture 001), slide 次章について; the function is that of Deep "
    "Learning from Scratch, 6.1.4 and 6.1.7",
    "exercise momentum: numbers": "so are the numbers",
    "exercise adagrad": "Two steps of AdaGrad",
    "exercise adagrad: aim": "Each number is divided by the root of its own sum of squared gradients, so steep "
    "directions slow down.",
    "exercise adagrad: source": "FUNAI reading group (lecture 001), slide 次章について; the function is that of Deep "
    "Learning from Scratch, 6.1.5 and 6.1.7",
    "exercise adagrad: numbers": "so are the numbers",
    "exercise adam": "Two steps of Adam",
    "exercise adam: aim": "Means of the gradient and of its square begin at 0, and are corrected for that.",
    "exercise adam: source": "FUNAI reading group (lecture 001), slide 次章について; the function is that of Deep "
    "Learning from Scratch, 6.1.6 and 6.1.7",
    "exercise adam: numbers": "so are the numbers",
    "exercise normalisation": "Batch normalisation",
    "exercise normalisation: aim": "The mean and the variance depend on every example, so each input has paths "
    "through all outputs.",
    "exercise normalisation: source": "FUNAI reading group (lecture 001), slide 次章について; Ioffe and Szegedy, "
    "Batch Normalization (2015), algorithm 1, without ε",
    "exercise normalisation: numbers": "these numbers keep the work short",
    "exercise decay": "Weight decay",
    "exercise decay: aim": "Half the sum of squared weights adds decay × w to the gradient of each weight, and "
    "nothing to a bias.",
    "exercise decay: source": "FUNAI reading group (lecture 001), slide 次章について; Deep Learning from Scratch, "
    "6.4.2",
    "exercise decay: numbers": "these numbers keep the work short",
}
