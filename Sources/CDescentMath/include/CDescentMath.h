// Scalar functions that must inline to one instruction, so that loops around them vectorise.
//
// Swift's own `squareRoot()` becomes a call with an errno path in optimised builds, which keeps the
// whole loop scalar and some ten times slower. The elementwise builtins have no such path.
#ifndef CDESCENTMATH_H
#define CDESCENTMATH_H

static inline float descent_sqrtf(float x) { return __builtin_elementwise_sqrt(x); }
static inline double descent_sqrt(double x) { return __builtin_elementwise_sqrt(x); }

// The width of the vectors that a caller is compiled for, in bits: plugins are compiled for the same,
// because how vectors are passed depends on it.
static inline int descent_vector_bits(void) {
#if defined(__AVX512F__)
  return 512;
#elif defined(__AVX__)
  return 256;
#else
  return 128;
#endif
}

#endif
