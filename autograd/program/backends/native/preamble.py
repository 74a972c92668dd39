"""What C lacks: functions of one number and of lists, and matrix products in blocks that fit into registers."""

from __future__ import annotations

SIGMOID = r"""
static inline number sigmoid(number x)
{
    return exp(x < 0.0 ? x : 0.0) / (1.0 + exp(-fabs(x)));
}
"""

LISTS = {
    "softmax": r"""
static void softmax(long count, const number *x, number *z)
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
static void softmax_back(long count, const number *x, const number *z, const number *up, number *g)
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
static void log_softmax(long count, const number *x, number *z)
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
static void log_softmax_back(long count, const number *x, const number *z, const number *up, number *g)
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
static void logsumexp(long count, const number *x, number *z)
{
    long top = 0;
    number rest = 0.0;
    for (long i = 1; i < count; i++)
        top = x[i] > x[top] ? i : top;
    for (long i = 0; i < count; i++)
        rest += i == top ? 0.0 : exp(x[i] - x[top]);
    z[0] = x[top] + log1p(rest);
}

static void logsumexp_back(long count, const number *x, const number *z, const number *up, number *g)
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
static void max(long count, const number *x, number *z)
{
    z[0] = x[0];
    for (long i = 1; i < count; i++)
        z[0] = x[i] > z[0] ? x[i] : z[0];
}

/* All that are equal to it share it. */
static void max_back(long count, const number *x, const number *z, const number *up, number *g)
{
    number equal = 0.0;
    for (long i = 0; i < count; i++)
        equal += x[i] == z[0] ? 1.0 : 0.0;
    for (long i = 0; i < count; i++)
        g[i] = x[i] == z[0] ? up[0] / equal : 0.0;
}
""",
    "variance": r"""
static number middle(long count, const number *x)
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

static void variance(long count, const number *x, number *z)
{
    const number mean = middle(count, x);
    z[0] = 0.0;
    for (long i = 0; i < count; i++)
        z[0] += ((x[i] - x[0]) - mean) * ((x[i] - x[0]) - mean);
    z[0] /= count;
}

static void variance_back(long count, const number *x, const number *z, const number *up, number *g)
{
    const number mean = middle(count, x);
    (void)z;
    for (long i = 0; i < count; i++)
        g[i] = up[0] * (2.0 / count * ((x[i] - x[0]) - mean));
}
""",
}
LISTS["min"] = LISTS["max"].replace("max", "min").replace("x[i] > z[0]", "x[i] < z[0]")

