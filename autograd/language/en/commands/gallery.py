"""What the gallery says in English: of itself, and of each of its graphs."""

SENTENCES = {
    "gallery does": "Write a gallery: graphs to work through by hand, each as a picture, as a page that walks through "
    "it, and as a worksheet in English and in Japanese, with an index for a browser.",
    "gallery examples": """\
examples:
  ringo gallery out/gallery
  ringo gallery out/gallery --overwrite

No other file in the folder is touched.
""",
    "help folder": "where the files go; it is made if it is not there",
    "no folder": "name a folder for the gallery, such as ringo gallery out/gallery",
    "gallery saved": "saved {count} files; open {path}",
    "gallery language": "English",
    "gallery title": "Graphs to work through by hand",
    "gallery intro": "Each picture shows every value, and under “grad” the gradient of the output with respect to it. "
    "An edge shows the local gradient, and below it upstream × local, the product that flows back. The worksheets ask "
    "for these numbers, and ringo mark marks them.",
    "gallery contents": "The graphs",
    "gallery picture": "The graph of {formula}, with all values, gradients and local gradients",
    "gallery example": "The program: examples/{file}. The same, step by step, in a terminal:",
    "gallery file svg": "Picture (SVG)",
    "gallery file html": "Step by step (page)",
    "gallery file csv": "Worksheet (CSV)",
    "gallery file md": "Worksheet (Markdown)",
    "gallery apple": "Two apples, and tax",
    "gallery apple: why": "A product gives each factor the other factors as its gradient.",
    "gallery shopping": "Apples and oranges",
    "gallery shopping: why": "A sum passes the gradient on as it is, to both sides.",
    "gallery chain": "The chain rule in two variables",
    "gallery chain: why": "x and y reach z by two paths each. Their gradients are sums over these paths.",
    "gallery sigmoid": "The sigmoid, taken apart",
    "gallery sigmoid: why": "Its derivative y(1 - y) comes out of four simple steps.",
    "gallery neuron": "One neuron and its error",
    "gallery neuron: why": "The smallest thing that learns: a weight, a bias, and a squared error.",
    "gallery affine": "An affine layer",
    "gallery affine: why": "A matrix product, number by number: each weight meets its own input alone.",
    "gallery softmax": "Softmax with cross-entropy",
    "gallery softmax: why": "All that happens on the way adds up to y - t.",
    "gallery by_hand": "A network of two layers",
    "gallery by_hand: why": "The exercise of a lecture: train a network by hand, once.",
    "gallery xor": "A network for “one or the other”",
    "gallery xor: why": "Two hidden neurons can do what one layer cannot.",
    "gallery three_layers": "Three layers",
    "gallery three_layers: why": "The error goes back through two matrices: δ₂ = y - t, and from it δ₁.",
    "gallery tied": "An autoencoder with tied weights",
    "gallery tied: why": "Each weight is used twice, so its gradient has two parts.",
    "gallery convolution": "A convolution",
    "gallery convolution: why": "One filter sees four places of the image; its gradients are sums over these places. "
    "Through the maximum only the largest one counts.",
    "gallery valley": "Rosenbrock's valley",
    "gallery valley: why": "A function on which optimizers are tried, and x is in it three times.",
    "gallery series": "A function of a function",
    "gallery series: why": "exp(sin x): the chain rule with one path.",
    "gallery bowl": "A bowl",
    "gallery bowl: why": "Steep in y and nearly level in x: with a learning rate of 0.95, a step overshoots in y.",
}
