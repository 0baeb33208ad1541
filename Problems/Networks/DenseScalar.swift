import CNetworkKernels
import COpenBLAS
import Descent

/// The matrix products and loops of a dense network, in one precision. Matrices are row-major.
protocol DenseScalar: KernelScalar {
  typealias Values = UnsafePointer<Self>
  typealias Work = UnsafeMutablePointer<Self>

  /// `c = a bᵀ`, from `rows × inner` and `columns × inner`.
  static func productWithTransposed(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int)
  /// `c = a b`, from `rows × inner` and `inner × columns`.
  static func product(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int)
  /// `c = β c + aᵀ b`, from `inner × rows` and `inner × columns`.
  static func addProductOfTransposed(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int, beta: Self)

  /// `z = activation(z + bias)`. It writes `derivative` only for GELU.
  static func activate(
    _ activation: Activation, _ z: Work, derivative: Work, bias: Values, rows: Int, width: Int)
  /// `delta *= activation′`, computed from the activations, or for GELU from `derivative`.
  static func passBack(
    _ activation: Activation, _ delta: Work, activations: Values, derivative: Values, count: Int)
  /// Replaces the scores by `scale · (softmax − one-hot)` and returns the summed cross-entropy.
  static func softmax(
    _ scores: Work, bias: Values, labels: UnsafePointer<Int32>, rows: Int, classes: Int,
    scale: Self, correct: inout Int
  ) -> Double
  static func addColumns(of m: Values, to sums: Work, rows: Int, width: Int)
  static func sumOfSquares(_ x: Values, _ count: Int) -> Double
  static func addScaled(_ x: Values, by factor: Self, to y: Work, count: Int)
}

/// Keeps the matrix products on one thread. They are too small to divide, and sums then always have
/// the same order. It is evaluated once.
let singleThreadedBLAS: Void = openblas_set_num_threads(1)

extension Float: DenseScalar {
  static func productWithTransposed(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int
  ) {
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n)
  }
  static func product(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int
  ) {
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n)
  }
  static func addProductOfTransposed(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int, beta: Self
  ) {
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, m, b, n, beta, c, n)
  }
  static func activate(
    _ activation: Activation, _ z: Work, derivative: Work, bias: Values, rows: Int, width: Int
  ) {
    switch activation {
    case .relu: descent_bias_relu_f32(z, bias, rows, width)
    case .tanh: descent_bias_tanh_f32(z, bias, rows, width)
    case .gelu: descent_bias_gelu_f32(z, derivative, bias, rows, width)
    }
  }
  static func passBack(
    _ activation: Activation, _ delta: Work, activations: Values, derivative: Values, count: Int
  ) {
    switch activation {
    case .relu: descent_relu_backward_f32(delta, activations, count)
    case .tanh: descent_tanh_backward_f32(delta, activations, count)
    case .gelu: descent_multiply_f32(delta, derivative, count)
    }
  }
  static func softmax(
    _ scores: Work, bias: Values, labels: UnsafePointer<Int32>, rows: Int, classes: Int,
    scale: Self, correct: inout Int
  ) -> Double { descent_softmax_f32(scores, bias, labels, rows, classes, scale, &correct) }
  static func addColumns(of m: Values, to sums: Work, rows: Int, width: Int) {
    descent_add_columns_f32(sums, m, rows, width)
  }
  static func sumOfSquares(_ x: Values, _ count: Int) -> Double {
    descent_sum_squares_f32(x, count)
  }
  static func addScaled(_ x: Values, by factor: Self, to y: Work, count: Int) {
    descent_add_scaled_f32(y, factor, x, count)
  }
}

extension Double: DenseScalar {
  static func productWithTransposed(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int
  ) {
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n)
  }
  static func product(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int
  ) {
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n)
  }
  static func addProductOfTransposed(
    _ a: Values, _ b: Values, into c: Work, rows: Int, columns: Int, inner: Int, beta: Self
  ) {
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(inner))
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, m, b, n, beta, c, n)
  }
  static func activate(
    _ activation: Activation, _ z: Work, derivative: Work, bias: Values, rows: Int, width: Int
  ) {
    switch activation {
    case .relu: descent_bias_relu_f64(z, bias, rows, width)
    case .tanh: descent_bias_tanh_f64(z, bias, rows, width)
    case .gelu: descent_bias_gelu_f64(z, derivative, bias, rows, width)
    }
  }
  static func passBack(
    _ activation: Activation, _ delta: Work, activations: Values, derivative: Values, count: Int
  ) {
    switch activation {
    case .relu: descent_relu_backward_f64(delta, activations, count)
    case .tanh: descent_tanh_backward_f64(delta, activations, count)
    case .gelu: descent_multiply_f64(delta, derivative, count)
    }
  }
  static func softmax(
    _ scores: Work, bias: Values, labels: UnsafePointer<Int32>, rows: Int, classes: Int,
    scale: Self, correct: inout Int
  ) -> Double { descent_softmax_f64(scores, bias, labels, rows, classes, scale, &correct) }
  static func addColumns(of m: Values, to sums: Work, rows: Int, width: Int) {
    descent_add_columns_f64(sums, m, rows, width)
  }
  static func sumOfSquares(_ x: Values, _ count: Int) -> Double {
    descent_sum_squares_f64(x, count)
  }
  static func addScaled(_ x: Values, by factor: Self, to y: Work, count: Int) {
    descent_add_scaled_f64(y, factor, x, count)
  }
}
