"""The steps around the groups of a program, in C: parameters in, checks, gradients out."""

from __future__ import annotations

MEMORY = r"""
typedef void product_function(long, long, long, const number *, long, long, const number *, long, number *, long);
typedef void product_t_function(long, long, long, const number *, long, const number *, long, number *, long, long);

/* Numbers and gradients, work space, data, the kinds of groups and where they start, products in blocks; and
 * the lines of inputs, one after the other, each of this width. */
struct memory {
    number *s, *a, *ds, *da, *ws, *wa, *dws, *dwa;
    const int *at;
    const number *c;
    const int *starts, *firsts, *forwards, *backwards;
    product_function *product;
    product_t_function *product_t;
    const number *inputs;
    long width, n;
};
"""

RUNNING = r"""
/* A program: its groups as two functions, and where its parameters and outputs stand. */
struct program {
    struct memory memory;
    int (*forward)(const struct memory *, long, long);
    void (*backward)(const struct memory *, long, long);
    long groups, parameters, loads, entries;
    long check_singles, check_rows, clear_singles, clear_rows, seed_singles, seed_rows;
    const int *loaded, *entered;
    const int *checked_singles, *checked_rows, *cleared_singles, *cleared_rows, *seeded_singles, *seeded_rows;
    const number *given;
    number *gradient;
    number seed;
};

/* Whether no number is infinite or NaN: all others give 0 times 0. */
static int are_finite(const number *x, long count)
{
    whole t[4] = {0};
    number rest = 0.0;
    long i = 0;
    for (; i + 4 * COUNT(whole) <= count; i += 4 * COUNT(whole))
        UNROLLED for (int j = 0; j < 4; j++)
            t[j] += *(const whole *)(x + i + j * COUNT(whole)) * (number)0.0;
    for (; i < count; i++)
        rest += x[i] * (number)0.0;
    return sum((t[0] + t[1]) + (t[2] + t[3]), (half){0}) + rest == 0.0;
}

/* Parameters and inputs come to their places, neighbours together: the first stood at x[0], and x[2] go to x[1]. */
void load(const struct program *p)
{
    const long n = p->memory.n;
    for (const int *x = p->loaded; x < p->loaded + 3 * p->loads; x += 3)
        for (long i = 0; i < x[2]; i++)
            p->memory.s[x[1] + i] = p->given[x[0] + i];
    for (const int *x = p->entered; x < p->entered + 3 * p->entries; x += 3)
        transpose(n, x[2], p->memory.inputs + x[0], p->memory.width, p->memory.a + x[1] * n, n);
}

int sound(const struct program *p)
{
    int found = 1;
    for (const int *x = p->checked_singles; x < p->checked_singles + 2 * p->check_singles; x += 2)
        found &= are_finite(p->memory.s + x[0], x[1] - x[0]);
    for (const int *x = p->checked_rows; x < p->checked_rows + 2 * p->check_rows; x += 2)
        found &= are_finite(p->memory.a + x[0] * p->memory.n, (x[1] - x[0]) * p->memory.n);
    return found;
}

int run(const struct program *p)
{
    load(p);
    const int outside = p->forward(&p->memory, 0, p->groups);
    return !outside && sound(p);
}

/* The gradients of the outputs are 1 in each lane; all others begin with 0. */
void seed(const struct program *p)
{
    const struct memory *m = &p->memory;
    for (long i = 0; i < p->clear_singles; i++)
        for (long x = p->cleared_singles[2 * i]; x < p->cleared_singles[2 * i + 1]; x++)
            m->ds[x] = 0.0;
    for (long i = 0; i < p->clear_rows; i++)
        for (long x = p->cleared_rows[2 * i] * m->n; x < p->cleared_rows[2 * i + 1] * m->n; x++)
            m->da[x] = 0.0;
    for (long i = 0; i < p->seed_singles; i++)
        m->ds[p->seeded_singles[i]] += p->seed;
    for (long i = 0; i < p->seed_rows; i++)
        for (long l = 0; l < m->n; l++)
            m->da[p->seeded_rows[i] * m->n + l] += 1.0;
}

/* The gradients of the parameters, if all of them are finite. */
int taken(const struct program *p)
{
    if (!are_finite(p->memory.ds, p->parameters))
        return 0;
    for (const int *x = p->loaded; x < p->loaded + 3 * p->loads; x += 3)
        for (long i = 0; i < x[2]; i++)
            p->gradient[x[0] + i] = p->memory.ds[x[1] + i];
    return 1;
}

int differentiate(const struct program *p)
{
    seed(p);
    p->backward(&p->memory, 0, p->groups);
    return taken(p);
}
"""
