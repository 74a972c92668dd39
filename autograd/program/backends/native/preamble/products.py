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
