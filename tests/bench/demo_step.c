/* micrograd's demo step by hand, as one writes it for speed: an MLP 2-16-16-1 on 100 points, max-margin loss with weight
   decay. One call gives the loss and its gradients, in the order of the parameters: a row of weights and its bias. */
#include <string.h>

enum { POINTS = 100, WIDTH = 16, INPUTS = 2, PARAMETERS = 337 };

static double h1[WIDTH][POINTS], h2[WIDTH][POINTS], d1[WIDTH][POINTS], d2[WIDTH][POINTS], d3[POINTS];

/* h = relu(W x + b) */
static void layer(int rows, int inner, const double *p, double x[][POINTS], double h[][POINTS])
{
    for (int i = 0; i < rows; i++) {
        const double *w = p + i * (inner + 1);
        for (int j = 0; j < POINTS; j++)
            h[i][j] = w[inner];
        for (int k = 0; k < inner; k++)
            for (int j = 0; j < POINTS; j++)
                h[i][j] += w[k] * x[k][j];
        for (int j = 0; j < POINTS; j++)
            h[i][j] = h[i][j] > 0.0 ? h[i][j] : 0.0;
    }
}

/* The gradients of a layer's weights and biases, from those of its sums. */
static void weights(int rows, int inner, double d[][POINTS], double x[][POINTS], double *g)
{
    for (int i = 0; i < rows; i++, g += inner + 1) {
        double bias = 0.0;
        for (int k = 0; k < inner; k++) {
            double sum = 0.0;
#pragma omp simd reduction(+ : sum)
            for (int j = 0; j < POINTS; j++)
                sum += d[i][j] * x[k][j];
            g[k] += sum;
        }
#pragma omp simd reduction(+ : bias)
        for (int j = 0; j < POINTS; j++)
            bias += d[i][j];
        g[inner] += bias;
    }
}

double step(const double *p, double x[][POINTS], const double *y, double *g)
{
    const double *p2 = p + WIDTH * (INPUTS + 1), *p3 = p2 + WIDTH * (WIDTH + 1);
    double loss = 0.0, decay = 0.0;
    layer(WIDTH, INPUTS, p, x, h1);
    layer(WIDTH, WIDTH, p2, h1, h2);
    for (int j = 0; j < POINTS; j++)
        d3[j] = p3[WIDTH];
    for (int k = 0; k < WIDTH; k++)
        for (int j = 0; j < POINTS; j++)
            d3[j] += p3[k] * h2[k][j];
#pragma omp simd reduction(+ : loss)
    for (int j = 0; j < POINTS; j++) {
        const double margin = 1.0 - y[j] * d3[j];
        loss += margin > 0.0 ? margin : 0.0;
        d3[j] = margin > 0.0 ? -y[j] / POINTS : 0.0;
    }
#pragma omp simd reduction(+ : decay)
    for (int k = 0; k < PARAMETERS; k++) {
        decay += p[k] * p[k];
        g[k] = 2e-4 * p[k];
    }
    for (int k = 0; k < WIDTH; k++)
        for (int j = 0; j < POINTS; j++)
            d2[k][j] = h2[k][j] > 0.0 ? p3[k] * d3[j] : 0.0;
    memset(d1, 0, sizeof d1);
    for (int i = 0; i < WIDTH; i++)
        for (int k = 0; k < WIDTH; k++)
            for (int j = 0; j < POINTS; j++)
                d1[k][j] += p2[i * (WIDTH + 1) + k] * d2[i][j];
    for (int k = 0; k < WIDTH; k++)
        for (int j = 0; j < POINTS; j++)
            d1[k][j] = h1[k][j] > 0.0 ? d1[k][j] : 0.0;
    weights(1, WIDTH, &d3, h2, g + (p3 - p));
    weights(WIDTH, WIDTH, d2, h1, g + (p2 - p));
    weights(WIDTH, INPUTS, d1, x, g);
    return loss / POINTS + 1e-4 * decay;
}
