import CDescentMath
import RealModule

/// A floating-point type in which rules and problems run: `Float` or `Double`.
public protocol KernelScalar: Real, BinaryFloatingPoint, BitwiseCopyable, FormulaNumber, Sendable
where Magnitude == Self {
  /// The correctly rounded square root, as one instruction that vectorises.
  static func vectorSquareRoot(_ x: Self) -> Self

  /// The cube root, with the sign of its argument, within 0.54 ulp. It makes no call, so that it vectorises.
  static func vectorCubeRoot(_ x: Self) -> Self

  /// The arctangent of y/|x|, with the sign of y, within 1.7 ulp. It makes no call, so that it vectorises. It
  /// is ±0 for ±0/0 and ±π/4 for ±∞/∞.
  static func vectorArctangent(_ y: Self, over x: Self) -> Self

  /// The number at an address, loaded separately. For numbers that were just stored one by one:
  /// the compiler would load them as one vector, which stalls.
  static func loadAlone(_ x: UnsafePointer<Self>) -> Self

  /// The sum of at most 1,024 numbers, in 16 partial sums of this type.
  static func blockSum(_ x: UnsafePointer<Self>, _ count: Int) -> Double

  /// The largest of `count` numbers; NaN if any is NaN, −∞ if there are none.
  static func blockMaximum(_ x: UnsafePointer<Self>, _ count: Int) -> Double

  /// The name that files and the command line use: `float32` or `float64`.
  static var precisionName: String { get }

  /// Compiles an optimizer for this type. This is the only way to get its kernel.
  /// - Parameters:
  ///   - optimizer: the rule, with its modifiers.
  ///   - layout: the tensors of the parameters.
  ///   - workers: threads among which large parameter vectors may be divided.
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

/// The cube root for use inside rules. It has no call and no branch, so the loop vectorises.
@inlinable @inline(__always)
public func cubeRoot<T: KernelScalar>(_ x: T) -> T { T.vectorCubeRoot(x) }

/// The arctangent of y/|x| for use inside rules; ±0 for ±0/0. It has no call and no branch, so the loop
/// vectorises.
@inlinable @inline(__always)
public func arctangent<T: KernelScalar>(_ y: T, over x: T) -> T { T.vectorArctangent(y, over: x) }

/// `a / b`, or 0 if `b` is 0, so that a coordinate that never had a gradient does not move even
/// without an ε in the denominator. NaN stays NaN.
@inlinable @inline(__always)
public func quotient<T: KernelScalar>(_ a: T, _ b: T) -> T { b == 0 ? 0 : a / b }
