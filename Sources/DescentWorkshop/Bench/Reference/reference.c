#include "CBenchReference.h"

#include <float.h>
#include <math.h>

// No fused multiply-add: Swift does not contract, and the two sides must do the same arithmetic.
#pragma STDC FP_CONTRACT OFF

double reference_adam_rosenbrock(long steps, double rate, double *trace) {
  const double beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  double x0 = -1.2, x1 = 1.0, m0 = 0, m1 = 0, v0 = 0, v1 = 0, p1 = 1, p2 = 1, moved = 0;
  double loss = 0, used = 0;
  for (long t = 0;; t++) {
    const double wall = x1 - x0 * x0, slope = 1 - x0;
    const double g0 = -400 * x0 * wall - 2 * slope, g1 = 200 * wall;
    loss = 100 * wall * wall + slope * slope;
    const double norm = sqrt(g0 * g0 + g1 * g1);
    if (trace) {
      double *row = trace + 7 * t;
      row[0] = (double)t;
      row[1] = loss;
      row[2] = norm;
      row[3] = used;
      row[4] = moved;
      row[5] = x0;
      row[6] = x1;
    }
    if (t == steps || !(loss <= 1e30 && norm < INFINITY)) return loss;
    p1 *= beta1;
    p2 *= beta2;
    // As the kernel does: subnormal products are slow and count for nothing beside 1.
    if (p1 < DBL_MIN) p1 = 0;
    if (p2 < DBL_MIN) p2 = 0;
    const double size = rate / (1 - p1), correction = 1 / sqrt(1 - p2);
    m0 = beta1 * m0 + (1 - beta1) * g0;
    m1 = beta1 * m1 + (1 - beta1) * g1;
    v0 = beta2 * v0 + (1 - beta2) * g0 * g0;
    v1 = beta2 * v1 + (1 - beta2) * g1 * g1;
    const double d0 = size * m0 / (sqrt(v0) * correction + eps);
    const double d1 = size * m1 / (sqrt(v1) * correction + eps);
    x0 -= d0;
    x1 -= d1;
    used = rate;
    moved = sqrt(d0 * d0 + d1 * d1);
  }
}

double reference_spin(long count) {
  double product = 1;
  for (long i = 0; i < count; i++) product *= 1.0000001;
  return product;
}

void reference_traffic(
    float *restrict x, const float *restrict g, float *restrict s, size_t n, size_t stride, int slots) {
  float *restrict a = s, *restrict b = s + stride, *restrict c = s + 2 * stride;
  switch (slots) {
  case 0:
    for (size_t i = 0; i < n; i++) x[i] += g[i];
    break;
  case 1:
    for (size_t i = 0; i < n; i++) x[i] += a[i] += g[i];
    break;
  case 2:
    for (size_t i = 0; i < n; i++) a[i] += g[i], b[i] += g[i], x[i] += a[i] + b[i];
    break;
  default:
    for (size_t i = 0; i < n; i++) a[i] += g[i], b[i] += g[i], c[i] += g[i], x[i] += a[i] + b[i] + c[i];
  }
}
