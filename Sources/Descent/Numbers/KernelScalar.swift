import CDescentMath
import RealModule

/// A floating-point type that rules and problems run in: `Float` or `Double`.
public protocol KernelScalar: Real, BinaryFloatingPoint, BitwiseCopyable, FormulaNumber, Sendable
where Magnitude == Self {
  /// The correctly rounded square root, as one instruction that vectorises.
  static func vectorSquareRoot(_ x: Self) -> Self

  /// The cube root, of either sign, to 0.54 ulp: without a call, so that it vectorises.
  static func vectorCubeRoot(_ x: Self) -> Self

  /// The arctangent of y/|x|, of the sign of y, to 1.7 ulp: without a call, so that it vectorises.
  /// That of ±0/0 is ±0, that of ±∞/∞ is ±π/4.
  static func vectorArctangent(_ y: Self, over x: Self) -> Self

  /// The number at an address, by its own load: for numbers that were stored one by one a moment
  /// ago, and that the compiler would load as one vector, which stalls.
  static func loadAlone(_ x: UnsafePointer<Self>) -> Self

  /// The sum of at most 1,024 numbers in this type, by 16 partial sums.
  static func blockSum(_ x: UnsafePointer<Self>, _ count: Int) -> Double

  /// The largest of some numbers, NaN if one of them is, −∞ if there are none.
  static func blockMaximum(_ x: UnsafePointer<Self>, _ count: Int) -> Double

  /// The name that files and the command line use: `float32` or `float64`.
  static var precisionName: String { get }

  /// The compiled form of an optimizer for this type: the one way to reach it.
  /// - Parameters:
  ///   - optimizer: the rule, with what stands around it.
  ///   - layout: the tensors of the parameters.
  ///   - workers: threads that large parameter vectors may be divided among.
  static func makeKernel(
    _ optimizer: any Optimizer, _ layout: Layout, workers: Workers?
  ) throws -> OptimizerKernel<Self>

  /// The compiled form of a problem for this type. Not called directly: see ``Problem``.
  static func makeObjective(_ problem: any Problem) throws -> Objective<Self>
}

extension Float: KernelScalar {
  @inlinable @inline(__always)
  public static func vectorSquareRoot(_ x: Float) -> Float { descent_sqrtf(x) }

  @inlinable @inline(__always)
  public static func loadAlone(_ x: UnsafePointer<Float>) -> Float { descent_load_alonef(x) }

  public static var precisionName: String { "float32" }

  public static func makeKernel(
    _ optimizer: any Optimizer, _ layout: Layout, workers: Workers?
  ) throws -> OptimizerKernel<Float> {
    try optimizer._kernel32(layout, workers).countingSteps(of: optimizer)
  }

  public static func makeObjective(_ problem: any Problem) throws -> Objective<Float> {
    try problem._objective32()
  }
}

extension Double: KernelScalar {
  @inlinable @inline(__always)
  public static func vectorSquareRoot(_ x: Double) -> Double { descent_sqrt(x) }

  @inlinable @inline(__always)
  public static func loadAlone(_ x: UnsafePointer<Double>) -> Double { descent_load_alone(x) }

  public static var precisionName: String { "float64" }

  public static func makeKernel(
    _ optimizer: any Optimizer, _ layout: Layout, workers: Workers?
  ) throws -> OptimizerKernel<Double> {
    try optimizer._kernel64(layout, workers).countingSteps(of: optimizer)
  }

  public static func makeObjective(_ problem: any Problem) throws -> Objective<Double> {
    try problem._objective64()
  }
}

extension KernelScalar {
  /// The compiled form of an optimizer on one thread.
  public static func makeKernel(
    _ optimizer: any Optimizer, _ layout: Layout
  ) throws -> OptimizerKernel<Self> { try makeKernel(optimizer, layout, workers: nil) }
}

/// The square root for use inside rules: inlines to one instruction, so the loop vectorises.
@inlinable @inline(__always)
public func sqrt<T: KernelScalar>(_ x: T) -> T { T.vectorSquareRoot(x) }

/// The cube root for use inside rules: neither a call nor a branch, so the loop vectorises.
@inlinable @inline(__always)
public func cubeRoot<T: KernelScalar>(_ x: T) -> T { T.vectorCubeRoot(x) }

/// The arctangent of y/|x| for use inside rules: neither a call nor a branch, so the loop vectorises. Of ±0
/// over 0 it is ±0.
@inlinable @inline(__always)
public func arctangent<T: KernelScalar>(_ y: T, over x: T) -> T { T.vectorArctangent(y, over: x) }

/// `a / b`, and 0 where `b` is 0: a coordinate that has never had a gradient does not move, also
/// without an ε in the denominator. NaN stays NaN.
@inlinable @inline(__always)
public func quotient<T: KernelScalar>(_ a: T, _ b: T) -> T { b == 0 ? 0 : a / b }
