// Products, eigenvalues, orthogonal factors and linear solves for dense matrices in column-major order,
// with BLAS and LAPACK. This header includes no other header, because it is compiled with every plugin that
// imports DescentMatrix, and the BLAS headers are not installed on every machine that compiles plugins.
//
// Sizes and leading dimensions are given as BLAS expects them. The functions allocate nothing. The caller
// passes work memory; its size, in numbers, comes from the function with the suffix `_work`.
#ifndef CDESCENTMATRIX_H
#define CDESCENTMATRIX_H

// Sets the number of threads that all products and factorizations of this process use.
void descent_matrix_threads(int count);

// c = alpha op(a) op(b) + beta c. c is m x n, and the inner dimension is k. op is the transpose if the
// matrix's flag (`ta` or `tb`) is not 0.
void descent_product_f32(int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda,
                         const float *b, int ldb, float beta, float *c, int ldc);
void descent_product_f64(int ta, int tb, int m, int n, int k, double alpha, const double *a, int lda,
                         const double *b, int ldb, double beta, double *c, int ldc);

// c = alpha a aT + beta c with a of size n x k, or, if the flag `t` is not 0, c = alpha aT a + beta c with
// a of size k x n. Only the upper triangle of c is read and written.
void descent_gram_f32(int t, int n, int k, float alpha, const float *a, int lda, float beta, float *c,
                      int ldc);
void descent_gram_f64(int t, int n, int k, double alpha, const double *a, int lda, double beta,
                      double *c, int ldc);

// Writes the eigenvalues of the symmetric n x n matrix a to `values` in ascending order, and the
// eigenvectors to the columns of a. Returns the info value of LAPACK's ssyev or dsyev: 0 on success.
int descent_eigen_work(int n);
int descent_eigen_f32(int n, float *a, int lda, float *values, float *work, int size);
int descent_eigen_f64(int n, double *a, int lda, double *values, double *work, int size);

// Computes the QR factorization of a (m x n, m >= n) and overwrites a with the orthonormal columns of Q. If
// r is not null, the function writes R to it (n x n, leading dimension n) with zeros below the diagonal.
// tau is work memory for n numbers. Returns LAPACK's info value: 0 on success.
int descent_qr_work(int n);
int descent_qr_f32(int m, int n, float *a, int lda, float *r, float *tau, float *work, int size);
int descent_qr_f64(int m, int n, double *a, int lda, double *r, double *tau, double *work, int size);

// Solves a x = b for a symmetric n x n matrix with a Cholesky factorization and overwrites b with x. Only
// the upper triangle of a is read; it is overwritten with the factor. Returns the info value of LAPACK's
// sposv or dposv: 0 on success, above 0 if the matrix is not positive definite.
int descent_positive_solve_f32(int n, float *a, int lda, float *b);
int descent_positive_solve_f64(int n, double *a, int lda, double *b);

// Solves aT x = b with an LU factorization with partial pivoting. It overwrites b with x and a with the
// factors. `pivots` must have room for n numbers. Returns the info value of LAPACK's sgetrf or dgetrf: 0 on
// success, above 0 if the matrix is singular.
int descent_transposed_solve_f32(int n, float *a, int lda, int *pivots, float *b);
int descent_transposed_solve_f64(int n, double *a, int lda, int *pivots, double *b);

#endif