PRODUCTS = r"""
#if defined(__AVX512F__)
#define WIDTH 64
#define ROWS 8
#elif defined(__AVX__)
#define WIDTH 32
#define ROWS 4
#else
#define WIDTH 16
#define ROWS 4
#endif
#ifdef __clang__
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 16")
#endif
#define VECTOR(bytes) __attribute__((vector_size(bytes), aligned(sizeof(number)), may_alias))
typedef number whole VECTOR(WIDTH);
typedef number half VECTOR(WIDTH / 2);
#define COUNT(vector) ((long)(sizeof(vector) / sizeof(number)))

/* c += a b, for so many rows and vectors of columns: the results stay in registers. */
#define TILE(name, vector, rows, vectors) \
static inline void name(long inner, const number *a, long ai, long ak, const number *b, long bk, number *c, long ci) \
{ \
    vector t[rows][vectors]; \
    UNROLLED for (int i = 0; i < rows; i++) \
        UNROLLED for (int j = 0; j < vectors; j++) \
            t[i][j] = *(const vector *)(c + i * ci + j * COUNT(vector)); \
    for (long k = 0; k < inner; k++) \
        UNROLLED for (int j = 0; j < vectors; j++) { \
            const vector y = *(const vector *)(b + k * bk + j * COUNT(vector)); \
            UNROLLED for (int i = 0; i < rows; i++) \
                t[i][j] += a[i * ai + k * ak] * y; \
        } \
    UNROLLED for (int i = 0; i < rows; i++) \
        UNROLLED for (int j = 0; j < vectors; j++) \
            *(vector *)(c + i * ci + j * COUNT(vector)) = t[i][j]; \
}
typedef number one VECTOR(sizeof(number));
TILE(tile_rows_2, whole, ROWS, 2)
TILE(tile_rows_1, whole, ROWS, 1)
TILE(tile_rows_half, half, ROWS, 1)
TILE(tile_1_2, whole, 1, 2)
TILE(tile_1_1, whole, 1, 1)
TILE(tile_1_half, half, 1, 1)

/* A few numbers as a vector that is filled up with 0. */
static inline half filled(const number *x, long count)
{
    half found = {0};
    for (long i = 0; i < count; i++)
        found[i] = x[i];
    return found;
}

enum { CHUNK = 64 };

/* c += a b, of so few columns that they are one vector. */
static void narrow_product(long rows, long inner, long columns,
                           const number *a, long ai, long ak, const number *b, long bk, number *c, long ci)
{
    half y[CHUNK];
    for (long first = 0; first < inner; first += CHUNK) {
        const long count = inner - first < CHUNK ? inner - first : CHUNK;
        for (long k = 0; k < count; k++)
            y[k] = filled(b + (first + k) * bk, columns);
        for (long i = 0; i < rows; i++) {
            half even = filled(c + i * ci, columns), odd = {0};
            const number *x = a + i * ai + first * ak;
            long k = 0;
            for (; k + 2 <= count; k += 2) {
                even += x[k * ak] * y[k];
                odd += x[(k + 1) * ak] * y[k + 1];
            }
            if (k < count)
                even += x[k * ak] * y[k];
            even += odd;
            for (long j = 0; j < columns; j++)
                c[i * ci + j] = even[j];
        }
    }
}

/* c += a b. Columns stand one after the other; all else in steps. */
void product(long rows, long inner, long columns,
                    const number *a, long ai, long ak, const number *b, long bk, number *c, long ci)
{
#define BAND(width, tile_rows, tile_1) \
    for (; j + (width) <= columns; j += (width)) { \
        long i = 0; \
        for (; i + ROWS <= rows; i += ROWS) \
            tile_rows(inner, a + i * ai, ai, ak, b + j, bk, c + i * ci + j, ci); \
        for (; i < rows; i++) \
            tile_1(inner, a + i * ai, ai, ak, b + j, bk, c + i * ci + j, ci); \
    }
    long j = 0;
    if (1 < columns && columns < COUNT(half)) {
        narrow_product(rows, inner, columns, a, ai, ak, b, bk, c, ci);
        return;
    }
    BAND(2 * COUNT(whole), tile_rows_2, tile_1_2)
    BAND(COUNT(whole), tile_rows_1, tile_1_1)
    BAND(COUNT(half), tile_rows_half, tile_1_half)
    for (long i = 0; i < rows; i++)
        for (long column = j; column < columns; column++) {
            number t = c[i * ci + column];
            for (long k = 0; k < inner; k++)
                t += a[i * ai + k * ak] * b[k * bk + column];
            c[i * ci + column] = t;
        }
}

static inline number sum(whole x, half more)
{
    const half t = *(const half *)&x + *((const half *)&x + 1) + more;
    number found[2] = {0.0, 0.0};
    UNROLLED for (int i = 0; i < COUNT(half); i++)
        found[i % 2] += t[i];
    return found[0] + found[1];
}

/* c += a bT, for so many rows of a and of b: sums along vectors. */
#define TILE_T(name, rows, columns) \
static inline void name(long inner, const number *a, long ai, const number *b, long bj, number *c, long ci, long cj) \
{ \
    whole t[rows][columns] = {0}; \
    long k = 0; \
    for (; k + COUNT(whole) <= inner; k += COUNT(whole)) \
        UNROLLED for (int j = 0; j < columns; j++) { \
            const whole y = *(const whole *)(b + j * bj + k); \
            UNROLLED for (int i = 0; i < rows; i++) \
                t[i][j] += *(const whole *)(a + i * ai + k) * y; \
        } \
    half more[rows][columns] = {0}; \
    if (k + COUNT(half) <= inner) { \
        UNROLLED for (int j = 0; j < columns; j++) { \
            const half y = *(const half *)(b + j * bj + k); \
            UNROLLED for (int i = 0; i < rows; i++) \
                more[i][j] = *(const half *)(a + i * ai + k) * y; \
        } \
        k += COUNT(half); \
    } \
    UNROLLED for (int i = 0; i < rows; i++) \
        UNROLLED for (int j = 0; j < columns; j++) \
            c[i * ci + j * cj] += sum(t[i][j], more[i][j]); \
    for (; k < inner; k++) \
        for (int i = 0; i < rows; i++) \
            for (int j = 0; j < columns; j++) \
                c[i * ci + j * cj] += a[i * ai + k] * b[j * bj + k]; \
}
TILE_T(tile_4_4, 4, 4)
TILE_T(tile_4_1, 4, 1)
TILE_T(tile_1_4, 1, 4)
TILE_T(tile_1_1_t, 1, 1)

/* c += a bT, where so little is summed up that it is one vector. */
static void short_product_t(long rows, long inner, long columns,
                            const number *a, long ai, const number *b, long bj, number *c, long ci, long cj)
{
    half y[CHUNK];
    for (long first = 0; first < columns; first += CHUNK) {
        const long count = columns - first < CHUNK ? columns - first : CHUNK;
        for (long j = 0; j < count; j++)
            y[j] = filled(b + (first + j) * bj, inner);
        for (long i = 0; i < rows; i++) {
            const half x = filled(a + i * ai, inner);
            for (long j = 0; j < count; j++)
                c[i * ci + (first + j) * cj] += sum((whole){0}, x * y[j]);
        }
    }
}

/* c += a bT. What is summed over stands one after the other; all else in steps. */
void product_t(long rows, long inner, long columns,
                      const number *a, long ai, const number *b, long bj, number *c, long ci, long cj)
{
    long i = 0;
    if (1 < inner && inner < COUNT(half)) {
        short_product_t(rows, inner, columns, a, ai, b, bj, c, ci, cj);
        return;
    }
    for (; i + 4 <= rows; i += 4) {
        long j = 0;
        for (; j + 4 <= columns; j += 4)
            tile_4_4(inner, a + i * ai, ai, b + j * bj, bj, c + i * ci + j * cj, ci, cj);
        for (; j < columns; j++)
            tile_4_1(inner, a + i * ai, ai, b + j * bj, bj, c + i * ci + j * cj, ci, cj);
    }
    for (; i < rows; i++) {
        long j = 0;
        for (; j + 4 <= columns; j += 4)
            tile_1_4(inner, a + i * ai, ai, b + j * bj, bj, c + i * ci + j * cj, ci, cj);
        for (; j < columns; j++)
            tile_1_1_t(inner, a + i * ai, ai, b + j * bj, bj, c + i * ci + j * cj, ci, cj);
    }
}
"""

