extension Separable {
  /// A function of one variable on which the heavy ball with Polyak's parameters cycles. The
  /// curvature is 1 between 1 and 2 and 25 elsewhere; μ = 1, L = 25 (Lessard, Recht and Packard
  /// 2016).
  package static let lessard = Separable(
    value: { x in
      x < 1 ? 12.5 * x * x : x < 2 ? 0.5 * x * x + 24 * x - 12 : 12.5 * x * x - 24 * x + 36
    },
    derivative: { x in x < 1 ? 25 * x : x < 2 ? x + 24 : 25 * x - 24 })
}
