#include "CBenchReference.h"

#include <float.h>
#include <math.h>

// Disable fused multiply-add, because Swift does not contract and both sides must do the same arithmetic.
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
    // Flush subnormal powers to 0 like the kernel, because they are slow and negligible compared with 1.
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

double reference_rosenbrock(size_t n, const double *x, double *g) {
  double sum = 0, entry = 0;
  for (size_t i = 0; i + 1 < n; i++) {
    const double wall = x[i + 1] - x[i] * x[i], slope = 1 - x[i];
    sum += 100 * wall * wall + slope * slope;
    g[i] = entry - (4 * 100 * x[i] * wall + 2 * slope);
    entry = 2 * 100 * wall;
  }
  g[n - 1] = entry;
  return sum;
}

double reference_spin(long count) {
  double product = 1;
  for (long i = 0; i < count; i++) product *= 1.0000001;
  return product;
}

void reference_traffic(
    float *restrict x, const float *restrict g, float *restrict s, size_t n, size_t stride, int slots) {
  float *restrict a = s, *restrict b = s + stride, *restrict c = s + 2 * stride;
  const float part = 0x1p-10f;
  switch (slots) {
  case 0:
    for (size_t i = 0; i < n; i++) x[i] += part * (g[i] - x[i]);
    break;
  case 1:
    for (size_t i = 0; i < n; i++) {
      a[i] += part * (g[i] * g[i] - a[i]);
      x[i] += part * (a[i] - x[i]);
    }
    break;
  case 2:
    for (size_t i = 0; i < n; i++) {
      const float h = g[i] * g[i];
      a[i] += part * (h - a[i]);
      b[i] += part * (h - b[i]);
      x[i] += part * (a[i] + b[i] - x[i]);
    }
    break;
  case 3:
    for (size_t i = 0; i < n; i++) {
      const float h = g[i] * g[i];
      a[i] += part * (h - a[i]);
      b[i] += part * (h - b[i]);
      c[i] += part * (h - c[i]);
      x[i] += part * (a[i] + b[i] + c[i] - x[i]);
    }
    break;
  default: {
    float *restrict d = s + 3 * stride;
    for (size_t i = 0; i < n; i++) {
      const float h = g[i] * g[i];
      a[i] += part * (h - a[i]);
      b[i] += part * (h - b[i]);
      c[i] += part * (h - c[i]);
      d[i] += part * (h - d[i]);
      x[i] += part * (a[i] + b[i] + c[i] + d[i] - x[i]);
    }
  }
  }
}

float reference_reading(const float *x, const float *g, const float *s, size_t n, size_t stride, int slots) {
  float part[16] = {0};
  for (size_t i = 0; i + 16 <= n; i += 16)
    for (size_t j = 0; j < 16; j++) part[j] += x[i + j] * g[i + j];
  for (int k = 0; k < slots; k++)
    for (size_t i = 0; i + 16 <= n; i += 16)
      for (size_t j = 0; j < 16; j++) part[j] += s[k * stride + i + j];
  float sum = 0;
  for (size_t j = 0; j < 16; j++) sum += part[j];
  return sum;
}

enum { BLOCK = 1024, PARTS = 16 };

// The sum of at most BLOCK numbers, in 16 partial sums. (The root below is the built-in one, because the
// library's sets errno, which keeps a loop scalar.)
static double block_sum(const float *restrict t, size_t n) {
  float part[PARTS] = {0};
  size_t i = 0;
  for (; i + PARTS <= n; i += PARTS)
    for (size_t j = 0; j < PARTS; j++) part[j] += t[i + j];
  for (size_t j = 0; i + j < n; j++) part[j] += t[i + j];
  float sum = 0;
  for (size_t j = 0; j < PARTS; j++) sum += part[j];
  return sum;
}

void reference_lamb(float *restrict x, const float *restrict g, float *restrict m, float *restrict v, size_t n,
                    double *powers, double rate, double b1, double b2, double eps, double decay) {
  powers[0] *= b1;
  powers[1] *= b2;
  const float p = (float)b1, q = (float)(1 - b1), r = (float)b2, s = (float)(1 - b2);
  const float c1 = (float)(1 / (1 - powers[0])), c2 = (float)(1 / sqrt(1 - powers[1]));
  const float e = (float)eps, w = (float)decay;
  double xx = 0, dd = 0;
  float a[BLOCK], b[BLOCK];
  for (size_t first = 0; first < n; first += BLOCK) {
    const size_t length = n - first < BLOCK ? n - first : BLOCK;
    for (size_t k = 0; k < length; k++) {
      const size_t i = first + k;
      const float mi = p * m[i] + q * g[i], vi = r * v[i] + s * g[i] * g[i];
      const float den = __builtin_elementwise_sqrt(vi) * c2 + e;
      const float d = (den == 0 ? 0 : c1 * mi / den) + w * x[i];
      a[k] = x[i] * x[i];
      b[k] = d * d;
    }
    xx += block_sum(a, length);
    dd += block_sum(b, length);
  }
  const float step = (float)(rate * (xx > 0 && dd > 0 ? sqrt(xx) / sqrt(dd) : 1));
  for (size_t i = 0; i < n; i++) {
    const float mi = p * m[i] + q * g[i], vi = r * v[i] + s * g[i] * g[i];
    const float den = __builtin_elementwise_sqrt(vi) * c2 + e;
    const float d = (den == 0 ? 0 : c1 * mi / den) + w * x[i];
    m[i] = mi;
    v[i] = vi;
    x[i] -= step * d;
  }
}

static double product(size_t n, const double *restrict a, const double *restrict b) {
  double part[PARTS] = {0};
  size_t i = 0;
  for (; i + PARTS <= n; i += PARTS)
    for (size_t j = 0; j < PARTS; j++) part[j] += a[i + j] * b[i + j];
  double sum = 0;
  for (; i < n; i++) sum += a[i] * b[i];
  for (size_t j = 0; j < PARTS; j++) sum += part[j];
  return sum;
}

static void add(size_t n, double factor, const double *restrict a, double *restrict d) {
  for (size_t i = 0; i < n; i++) d[i] += factor * a[i];
}

void reference_two_loops(size_t n, int m, const double *s, const double *y, double *d) {
  double alpha[64];
  for (int k = m - 1; k >= 0; k--) {
    alpha[k & 63] = product(n, s + k * n, d);
    add(n, -1e-9 * alpha[k & 63], y + k * n, d);
  }
  for (int k = 0; k < m; k++) add(n, alpha[k & 63] * 1e-9 - 1e-9 * product(n, y + k * n, d), s + k * n, d);
}
