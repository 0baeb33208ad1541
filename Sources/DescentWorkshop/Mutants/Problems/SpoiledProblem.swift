import Descent

/// A deliberately wrong problem that a certificate must refuse.
package struct SpoiledProblem: Problem {
  package var base: any Problem
  /// Applied to each gradient.
  package var spoil: @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  /// Applied to each value, with the point.
  package var shift: @Sendable (UnsafePointer<Double>, Double) -> Double
  package var hidesHessian: Bool
  /// Replaces the first entry of each Hessian.
  package var corner: Double?

  package init(
    base: any Problem,
    spoil: @escaping @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void = {
      _, _ in
    }, shift: @escaping @Sendable (UnsafePointer<Double>, Double) -> Double = { $1 },
    hidesHessian: Bool = false, corner: Double? = nil
  ) {
    self.base = base
    self.spoil = spoil
    self.shift = shift
    self.hidesHessian = hidesHessian
    self.corner = corner
  }

  package var layout: Layout { base.layout }
  package var specification: Specification { Specification(name: "spoiled") }
  package var stationaryPoints: [StationaryPoint] { base.stationaryPoints }
  package func start(seed: UInt64) -> [Double] { base.start(seed: seed) }

  package func hessian(at x: [Double]) -> [Double]? {
    var hessian = hidesHessian ? nil : base.hessian(at: x)
    if let corner { hessian?[0] = corner }
    return hessian
  }

  package func _objective32() throws -> Objective<Float> { try base._objective32() }

  package func _objective64() throws -> Objective<Double> {
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
