// What Descent's speed is measured against: the same work written by hand in C.
#ifndef CBENCHREFERENCE_H
#define CBENCHREFERENCE_H

#include <stddef.h>

// Adam on two-dimensional Rosenbrock in double precision, `steps` steps from (-1.2, 1), every step
// recorded in `trace` (7 numbers a row: step, loss, gradient norm, rate, step norm, x0, x1) unless it
// is null. Returns the final loss.
double reference_adam_rosenbrock(long steps, double rate, double *trace);

// The value of chained Rosenbrock (a = 1, b = 100) in n dimensions; writes its gradient.
double reference_rosenbrock(size_t n, const double *x, double *g);

// One pass with the memory traffic of an optimizer that reads parameters and gradient, and reads and
// writes `slots` state arrays and the parameters, with next to no arithmetic (n numbers an array, the state
// arrays stride numbers apart). All numbers stay where a rule may have them: each state array tends to the
// squares of the gradients, the parameters to the state. Rules share this memory, and a second moment below
// zero would make sums NaN, which the engine adds up once more in double precision.
void reference_traffic(float *x, const float *g, float *s, size_t n, size_t stride,
                       int slots);

// Reads what a pass for sums reads, parameters, gradient and state, and returns a sum of it.
float reference_reading(const float *x, const float *g, const float *s, size_t n, size_t stride, int slots);

// One step of LAMB in single precision: sums in blocks of 1,024 numbers and 16 partial sums, the blocks
// added in double precision. `powers` holds the powers of the decays, 1 and 1 before the first step.
void reference_lamb(float *x, const float *g, float *m, float *v, size_t n, double *powers, double rate,
                    double beta1, double beta2, double eps, double weight_decay);

// The two loops of L-BFGS over m pairs, each of n numbers, s and y one after another, on a direction.
void reference_two_loops(size_t n, int m, const double *s, const double *y, double *d);

// Multiplications, each waiting for the one before: work that no other core can disturb. Returns the
// product.
double reference_spin(long count);

// The processor's count of instructions retired by this thread, as a file descriptor; -1 where the
// machine does not give it (no counter, or no permission).
int reference_open_instruction_counter(void);
long long reference_read_counter(int counter);
void reference_close_counter(int counter);

#endif
