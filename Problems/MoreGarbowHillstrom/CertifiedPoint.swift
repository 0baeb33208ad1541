import Descent

extension StationaryPoint {
  /// A row in the tables of Moré, Garbow and Hillstrom's problems. The point was computed in 300
  /// bits, certified with the Krawczyk operator and an interval LDLᵀ factorization of the Hessian,
  /// and rounded to double.
  static func certified(
    _ kind: Kind, curvature: Curvature? = nil, _ value: Double, _ point: [Double]
  ) -> StationaryPoint {
    StationaryPoint(kind, curvature: curvature, at: point, value: value, .krawczyk)
  }
}
