import Descent

/// A problem made wrong on purpose: what a certificate must refuse.
struct Mutant: Problem {
  var base: any Problem
  /// Applied to each gradient.
  var spoil: @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void = { _, _ in }
  /// Applied to each value, with the point.
  var shift: @Sendable (UnsafePointer<Double>, Double) -> Double = { $1 }
  var hidesHessian = false
  /// Replaces the first entry of each Hessian.
  var corner: Double?

  var layout: Layout { base.layout }
  var specification: Specification { Specification(name: "mutant") }
  var stationaryPoints: [StationaryPoint] { base.stationaryPoints }
  func start(seed: UInt64) -> [Double] { base.start(seed: seed) }

  func hessian(at x: [Double]) -> [Double]? {
    var hessian = hidesHessian ? nil : base.hessian(at: x)
    if let corner { hessian?[0] = corner }
    return hessian
  }

  func _objective32() throws -> Objective<Float> { try base._objective32() }

  func _objective64() throws -> Objective<Double> {
    let inner = try base._objective64()
    let (spoil, shift) = (spoil, shift)
    return Objective(
      value: { shift($0, inner.value($0)) },
      valueAndGradient: { x, g in
        let value = inner.valueAndGradient(x, g)
        spoil(x, g)
        return shift(x, value)
      })
  }
}
