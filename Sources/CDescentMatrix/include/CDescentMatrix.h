// Products, eigenvalues and orthogonal factors of dense matrices in column-major order, by BLAS and
// LAPACK. This header includes no other: it is compiled with every plugin that imports DescentMatrix,
// and the system's headers of BLAS are not installed everywhere that plugins are.
//
// Extents and leading dimensions are those of the arrays as BLAS sees them. Nothing is allocated: work
// memory comes from the caller, as large as the function with the suffix `_work` says, in numbers.
#ifndef CDESCENTMATRIX_H
#define CDESCENTMATRIX_H

// One thread for all products and factorisations of this process, or `count`.
void descent_matrix_threads(int count);

// c = alpha op(a) op(b) + beta c, where c is m x n and the inner extent k; op is the transpose if the
// flag is not 0.
void descent_product_f32(int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda,
                         const float *b, int ldb, float beta, float *c, int ldc);
void descent_product_f64(int ta, int tb, int m, int n, int k, double alpha, const double *a, int lda,
                         const double *b, int ldb, double beta, double *c, int ldc);

// c = alpha a aT + beta c (a is n x k), or with the flag alpha aT a + beta c (a is k x n); only the
// upper triangle of c is read and written.
void descent_gram_f32(int t, int n, int k, float alpha, const float *a, int lda, float beta, float *c,
                      int ldc);
void descent_gram_f64(int t, int n, int k, double alpha, const double *a, int lda, double beta,
                      double *c, int ldc);

// The eigenvalues of a symmetric n x n matrix, ascending, and its eigenvectors in the columns of a.
// Returns 0, or what LAPACK's ssyev and dsyev return.
int descent_eigen_work(int n);
int descent_eigen_f32(int n, float *a, int lda, float *values, float *work, int size);
int descent_eigen_f64(int n, double *a, int lda, double *values, double *work, int size);

// The orthonormal columns of the first n = min(m, n) columns' QR factorisation, in place of a (m x n,
// m >= n); r, if it is not null, takes the upper triangle, with zeros below it (n x n, leading dimension
// n). tau has n numbers.
int descent_qr_work(int n);
int descent_qr_f32(int m, int n, float *a, int lda, float *r, float *tau, float *work, int size);
int descent_qr_f64(int m, int n, double *a, int lda, double *r, double *tau, double *work, int size);

// Solves a x = b in place of b by Cholesky's factors of a symmetric n x n matrix, of which the upper
// triangle is read; both are overwritten. Returns 0, or what LAPACK's sposv and dposv return: more than 0
// where the matrix is not positive definite.
int descent_positive_solve_f32(int n, float *a, int lda, float *b);
int descent_positive_solve_f64(int n, double *a, int lda, double *b);

// Solves aT x = b in place of b by LU factors with partial pivoting; both are overwritten, and `pivots`
// takes n numbers. Returns 0, or what LAPACK's sgetrf and dgetrf return: more than 0 where the matrix is
// singular.
int descent_transposed_solve_f32(int n, float *a, int lda, int *pivots, float *b);
int descent_transposed_solve_f64(int n, double *a, int lda, int *pivots, double *b);

#endif
