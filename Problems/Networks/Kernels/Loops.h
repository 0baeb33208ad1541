// The loops for both precisions. Define REAL, EXP, TANH and NAME(x) before including this file.

void NAME(descent_exp)(REAL *restrict y, const REAL *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] = EXP(x[i]);
}

void NAME(descent_tanh)(REAL *restrict y, const REAL *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] = TANH(x[i]);
}

void NAME(descent_bias_relu)(
  REAL *restrict z, const REAL *restrict bias, long rows, long width
) {
  for (long i = 0; i < rows; i++, z += width)
    for (long j = 0; j < width; j++) {
      const REAL v = z[j] + bias[j];
      z[j] = v < 0 ? 0 : v;  // NaN stays
    }
}

void NAME(descent_bias_tanh)(
  REAL *restrict z, const REAL *restrict bias, long rows, long width
) {
  for (long i = 0; i < rows; i++, z += width)
    for (long j = 0; j < width; j++) z[j] = TANH(z[j] + bias[j]);
}

void NAME(descent_bias_gelu)(
  REAL *restrict z, REAL *restrict derivative, const REAL *restrict bias, long rows, long width
) {
  for (long i = 0; i < rows; i++, z += width, derivative += width)
    for (long j = 0; j < width; j++) {
      const double v = (double)z[j] + (double)bias[j];
      const double x = bounded_normal_argument(v);
      const double e = exp_f64(-0.5 * x * x);
      const double share = normal_cdf(x, e);
      z[j] = (REAL)(v * share);
      derivative[j] = (REAL)(share + x * e * 0.39894228040143267794);
    }
}

void NAME(descent_relu_backward)(
  REAL *restrict delta, const REAL *restrict activation, long count
) {
  for (long i = 0; i < count; i++) delta[i] = activation[i] > 0 ? delta[i] : 0;
}

void NAME(descent_tanh_backward)(
  REAL *restrict delta, const REAL *restrict activation, long count
) {
  for (long i = 0; i < count; i++) delta[i] *= 1 - activation[i] * activation[i];
}

void NAME(descent_multiply)(
  REAL *restrict delta, const REAL *restrict derivative, long count
) {
  for (long i = 0; i < count; i++) delta[i] *= derivative[i];
}

void NAME(descent_add_columns)(
  REAL *restrict sums, const REAL *restrict m, long rows, long width
) {
  for (long i = 0; i < rows; i++, m += width)
    for (long j = 0; j < width; j++) sums[j] += m[j];
}

double NAME(descent_softmax)(
  REAL *restrict z, const REAL *restrict bias, const int32_t *restrict labels, long rows,
  long classes, REAL scale, long *restrict correct
) {
  double loss = 0;
  long right = 0;
  REAL *row = z;
  for (long i = 0; i < rows; i++, row += classes) {
    long best = 0;
    for (long k = 0; k < classes; k++) {
      row[k] += bias[k];
      best = row[k] > row[best] ? k : best;
    }
    const REAL top = row[best];
    for (long k = 0; k < classes; k++) row[k] -= top;
    right += best == labels[i];
    loss -= row[labels[i]];
  }
  // This is one flat loop, because the rows are too short to vectorize one by one.
  for (long i = 0; i < rows * classes; i++) z[i] = EXP(z[i]);
  row = z;
  for (long i = 0; i < rows; i++, row += classes) {
    REAL sum = 0;
    for (long k = 0; k < classes; k++) sum += row[k];
    loss += log((double)sum);
    const REAL factor = scale / sum;
    for (long k = 0; k < classes; k++) row[k] *= factor;
    row[labels[i]] -= scale;
  }
  *correct += right;
  return loss;
}

double NAME(descent_sum_squares)(const REAL *x, long count) {
  // Eight partial sums in a fixed order give the same result on every machine and can be
  // vectorized.
  double partial[8] = {0};
  long i = 0;
  for (; i + 8 <= count; i += 8)
    for (long j = 0; j < 8; j++) partial[j] += (double)x[i + j] * (double)x[i + j];
  for (; i < count; i++) partial[i & 7] += (double)x[i] * (double)x[i];
  double sum = 0;
  for (long j = 0; j < 8; j++) sum += partial[j];
  return sum;
}

void NAME(descent_add_scaled)(REAL *restrict y, REAL a, const REAL *restrict x, long count) {
  for (long i = 0; i < count; i++) y[i] += a * x[i];
}