MEMORY = r"""
typedef void product_function(long, long, long, const number *, long, long, const number *, long, number *, long);
typedef void product_t_function(long, long, long, const number *, long, const number *, long, number *, long, long);

/* Numbers and gradients, work space, data, and products in blocks. */
struct memory {
    number *s, *a, *ds, *da, *ws, *wa, *dws, *dwa;
    const int *at;
    const number *c;
    product_function *product;
    product_t_function *product_t;
    long n;
};
"""

RUNNING = r"""
/* A program: its groups as two functions, and where its parameters and outputs stand. */
struct program {
    struct memory memory;
    int (*forward)(const struct memory *, long, long);
    void (*backward)(const struct memory *, long, long);
    long groups, parameters, check_singles, check_rows, clear_singles, clear_rows, seed_singles, seed_rows;
    const int *places, *checked_singles, *checked_rows, *cleared_singles, *cleared_rows, *seeded_singles, *seeded_rows;
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

void load(const struct program *p)
{
    for (long i = 0; i < p->parameters; i++)
        p->memory.s[p->places[i]] = p->given[i];
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
    for (long i = 0; i < p->parameters; i++)
        p->gradient[i] = p->memory.ds[p->places[i]];
    return 1;
}

int differentiate(const struct program *p)
{
    seed(p);
    p->backward(&p->memory, 0, p->groups);
    return taken(p);
}
"""
