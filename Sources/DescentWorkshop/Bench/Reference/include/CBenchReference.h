// References for Descent's speed: the same work written by hand in C.
#ifndef CBENCHREFERENCE_H
#define CBENCHREFERENCE_H

#include <stddef.h>

// Adam on two-dimensional Rosenbrock in double precision, `steps` steps from (-1.2, 1), every step recorded
// in `trace` (7 numbers per row: step, loss, gradient norm, rate, step norm, x0, x1) unless it is null.
// Returns the final loss.
double reference_adam_rosenbrock(long steps, double rate, double *trace);

// The value of chained Rosenbrock (a = 1, b = 100) in n dimensions; writes its gradient.
double reference_rosenbrock(size_t n, const double *x, double *g);

// One pass with the memory traffic of an optimizer that reads parameters and gradient, and reads and writes
// `slots` state arrays and the parameters, with almost no arithmetic. Each array has n numbers, and the state
// arrays are `stride` numbers apart. The numbers stay in the range that a rule's numbers have, because rules
// share this memory: each state array tends to the squares of the gradients, the parameters to the state. A
// negative second moment would make sums NaN, which the engine adds up again in double precision.
void reference_traffic(float *x, const float *g, float *s, size_t n, size_t stride,
                       int slots);

// Reads parameters, gradient and state, like a pass for sums, and returns a sum of them.
float reference_reading(const float *x, const float *g, const float *s, size_t n, size_t stride, int slots);

// One step of LAMB in single precision: sums in blocks of 1,024 numbers and 16 partial sums, the blocks
// added in double precision. `powers` holds the powers of the decays, 1 and 1 before the first step.
void reference_lamb(float *x, const float *g, float *m, float *v, size_t n, double *powers, double rate,
                    double beta1, double beta2, double eps, double weight_decay);

// Applies the two loops of L-BFGS to a direction, over m pairs of vectors s and y of n numbers each, stored
// one after another.
void reference_two_loops(size_t n, int m, const double *s, const double *y, double *d);

// Performs dependent multiplications, a work that other cores cannot disturb. Returns the product.
double reference_spin(long count);

// Opens the processor's counter of instructions retired by this thread, as a file descriptor. Returns -1 if
// the machine does not provide it (no counter, or no permission).
int reference_open_instruction_counter(void);
long long reference_read_counter(int counter);
void reference_close_counter(int counter);

#endif
