#include "NetworkKernels.h"

#include <math.h>

#include "Elementary.h"

#define REAL float
#define EXP exp_f32
#define TANH tanh_f32
#define NAME(x) x##_f32
#include "Loops.h"
#undef REAL
#undef EXP
#undef TANH
#undef NAME

#define REAL double
#define EXP exp_f64
#define TANH tanh_f64
#define NAME(x) x##_f64
#include "Loops.h"

void descent_normal_cdf_f64(double *restrict y, const double *restrict x, long count) {
  for (long i = 0; i < count; i++) {
    const double bounded = bounded_normal_argument(x[i]);
    y[i] = normal_cdf(bounded, exp_f64(-0.5 * bounded * bounded));
  }
}

void descent_scale_rows_f64(
  double *restrict scaled, const double *restrict factors, const double *restrict m, long rows,
  long width
) {
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < width; j++) scaled[i * width + j] = factors[i] * m[i * width + j];
}
