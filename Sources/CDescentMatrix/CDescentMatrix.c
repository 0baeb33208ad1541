#include "CDescentMatrix.h"

#include <stddef.h>

// OpenBLAS contains LAPACK but may be installed without its headers, so the routines are declared here.
// They follow the Fortran convention: all arguments are passed by address.
void openblas_set_num_threads(int count);

void descent_matrix_threads(int count) { openblas_set_num_threads(count); }

// The block size of LAPACK's factorizations. They use about n · block numbers of work memory, and no more.
enum { BLOCK = 64 };
int descent_eigen_work(int n) { return n * (BLOCK + 2) + 1; }
int descent_qr_work(int n) { return n * BLOCK + 1; }

#define MATRIX(T, S, N)                                                                               \
  void S##gemm_(const char *, const char *, const int *, const int *, const int *, const T *,          \
                const T *, const int *, const T *, const int *, const T *, T *, const int *);          \
  void S##syrk_(const char *, const char *, const int *, const int *, const T *, const T *,            \
                const int *, const T *, T *, const int *);                                             \
  void S##syev_(const char *, const char *, const int *, T *, const int *, T *, T *, const int *,      \
                int *);                                                                                \
  void S##geqrf_(const int *, const int *, T *, const int *, T *, T *, const int *, int *);            \
  void S##orgqr_(const int *, const int *, const int *, T *, const int *, const T *, T *,              \
                 const int *, int *);                                                                  \
  void S##posv_(const char *, const int *, const int *, T *, const int *, T *, const int *, int *);  \
  void S##getrf_(const int *, const int *, T *, const int *, int *, int *);                          \
  void S##getrs_(const char *, const int *, const int *, const T *, const int *, const int *, T *,   \
                 const int *, int *);                                                                \
                                                                                                      \
  void descent_product_##N(int ta, int tb, int m, int n, int k, T alpha, const T *a, int lda,          \
                           const T *b, int ldb, T beta, T *c, int ldc) {                               \
    S##gemm_(ta ? "T" : "N", tb ? "T" : "N", &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c, &ldc);     \
  }                                                                                                   \
                                                                                                      \
  void descent_gram_##N(int t, int n, int k, T alpha, const T *a, int lda, T beta, T *c, int ldc) {    \
    S##syrk_("U", t ? "T" : "N", &n, &k, &alpha, a, &lda, &beta, c, &ldc);                              \
  }                                                                                                   \
                                                                                                      \
  int descent_eigen_##N(int n, T *a, int lda, T *values, T *work, int size) {                          \
    int info = 0;                                                                                     \
    S##syev_("V", "U", &n, a, &lda, values, work, &size, &info);                                        \
    return info;                                                                                      \
  }                                                                                                   \
                                                                                                      \
  int descent_qr_##N(int m, int n, T *a, int lda, T *r, T *tau, T *work, int size) {                   \
    int info = 0;                                                                                     \
    S##geqrf_(&m, &n, a, &lda, tau, work, &size, &info);                                                \
    if (info != 0) return info;                                                                       \
    if (r != NULL)                                                                                    \
      for (ptrdiff_t j = 0; j < n; j++)                                                               \
        for (ptrdiff_t i = 0; i < n; i++) r[j * n + i] = i <= j ? a[j * lda + i] : 0;                 \
    S##orgqr_(&m, &n, &n, a, &lda, tau, work, &size, &info);                                            \
    return info;                                                                                      \
  }                                                                                                  \
                                                                                                     \
  int descent_positive_solve_##N(int n, T *a, int lda, T *b) {                                       \
    int one = 1, info = 0;                                                                           \
    S##posv_("U", &n, &one, a, &lda, b, &n, &info);                                                  \
    return info;                                                                                     \
  }                                                                                                  \
                                                                                                     \
  int descent_transposed_solve_##N(int n, T *a, int lda, int *pivots, T *b) {                        \
    int one = 1, info = 0;                                                                           \
    S##getrf_(&n, &n, a, &lda, pivots, &info);                                                       \
    if (info != 0) return info;                                                                      \
    S##getrs_("T", &n, &one, a, &lda, pivots, b, &n, &info);                                         \
    return info;                                                                                     \
  }

MATRIX(float, s, f32)
MATRIX(double, d, f64)
