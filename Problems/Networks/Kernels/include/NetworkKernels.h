// The loops between the matrix products of a dense network, and the elementary functions in them.
//
// The functions are branch-free, so that the compiler can vectorize the loops. They preserve NaN and
// infinity, so that a diverging run stays visible. Matrices are row-major.
#ifndef NETWORK_KERNELS_H
#define NETWORK_KERNELS_H

#include <stdint.h>

// y[i] = exp(x[i]), tanh(x[i]) and the distribution function of the standard normal at x[i].
void descent_exp_f32(float *y, const float *x, long count);
void descent_exp_f64(double *y, const double *x, long count);
void descent_tanh_f32(float *y, const float *x, long count);
void descent_tanh_f64(double *y, const double *x, long count);
void descent_normal_cdf_f64(double *y, const double *x, long count);

// z = activation(z + bias) in every row. For GELU the derivative is stored too; for the others it
// follows from z.
void descent_bias_relu_f32(float *z, const float *bias, long rows, long width);
void descent_bias_relu_f64(double *z, const double *bias, long rows, long width);
void descent_bias_tanh_f32(float *z, const float *bias, long rows, long width);
void descent_bias_tanh_f64(double *z, const double *bias, long rows, long width);
void descent_bias_gelu_f32(
  float *z, float *derivative, const float *bias, long rows, long width);
void descent_bias_gelu_f64(
  double *z, double *derivative, const double *bias, long rows, long width);

// delta *= activation′, from the activation (ReLU, tanh) or from the derivative itself (GELU).
void descent_relu_backward_f32(float *delta, const float *activation, long count);
void descent_relu_backward_f64(double *delta, const double *activation, long count);
void descent_tanh_backward_f32(float *delta, const float *activation, long count);
void descent_tanh_backward_f64(double *delta, const double *activation, long count);
void descent_multiply_f32(float *delta, const float *derivative, long count);
void descent_multiply_f64(double *delta, const double *derivative, long count);

// sums[j] += Σᵢ m[i][j].
void descent_add_columns_f32(float *sums, const float *m, long rows, long width);
void descent_add_columns_f64(double *sums, const double *m, long rows, long width);

// Adds `bias` to the logits in z, replaces them by scale · (softmax − one-hot label), and returns the
// sum of the cross-entropies. Adds the number of rows whose largest logit is the label's to *correct.
double descent_softmax_f32(
  float *z, const float *bias, const int32_t *labels, long rows, long classes, float scale,
  long *correct);
double descent_softmax_f64(
  double *z, const double *bias, const int32_t *labels, long rows, long classes, double scale,
  long *correct);

// Σ x², summed in double precision, and y += a · x.
double descent_sum_squares_f32(const float *x, long count);
double descent_sum_squares_f64(const double *x, long count);
void descent_add_scaled_f32(float *y, float a, const float *x, long count);
void descent_add_scaled_f64(double *y, double a, const double *x, long count);

// scaled[i][j] = factors[i] · m[i][j].
void descent_scale_rows_f64(
  double *scaled, const double *factors, const double *m, long rows, long width);

#endif
