// The parts of the GNU Scientific Library that Descent uses. Their CBLAS symbols come from OpenBLAS, not from
// gslcblas. If both were linked, the link order would decide which one the dense layers use.
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_deriv.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_multiroots.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_vector.h>
#include <gsl/gsl_version.h>

// GSL declares its version as a mutable global variable, which Swift 6 does not allow reading.
static inline const char *descent_gsl_version(void) { return gsl_version; }

// The solver types are mutable global variables too.
static inline const gsl_multimin_fdfminimizer_type *descent_gsl_bfgs2(void) {
  return gsl_multimin_fdfminimizer_vector_bfgs2;
}

static inline const gsl_multimin_fdfminimizer_type *descent_gsl_conjugate_fr(void) {
  return gsl_multimin_fdfminimizer_conjugate_fr;
}

static inline const gsl_multimin_fdfminimizer_type *descent_gsl_conjugate_pr(void) {
  return gsl_multimin_fdfminimizer_conjugate_pr;
}

static inline const gsl_multimin_fdfminimizer_type *descent_gsl_steepest_descent(void) {
  return gsl_multimin_fdfminimizer_steepest_descent;
}

static inline const gsl_multimin_fminimizer_type *descent_gsl_simplex(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}

static inline const gsl_multifit_nlinear_type *descent_gsl_trust(void) {
  return gsl_multifit_nlinear_trust;
}

// The eighth-order Runge-Kutta step by Prince and Dormand.
static inline const gsl_odeiv2_step_type *descent_gsl_rk8pd(void) { return gsl_odeiv2_step_rk8pd; }
