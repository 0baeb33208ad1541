import Descent

/// A way to cut the rate when a metric stops falling.
package struct PlateauSubject: LawSubject {
  package let name: String
  package let make: @Sendable (PlateauCase) throws -> any MetricSchedule

  package init(
    name: String, make: @escaping @Sendable (PlateauCase) throws -> any MetricSchedule
  ) {
    self.name = name
    self.make = make
  }

  /// `ReduceOnPlateau`.
  package static let builtIn = [
    PlateauSubject(name: "plateau") { c in try ReduceOnPlateau(c) }
  ]

  /// The factor after each metric.
  func run(_ c: PlateauCase, _ metrics: [Double]) throws -> [Double] {
    var schedule = try make(c)
    return metrics.map { schedule.factor(after: $0) }
  }
}

extension ReduceOnPlateau {
  /// The schedule with the settings of a case.
  package init(_ c: PlateauCase) throws {
    try self.init {
      $0.gamma = c.gamma
      $0.patience = c.patience
      $0.threshold = c.threshold
      $0.mode = c.isRelative ? .relative : .absolute
      $0.cooldown = c.cooldown
      $0.minimum = c.minimum
    }
  }
}
