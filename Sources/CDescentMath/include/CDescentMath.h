// Scalar functions that must inline to one instruction, so that loops around them vectorise.
//
// Swift's own `squareRoot()` becomes a call with an errno path in optimised builds, which keeps the
// whole loop scalar and some ten times slower. The elementwise builtins have no such path.
#ifndef CDESCENTMATH_H
#define CDESCENTMATH_H

static inline float descent_sqrtf(float x) { return __builtin_elementwise_sqrt(x); }
static inline double descent_sqrt(double x) { return __builtin_elementwise_sqrt(x); }

// Loads that are never merged with their neighbours'. A pair that was just stored number by number and
// is then loaded as one vector may have to wait until both stores have reached the cache; loaded one by
// one, each comes from its own store. A step in the plane took a few nanoseconds less with them.
static inline float descent_load_alonef(const float *x) { return *(const volatile float *)x; }
static inline double descent_load_alone(const double *x) { return *(const volatile double *)x; }

#endif
