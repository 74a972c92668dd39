"""The programs in `examples/`, in English."""

SENTENCES = {
    "example: price": "price {price}; gradients: {gradients}",
    "example: saved": "saved {path}",
    "example: points": "{parameters} parameters, {train} points to learn from, {test} held out",
    "example: points right": "{share} of the held-out points are right",
}
