"""Functions of one number and of lists, and the gradients of the latter, in C."""

from __future__ import annotations

SIGMOID = r"""
static inline number sigmoid(number x)
{
    return exp(x < 0.0 ? x : 0.0) / (1.0 + exp(-fabs(x)));
}
"""

LISTS = {
    "softmax": r"""
static inline void softmax(long count, const number *x, number *z)
{
    number top = x[0], whole = 0.0;
    for (long i = 1; i < count; i++)
        top = x[i] > top ? x[i] : top;
    for (long i = 0; i < count; i++) {
        z[i] = exp(x[i] - top);
        whole += z[i];
    }
    for (long i = 0; i < count; i++)
        z[i] /= whole;
}

/* Beside the largest share, so that 1 - share loses no digits. */
static inline void softmax_back(long count, const number *x, const number *z, const number *up, number *g)
{
    long top = 0;
    number mean = 0.0;
    (void)x;
    for (long i = 1; i < count; i++)
        top = z[i] > z[top] ? i : top;
    for (long i = 0; i < count; i++)
        mean += z[i] * (up[i] - up[top]);
    for (long i = 0; i < count; i++)
        g[i] = z[i] * ((up[i] - up[top]) - mean);
}
""",
    "log_softmax": r"""
static inline void log_softmax(long count, const number *x, number *z)
{
    long top = 0;
    number rest = 0.0;
    for (long i = 1; i < count; i++)
        top = x[i] > x[top] ? i : top;
    for (long i = 0; i < count; i++)
        rest += i == top ? 0.0 : exp(x[i] - x[top]);
    rest = log1p(rest);
    for (long i = 0; i < count; i++)
        z[i] = (x[i] - x[top]) - rest;
}

/* Beside the largest share, so that 1 - share loses no digits. */
static inline void log_softmax_back(long count, const number *x, const number *z, const number *up, number *g)
{
    long top = 0;
    number others = 0.0, shares = 0.0;
    (void)x;
    for (long i = 1; i < count; i++)
        top = z[i] > z[top] ? i : top;
    for (long i = 0; i < count; i++) {
        others += i == top ? 0.0 : up[i];
        shares += i == top ? 0.0 : exp(z[i]);
    }
    for (long i = 0; i < count; i++)
        g[i] = i == top ? up[i] * shares - exp(z[i]) * others : up[i] - exp(z[i]) * (others + up[top]);
}
""",
    "logsumexp": r"""
static inline void logsumexp(long count, const number *x, number *z)
{
    long top = 0;
    number rest = 0.0;
    for (long i = 1; i < count; i++)
        top = x[i] > x[top] ? i : top;
    for (long i = 0; i < count; i++)
        rest += i == top ? 0.0 : exp(x[i] - x[top]);
    z[0] = x[top] + log1p(rest);
}

static inline void logsumexp_back(long count, const number *x, const number *z, const number *up, number *g)
{
    number top = x[0], whole = 0.0;
    (void)z;
    for (long i = 1; i < count; i++)
        top = x[i] > top ? x[i] : top;
    for (long i = 0; i < count; i++) {
        g[i] = exp(x[i] - top);
        whole += g[i];
    }
    for (long i = 0; i < count; i++)
        g[i] *= up[0] / whole;
}
""",
    "max": r"""
static inline void max(long count, const number *x, number *z)
{
    z[0] = x[0];
    for (long i = 1; i < count; i++)
        z[0] = x[i] > z[0] ? x[i] : z[0];
}

/* All that are equal to it share it. */
static inline void max_back(long count, const number *x, const number *z, const number *up, number *g)
{
    number equal = 0.0;
    for (long i = 0; i < count; i++)
        equal += x[i] == z[0] ? 1.0 : 0.0;
    for (long i = 0; i < count; i++)
        g[i] = x[i] == z[0] ? up[0] / equal : 0.0;
}
""",
    "variance": r"""
static inline number middle(long count, const number *x)
{
    number whole = 0.0;
    for (long i = 0; i < count; i++)
        whole += x[i] - x[0];
    if (isfinite(whole))
        return whole / count;
    whole = 0.0;
    for (long i = 0; i < count; i++)
        whole += (x[i] - x[0]) / count;
    return whole;
}

static inline void variance(long count, const number *x, number *z)
{
    const number mean = middle(count, x);
    z[0] = 0.0;
    for (long i = 0; i < count; i++)
        z[0] += ((x[i] - x[0]) - mean) * ((x[i] - x[0]) - mean);
    z[0] /= count;
}

static inline void variance_back(long count, const number *x, const number *z, const number *up, number *g)
{
    const number mean = middle(count, x);
    (void)z;
    for (long i = 0; i < count; i++)
        g[i] = up[0] * (2.0 / count * ((x[i] - x[0]) - mean));
}
""",
}
LISTS["min"] = LISTS["max"].replace("max", "min").replace("x[i] > z[0]", "x[i] < z[0]")
