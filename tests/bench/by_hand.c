/* One step of micrograd's demo as one writes it by hand in C: an MLP 2-16-16-1 on 100 points, max-margin loss with
 * weight decay, value and gradients, in plain loops.
 *
 * Points stand side by side, so that a loop over them is a loop over neighbours, and are filled up to BLOCKS * BLOCK
 * with points that count for nothing. A block of sums fits into the registers of a processor.
 *
 * Parameters are those of nn.MLP, in its order: of each neuron its weights, and then its bias.
 */

enum { POINTS = 100, BLOCK = 56, BLOCKS = 2, ALL = BLOCK * BLOCKS, UNITS = 16, COUNT = 337 };

static double h1[UNITS][ALL], h2[UNITS][ALL], d1[UNITS][ALL], d2[UNITS][ALL], d3[ALL];

/* relu(w x + b) of one neuron for all points */
static void neuron(const double *w, int nin, const double (*x)[ALL], double *restrict out)
{
    for (int begin = 0; begin < ALL; begin += BLOCK) {
        double sum[BLOCK];
        for (int s = 0; s < BLOCK; s++)
            sum[s] = w[nin];
        for (int i = 0; i < nin; i++)
            for (int s = 0; s < BLOCK; s++)
                sum[s] += w[i] * x[i][begin + s];
        for (int s = 0; s < BLOCK; s++)
            out[begin + s] = sum[s] > 0.0 ? sum[s] : 0.0;
    }
}

static double dot(const double *x, const double *y)
{
    double sum = 0.0;
    for (int s = 0; s < ALL; s++)
        sum += x[s] * y[s];
    return sum;
}

/* the gradients of one neuron, whose upstream gradients are d */
static void gradient(const double *d, int nin, const double (*x)[ALL], double *g)
{
    double sum = 0.0;
    for (int i = 0; i < nin; i++)
        g[i] += dot(d, x[i]);
    for (int s = 0; s < ALL; s++)
        sum += d[s];
    g[nin] += sum;
}

/* x: 2 * ALL, y: ALL, 0 after the last point; w and g: COUNT */
double step(const double *w, const double (*x)[ALL], const double *y, double *g)
{
    const double *w2 = w + UNITS * 3, *w3 = w2 + UNITS * (UNITS + 1);
    double margins[ALL], loss = 0.0, decay = 0.0;
    for (int j = 0; j < UNITS; j++)
        neuron(w + 3 * j, 2, x, h1[j]);
    for (int j = 0; j < UNITS; j++)
        neuron(w2 + (UNITS + 1) * j, UNITS, (const double (*)[ALL])h1, h2[j]);
    for (int s = 0; s < ALL; s++)
        margins[s] = w3[UNITS];
    for (int i = 0; i < UNITS; i++)
        for (int s = 0; s < ALL; s++)
            margins[s] += w3[i] * h2[i][s];
    for (int s = 0; s < ALL; s++) {
        double margin = 1.0 - y[s] * margins[s];
        double counts = margin > 0.0 && y[s] != 0.0 ? 1.0 / POINTS : 0.0;
        loss += counts * margin;
        d3[s] = -counts * y[s];
    }
    for (int i = 0; i < COUNT; i++) {
        decay += w[i] * w[i];
        g[i] = 2e-4 * w[i];
    }
    gradient(d3, UNITS, (const double (*)[ALL])h2, g + (w3 - w));
    for (int j = 0; j < UNITS; j++) {
        for (int s = 0; s < ALL; s++)
            d2[j][s] = h2[j][s] > 0.0 ? w3[j] * d3[s] : 0.0;
        gradient(d2[j], UNITS, (const double (*)[ALL])h1, g + (w2 - w) + (UNITS + 1) * j);
    }
    for (int i = 0; i < UNITS; i++) {
        for (int begin = 0; begin < ALL; begin += BLOCK) {
            double sum[BLOCK] = {0.0};
            for (int j = 0; j < UNITS; j++)
                for (int s = 0; s < BLOCK; s++)
                    sum[s] += w2[(UNITS + 1) * j + i] * d2[j][begin + s];
            for (int s = 0; s < BLOCK; s++)
                d1[i][begin + s] = h1[i][begin + s] > 0.0 ? sum[s] : 0.0;
        }
        gradient(d1[i], 2, x, g + 3 * i);
    }
    return loss + 1e-4 * decay;
}
