"""Matrix products in C, in blocks that fit into the registers of the processor."""

from __future__ import annotations

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
typedef number quarter VECTOR(WIDTH / 4 > sizeof(number) ? WIDTH / 4 : sizeof(number));
typedef number one;
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
TILE(tile_rows_2, whole, ROWS, 2)
TILE(tile_rows_1, whole, ROWS, 1)
TILE(tile_rows_half, half, ROWS, 1)
TILE(tile_rows_quarter, quarter, ROWS, 1)
TILE(tile_rows_one, one, ROWS, 1)
TILE(tile_1_2, whole, 1, 2)
TILE(tile_1_1, whole, 1, 1)
TILE(tile_1_half, half, 1, 1)
TILE(tile_1_quarter, quarter, 1, 1)
TILE(tile_1_one, one, 1, 1)

/* c += a b, in bands of columns that are as wide as vectors. Columns stand one after the other; all else in steps. */
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
    BAND(2 * COUNT(whole), tile_rows_2, tile_1_2)
    BAND(COUNT(whole), tile_rows_1, tile_1_1)
    BAND(COUNT(half), tile_rows_half, tile_1_half)
    BAND(COUNT(quarter), tile_rows_quarter, tile_1_quarter)
    BAND(1, tile_rows_one, tile_1_one)
}

/* x[first], y[first], x[first + 1], y[first + 1], ... */
static inline whole interleaved(whole x, whole y, int first)
{
#ifdef __clang__
    whole z = x;
    UNROLLED for (int i = 0; i < COUNT(whole); i++)
        z[i] = i % 2 ? y[first + i / 2] : x[first + i / 2];
    return z;
#else
    typedef __typeof__(__builtin_choose_expr(sizeof(number) == 8, 0LL, 0)) places VECTOR(WIDTH);
    places from = {0};
    UNROLLED for (int i = 0; i < COUNT(whole); i++)
        from[i] = first + i / 2 + i % 2 * COUNT(whole);
    return __builtin_shuffle(x, y, from);
#endif
}

/* z = xT, of as many rows and columns as a vector is long. Each round moves the highest bit of the column to the end of
 * the row, and that of the row to the end of the column. */
static inline void square_transposed(const number *x, long xi, number *z, long zj)
{
    enum { N = WIDTH / sizeof(number) };
    whole t[N], next[N];
    UNROLLED for (int i = 0; i < N; i++)
        t[i] = *(const whole *)(x + i * xi);
    UNROLLED for (int round = 1; round < N; round *= 2) {
        UNROLLED for (int i = 0; i < N; i++)
            next[i] = interleaved(t[i / 2], t[i / 2 + N / 2], i % 2 * N / 2);
        UNROLLED for (int i = 0; i < N; i++)
            t[i] = next[i];
    }
    UNROLLED for (int i = 0; i < N; i++)
        *(whole *)(z + i * zj) = t[i];
}

/* z = xT. Columns of x and of z stand one after the other. */
static void transpose(long rows, long columns, const number *x, long xi, number *z, long zj)
{
    const long down = rows - rows % COUNT(whole), along = columns - columns % COUNT(whole);
    for (long j = 0; j < along; j += COUNT(whole))
        for (long i = 0; i < down; i += COUNT(whole))
            square_transposed(x + i * xi + j, xi, z + j * zj + i, zj);
    for (long i = 0; i < rows; i++)
        for (long j = i < down ? along : 0; j < columns; j++)
            z[j * zj + i] = x[i * xi + j];
}

static inline number sum(whole x, half more)
{
    const half t = *(const half *)&x + *((const half *)&x + 1) + more;
    number found[2] = {0.0, 0.0};
    UNROLLED for (int i = 0; i < COUNT(half); i++)
        found[i % 2] += t[i];
    return found[0] + found[1];
}

/* c += a bT, for a row of a and so many of b: sums along vectors. */
#define TILE_T(name, columns) \
static inline void name(long inner, const number *a, const number *b, long bj, number *c, long cj) \
{ \
    whole t[columns] = {0}; \
    half more[columns] = {0}; \
    long k = 0; \
    for (; k + COUNT(whole) <= inner; k += COUNT(whole)) \
        UNROLLED for (int j = 0; j < columns; j++) \
            t[j] += *(const whole *)(a + k) * *(const whole *)(b + j * bj + k); \
    if (k + COUNT(half) <= inner) { \
        UNROLLED for (int j = 0; j < columns; j++) \
            more[j] = *(const half *)(a + k) * *(const half *)(b + j * bj + k); \
        k += COUNT(half); \
    } \
    UNROLLED for (int j = 0; j < columns; j++) \
        c[j * cj] += sum(t[j], more[j]); \
    for (; k < inner; k++) \
        for (int j = 0; j < columns; j++) \
            c[j * cj] += a[k] * b[j * bj + k]; \
}
TILE_T(tile_t_4, 4)
TILE_T(tile_t_1, 1)

/* c += a bT, row by row. */
static void dots(long rows, long inner, long columns,
                 const number *a, long ai, const number *b, long bj, number *c, long ci, long cj)
{
    for (long i = 0; i < rows; i++) {
        long j = 0;
        for (; j + 4 <= columns; j += 4)
            tile_t_4(inner, a + i * ai, b + j * bj, bj, c + i * ci + j * cj, cj);
        for (; j < columns; j++)
            tile_t_1(inner, a + i * ai, b + j * bj, bj, c + i * ci + j * cj, cj);
    }
}

enum { FEW = 4, DEPTH = 128, PANEL = 2 * WIDTH / sizeof(number) };

/* c += a bT. What is summed over stands one after the other; all else in steps. Panels of b are transposed, which stay
 * in the cache next to the processor; but not for a few rows. */
void product_t(long rows, long inner, long columns,
               const number *a, long ai, const number *b, long bj, number *c, long ci, long cj)
{
    number panel[DEPTH * PANEL] __attribute__((aligned(WIDTH)));
    if (rows >= FEW && columns >= FEW && cj == 1)
        for (long j = 0; j < columns; j += PANEL)
            for (long k = 0; k < inner; k += DEPTH) {
                const long width = columns - j < PANEL ? columns - j : PANEL;
                const long depth = inner - k < DEPTH ? inner - k : DEPTH;
                transpose(width, depth, b + j * bj + k, bj, panel, PANEL);
                product(rows, depth, width, a + k, ai, 1, panel, PANEL, c + j, ci);
            }
    else if (rows >= FEW && columns >= FEW && ci == 1)
        product_t(columns, inner, rows, b, bj, a, ai, c, cj, ci);
    else if (rows <= columns)
        dots(rows, inner, columns, a, ai, b, bj, c, ci, cj);
    else
        dots(columns, inner, rows, b, bj, a, ai, c, cj, ci);
}
"""
