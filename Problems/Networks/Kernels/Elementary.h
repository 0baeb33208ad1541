// Elementary functions without branches or table look-ups, so that the compiler can vectorize
// loops over them. The tests allow a difference of a few units in the last place from the C
// library.
#ifndef ELEMENTARY_H
#define ELEMENTARY_H

#include <stdint.h>
#include <string.h>

static inline float float_of(uint32_t bits) { float x; memcpy(&x, &bits, 4); return x; }
static inline uint32_t bits_of_float(float x) { uint32_t b; memcpy(&b, &x, 4); return b; }
static inline double double_of(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }
static inline uint64_t bits_of_double(double x) { uint64_t b; memcpy(&b, &x, 8); return b; }

// exp(x) = 2^k exp(r), |r| <= ln(2)/2. Adding 1.5 * 2^23 rounds to an integer and leaves it in the low
// bits. 2^k is applied as two factors, so that overflow and subnormal results need no special case.
// Polynomial: Moshier, Cephes Mathematical Library, expf.
static inline float exp_f32(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  const float magic = 12582912.0f;
  const float shifted = x * 1.44269504088896341f + magic;
  const float k = shifted - magic;
  float r = x - k * 0.693359375f;
  r = r - k * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const uint32_t u = bits_of_float(shifted) - 0x4B400000u + 256u;
  const uint32_t half = u >> 1;
  return p * float_of((half - 1u) << 23) * float_of((u - half - 1u) << 23);
}

// As above; the Taylor polynomial of degree 13 is exact to 4e-18 on the interval.
static inline double exp_f64(double x) {
  x = x > 710.0 ? 710.0 : x;
  x = x < -746.0 ? -746.0 : x;
  const double magic = 6755399441055744.0;
  const double shifted = x * 1.4426950408889634 + magic;
  const double k = shifted - magic;
  double r = x - k * 6.93145751953125e-1;
  r = r - k * 1.42860682030941723212e-6;
  double p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  p = p * (r * r) + r + 1.0;
  const uint64_t u = bits_of_double(shifted) - 0x4338000000000000u + 2048u;
  const uint64_t half = u >> 1;
  return p * double_of((half - 1u) << 52) * double_of((u - half - 1u) << 52);
}

// A rational function of degrees 13 and 6 with one division. Coefficients: the Eigen library,
// ptanh.
static inline float tanh_f32(float x) {
  const float bound = 7.90531110763549805f;
  x = x > bound ? bound : x;
  x = x < -bound ? -bound : x;
  const float z = x * x;
  float p = -2.76076847742355e-16f;
  p = p * z + 2.00018790482477e-13f;
  p = p * z + -8.60467152213735e-11f;
  p = p * z + 5.12229709037114e-08f;
  p = p * z + 1.48572235717979e-05f;
  p = p * z + 6.37261928875436e-04f;
  p = p * z + 4.89352455891786e-03f;
  float q = 1.19825839466702e-06f;
  q = q * z + 1.18534705686654e-04f;
  q = q * z + 2.26843463243900e-03f;
  q = q * z + 4.89352518554385e-03f;
  return x * p / q;
}

// Uses a rational function near 0, where the exponentials cancel. Coefficients: Cephes, tanh.
static inline double tanh_f64(double x) {
  const double size = x < 0 ? -x : x;
  const double far = 1.0 - 2.0 / (exp_f64(2.0 * size) + 1.0);
  const double z = x * x;
  double p = -9.64399179425052238628e-1;
  p = p * z + -9.92877231001918586564e1;
  p = p * z + -1.61468768441708447952e3;
  double q = z + 1.12811678491632931402e2;
  q = q * z + 2.23548839060100448583e3;
  q = q * z + 4.84406305325125486048e3;
  const double near = x + x * z * p / q;
  return size < 0.625 ? near : (x < 0 ? -far : far);
}

// The distribution function of the standard normal, given e = exp(-x²/2), which its density needs too.
// Coefficients: Cephes, erf and erfc.
static inline double normal_cdf(double x, double e) {
  const double t = x * 0.70710678118654752440;
  const double a = t < 0 ? -t : t;
  const double z = t * t;
  double s = 9.60497373987051638749e0;
  s = s * z + 9.00260197203842689217e1;
  s = s * z + 2.23200534594684319226e3;
  s = s * z + 7.00332514112805075473e3;
  s = s * z + 5.55923013010394962768e4;
  double u = z + 3.35617141647503099647e1;
  u = u * z + 5.21357949780152679795e2;
  u = u * z + 4.59432382970980127987e3;
  u = u * z + 2.26290000613890934246e4;
  u = u * z + 4.92673942608635921086e4;
  double p = 2.46196981473530512524e-10;
  p = p * a + 5.64189564831068821977e-1;
  p = p * a + 7.46321056442269912687e0;
  p = p * a + 4.86371970985681366614e1;
  p = p * a + 1.96520832956077098242e2;
  p = p * a + 5.26445194995477358631e2;
  p = p * a + 9.34528527171957607540e2;
  p = p * a + 1.02755188689515710272e3;
  p = p * a + 5.57535335369399327526e2;
  double q = a + 1.32281951154744992508e1;
  q = q * a + 8.67072140885989742329e1;
  q = q * a + 3.54937778887819891062e2;
  q = q * a + 9.75708501743205489753e2;
  q = q * a + 1.82390916687909736289e3;
  q = q * a + 2.24633760818710981792e3;
  q = q * a + 1.65666309194161350182e3;
  q = q * a + 5.57535340817727675546e2;
  const double near = 0.5 + 0.5 * t * s / u;
  const double tail = 0.5 * e * p / q;
  return a < 1.0 ? near : (x < 0 ? tail : 1.0 - tail);
}

// Above 38.5 the density is 0 in double precision. A larger argument would only make the squares
// overflow.
static inline double bounded_normal_argument(double x) {
  x = x > 40.0 ? 40.0 : x;
  return x < -40.0 ? -40.0 : x;
}

#endif
