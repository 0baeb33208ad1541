import CDescentMatrix
import Descent

/// The routines of one precision, selected once per call: `KernelScalar` is `Float` or
/// `Double`.
///
/// Column-major routines see a row-major matrix as its transpose, so they see a view that is not
/// transposed as a transposed matrix.
enum Routines<T: KernelScalar> {
  /// Sets one thread by default, because optimizers multiply small matrices, and sums then have a fixed
  /// order. Evaluated once.
  private static var isSetUp: Void { setUp }

  /// c = α a b + β c, written as cᵀ = α bᵀ aᵀ + β cᵀ in column-major order.
  static func product(
    _ alpha: T, _ a: MatrixView<T>, _ b: MatrixView<T>, _ beta: T, _ c: MutableMatrixView<T>
  ) {
    isSetUp
    let (m, n, k) = (Int32(c.columns), Int32(c.rows), Int32(a.columns))
    let (ta, tb) = (Int32(b.isTransposed ? 1 : 0), Int32(a.isTransposed ? 1 : 0))
    let (lda, ldb, ldc) = (Int32(b.leading), Int32(a.leading), Int32(max(1, c.stride)))
    if T.self == Float.self {
      descent_product_f32(
        ta, tb, m, n, k, Float(alpha), single(b.base), lda, single(a.base), ldb, Float(beta),
        single(c.base), ldc)
    } else {
      descent_product_f64(
        ta, tb, m, n, k, Double(alpha), double(b.base), lda, double(a.base), ldb, Double(beta),
        double(c.base), ldc)
    }
  }

  /// The upper triangle, in column-major order, of c = α a aᵀ + β c.
  static func gram(_ alpha: T, _ a: MatrixView<T>, _ beta: T, _ c: MutableMatrixView<T>) {
    isSetUp
    let (t, n, k) = (Int32(a.isTransposed ? 0 : 1), Int32(a.rows), Int32(a.columns))
    let (lda, ldc) = (Int32(a.leading), Int32(max(1, c.stride)))
    if T.self == Float.self {
      descent_gram_f32(
        t, n, k, Float(alpha), single(a.base), lda, Float(beta), single(c.base), ldc)
    } else {
      descent_gram_f64(
        t, n, k, Double(alpha), double(a.base), lda, Double(beta), double(c.base), ldc)
    }
  }

  /// Computes eigenvalues, and replaces the matrix by the eigenvectors, in the rows of the
  /// row-major form.
  static func eigen(
    _ a: MutableMatrixView<T>, _ values: UnsafeMutableBufferPointer<T>, _ work: WorkMemory<T>
  ) -> Bool {
    isSetUp
    let size = descent_eigen_work(Int32(a.rows))
    let memory = work.take(Int(size))
    let (n, lda) = (Int32(a.rows), Int32(max(1, a.stride)))
    guard n > 0 else { return true }
    if T.self == Float.self {
      return descent_eigen_f32(
        n, single(a.base), lda, single(values.baseAddress!), single(memory.baseAddress!), size) == 0
    }
    return descent_eigen_f64(
      n, double(a.base), lda, double(values.baseAddress!), double(memory.baseAddress!), size) == 0
  }

  /// Makes the rows of the row-major form orthonormal, which are the columns of the
  /// column-major form.
  static func orthonormalise(
    _ a: MutableMatrixView<T>, _ r: UnsafeMutablePointer<T>?, _ work: WorkMemory<T>
  ) {
    isSetUp
    let (m, n) = (Int32(a.columns), Int32(a.rows))
    guard n > 0 else { return }
    let size = descent_qr_work(n)
    let (memory, tau) = (work.take(Int(size)), work.take(Int(n)))
    let lda = Int32(max(1, a.stride))
    if T.self == Float.self {
      _ = descent_qr_f32(
        m, n, single(a.base), lda, r.map(single), single(tau.baseAddress!),
        single(memory.baseAddress!), size)
    } else {
      _ = descent_qr_f64(
        m, n, double(a.base), lda, r.map(double), double(tau.baseAddress!),
        double(memory.baseAddress!), size)
    }
  }

  /// Solves a x = b in place of b; reads the lower triangle of the row-major matrix.
  static func solvePositive(_ a: MutableMatrixView<T>, _ b: UnsafeMutableBufferPointer<T>) -> Bool {
    isSetUp
    let (n, lda) = (Int32(a.rows), Int32(max(1, a.stride)))
    guard n > 0 else { return true }
    if T.self == Float.self {
      return descent_positive_solve_f32(n, single(a.base), lda, single(b.baseAddress!)) == 0
    }
    return descent_positive_solve_f64(n, double(a.base), lda, double(b.baseAddress!)) == 0
  }

  /// Solves a x = b in place of b, with a row-major matrix, which column-major routines see transposed.
  static func solve(
    _ a: MutableMatrixView<T>, _ b: UnsafeMutableBufferPointer<T>, _ work: WorkMemory<T>
  ) -> Bool {
    isSetUp
    let (n, lda) = (Int32(a.rows), Int32(max(1, a.stride)))
    guard n > 0 else { return true }
    let memory = UnsafeMutableRawPointer(work.take(Int(n)).baseAddress!)
    let pivots = memory.bindMemory(to: Int32.self, capacity: Int(n))
    defer { _ = memory.bindMemory(to: T.self, capacity: Int(n)) }
    if T.self == Float.self {
      return descent_transposed_solve_f32(n, single(a.base), lda, pivots, single(b.baseAddress!))
        == 0
    }
    return descent_transposed_solve_f64(n, double(a.base), lda, pivots, double(b.baseAddress!)) == 0
  }

  private static func single(_ p: UnsafePointer<T>) -> UnsafePointer<Float> {
    UnsafeRawPointer(p).assumingMemoryBound(to: Float.self)
  }
  private static func single(_ p: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(p).assumingMemoryBound(to: Float.self)
  }
  private static func double(_ p: UnsafePointer<T>) -> UnsafePointer<Double> {
    UnsafeRawPointer(p).assumingMemoryBound(to: Double.self)
  }
  private static func double(_ p: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(p).assumingMemoryBound(to: Double.self)
  }
}

private let setUp: Void = descent_matrix_threads(1)

/// Sets the number of threads that the operations of this module may use. The default is 1; more
/// threads change the order of sums.
public func setMatrixThreads(_ count: Int) {
  precondition(count >= 1, "\(count) threads")
  setUp
  descent_matrix_threads(Int32(count))
}

extension MatrixView {
  /// BLAS's leading dimension, at least 1.
  var leading: Int { max(1, stride) }
}
