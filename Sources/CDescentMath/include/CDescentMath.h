// Scalar functions that must inline to one instruction, so that loops around them vectorise.
//
// Swift's own `squareRoot()` becomes a call with an errno path in optimised builds, which keeps the
// whole loop scalar and some ten times slower. The elementwise builtins have no such path.
#ifndef CDESCENTMATH_H
#define CDESCENTMATH_H

#include <unistd.h>

// The bytes of memory that the machine has.
static inline double descent_machine_memory(void) {
  return (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
}

static inline float descent_sqrtf(float x) { return __builtin_elementwise_sqrt(x); }
static inline double descent_sqrt(double x) { return __builtin_elementwise_sqrt(x); }

// Loads that are never merged with their neighbours'. A pair that was just stored number by number and
// is then loaded as one vector may have to wait until both stores have reached the cache; loaded one by
// one, each comes from its own store. A step in the plane took a few nanoseconds less with them.
static inline float descent_load_alonef(const float *x) { return *(const volatile float *)x; }
static inline double descent_load_alone(const double *x) { return *(const volatile double *)x; }

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
