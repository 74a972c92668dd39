"""What stands in the C of every program: its head, the reading of examples, and `main`."""

HEAD = """\
/* A network in C, forwards and backwards.

       cc -std=c11 -O2 program.c -o program -lm
       {run}

   It prints its outputs, and the gradients of its parameters{lanes}.{note} */
"""
MAIN = r"""
int main(void)
{
    LOOP
        clear();
        if (forward()) {
            fprintf(stderr, "there is no value for these numbers\n");
            return 1;
        }
OUTPUTS
        backward();
ADDED    }
LASTPRINTED    return 0;
}
"""
ADDED = """\
        for (int i = 0; i < PARAMETERS; i++)
            gradient[i] += ds[at_parameters[i]];
"""
PRINTED = """\
    for (int i = 0, t = 0; i < PARAMETERS; i++, t = 0) {
        while (t + 1 < TENSORS && at_tensors[t + 1] <= at_parameters[i])
            t++;
        printf("gradient of %s[%d]: %.17g\\n", tensors[t], at_parameters[i] - at_tensors[t], (double)gradient[i]);
    }
"""
LOOP = """\
long examples = 0;
    int found;
    while ((found = read_example()) > 0) {
        examples++;"""
READING = r"""
static long line = 1;

/* The numbers of one example, a line: 1. 0 at the end of the lines; -1 for another line. */
static int read_example(void)
{
    int c = getchar();
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        line += c == '\n';
        c = getchar();
    }
    if (c == EOF)
        return 0;
    ungetc(c, stdin);
    for (int i = 0; i < INPUTS; i++) {
        double number;
        do
            c = getchar();
        while (c == ' ' || c == '\t' || c == '\r');
        if (c == EOF || c == '\n')
            return -1;
        ungetc(c, stdin);
        if (scanf("%lf", &number) != 1)
            return -1;
        a[PLACE] = number;
    }
    do
        c = getchar();
    while (c == ' ' || c == '\t' || c == '\r');
    if (c != EOF && c != '\n')
        return -1;
    line++;
    return 1;
}"""
LAST = r"""
    if (found < 0)
        fprintf(stderr, "line %ld: give %d number%s and no more\n", line, INPUTS, INPUTS == 1 ? "" : "s");
    else if (!examples)
        fprintf(stderr, "give %d number%s for each example, one example a line\n", INPUTS, INPUTS == 1 ? "" : "s");
    if (found < 0 || !examples)
        return 1;
"""
