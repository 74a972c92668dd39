"""Operations of one's own that several tests use: with constants, a domain or a kink, of lists, and of each other."""

from autograd import log, maximum, operation, sigmoid, where

line = operation("straight", lambda x, slope, offset=1.0: slope * x + offset, lambda z, x, slope, offset: (slope,))
product = operation("product", lambda x, y: x * y, lambda z, x, y: (y, x))
cube = operation("cube", value=lambda x: x**3, partials=lambda z, x: (3 * x**2,))
swish = operation(
    "swish",
    value=lambda x, beta=1.0: x * sigmoid(beta * x),
    partials=lambda z, x, beta: (sigmoid(beta * x) + beta * z * sigmoid(-beta * x),),
)
ramp = operation(
    "ramp",
    value=lambda x, y: where(x > y, x - y, 0.0) + 0.0 * log(y),
    partials=lambda z, x, y: (where(x > y, 1.0, 0.0), where(x > y, -1.0, 0.0)),
    domain=lambda x, y: y > 0.0,
    kink=lambda x, y: x == y,
)
norm = operation(
    "norm",
    value=lambda *xs, p=2.0: sum(maximum(x, -x) ** p for x in xs) ** (1 / p),
    partials=lambda z, *xs, p: tuple(where(x > 0.0, 1.0, -1.0) * (maximum(x, -x) / z) ** (p - 1) for x in xs),
    domain=lambda *xs, p: (p > 1.0) & (sum(where(x == 0.0, 1.0, 0.0) for x in xs) == 0.0),
)
fourth = operation("fourth", value=lambda x: cube(x) * x, partials=lambda z, x: (4 * cube(x),))
sixth = operation(
    "sixth",
    value=lambda x: norm([cube(x), 0.5], p=2.0),
    partials=lambda z, x: (3 * x**5 / z,),
    domain=lambda x: x != 0.0,
)
OWN = [cube, swish, ramp, norm, fourth, sixth]
