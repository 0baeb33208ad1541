// Scalar functions that must inline to one instruction, so that the compiler can vectorize loops that use
// them.
//
// In optimized builds Swift's `squareRoot()` becomes a call with an errno path. The loop then stays scalar
// and is about ten times slower. The elementwise builtins have no such path.
#ifndef CDESCENTMATH_H
#define CDESCENTMATH_H

#include <unistd.h>

// The machine's memory in bytes.
static inline double descent_machine_memory(void) {
  return (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
}

static inline float descent_sqrtf(float x) { return __builtin_elementwise_sqrt(x); }
static inline double descent_sqrt(double x) { return __builtin_elementwise_sqrt(x); }

// Loads that the compiler never merges with loads of neighboring numbers. If two numbers were just stored
// one by one, loading them as one vector may have to wait until both stores have reached the cache. A
// separate load of each number gets its value directly from its store. With these loads, an optimizer step
// on two parameters took a few nanoseconds less.
static inline float descent_load_alonef(const float *x) { return *(const volatile float *)x; }
static inline double descent_load_alone(const double *x) { return *(const volatile double *)x; }

// Fetches the cache line of `address` for writing. The address may lie behind the end of its memory.
static inline void descent_prefetch_for_writing(const void *address) {
  __builtin_prefetch(address, 1);
}

// The vector width in bits that the caller is compiled for. Plugins are compiled for the same width,
// because the calling convention for vectors depends on it.
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
