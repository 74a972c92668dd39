"""The programs in `examples/`, in English."""

SENTENCES = {
    "example: price": "price {price}; gradients: {gradients}",
    "example: saved": "saved {path}",
    "example: points": "{parameters} parameters, {train} points to learn from, {test} held out",
    "example: points right": "{share} of the held-out points are right",
    "example: digits": "{parameters} parameters, {train} digits to learn from, {test} for the test",
    "example: digits of one": "{name}: {parameters} parameters, {train} digits to learn from",
    "example: test accuracy": "test accuracy {share}",
    "example: taken for": "{count} × {actual} was taken for {predicted}",
    "example: before": "before",
    "example: after": "after, {name}",
    "example: loss falls": "the loss falls from {before} to {after}: by {improvement}",
    "example: from the sine": "{name}: {parameters} parameters, {distance} from the sine",
    "example: price alone": "price {price}",
    "example: gradients": "gradients: {gradients}",
}
