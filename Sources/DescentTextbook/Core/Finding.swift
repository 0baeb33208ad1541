import Descent
import DescentPictures

/// What an experiment found.
public struct Finding: Sendable {
  public let experiment: Experiment
  public let predictions: [Prediction]
  public let measured: [Double]
  public let controlled: [Double]
  public let seconds: Double
  /// What was asked: the textbook's rule, or the one in its place.
  public let rule: Specification?

  /// Whether every prediction holds.
  public var holds: Bool { Self.agree(predictions, measured) }
  /// Whether the control fails, as it must.
  public var isControlled: Bool { !Self.agree(predictions, controlled) }
  public var passes: Bool { holds && isControlled }

  /// The prediction that is nearest to failing, or has.
  public var worst: Int {
    predictions.indices.max { margin($0) < margin($1) } ?? 0
  }

  public func margin(_ place: Int) -> Double { predictions[place].margin(for: measured[place]) }

  private static func agree(_ predictions: [Prediction], _ numbers: [Double]) -> Bool {
    zip(predictions, numbers).allSatisfy { $0.holds(for: $1) }
  }
}

extension Experiment {
  /// The predictions, evaluated.
  public func predictions() throws -> [Prediction] { try predict() }

  /// A number for each prediction.
  func measured(in laboratory: Laboratory, rule: Specification? = nil) throws -> [Double] {
    try measure(laboratory, rule ?? self.rule ?? .unneeded)
  }

  /// Measures, runs the control, and judges both by the same predictions.
  /// - Parameter rule: takes the place of the textbook's rule, where there is one.
  public func run(_ laboratory: Laboratory, rule: Specification? = nil) throws -> Finding {
    let clock = ContinuousClock()
    let start = clock.now
    let predictions = try predict()
    let measured = try measured(in: laboratory, rule: rule)
    let controlled = try control.measure(laboratory)
    precondition(
      measured.count == predictions.count && controlled.count == predictions.count,
      "\(id): \(predictions.count) predictions, \(measured.count) measured, \(controlled.count) of "
        + "the control")
    return Finding(
      experiment: self, predictions: predictions, measured: measured, controlled: controlled,
      seconds: (clock.now - start) / .seconds(1), rule: rule ?? self.rule)
  }
}

extension Finding {
  /// What there is to see, and the verdict: how much every number uses of what is allowed.
  /// - Parameter exhibit: what the demonstration shows, where it has been run.
  /// - Throws: what the runs throw that are shown.
  public func picture(_ laboratory: Laboratory, of exhibit: Exhibit? = nil) throws -> Picture {
    let shown =
      try exhibit?.picture.panels ?? experiment.show?(laboratory, rule ?? .unneeded) ?? []
    let verdict = VerdictPanel(
      title: "\(experiment.id): \(passes ? "holds" : "fails")",
      rows: predictions.indices.map { place in
        (
          name: predictions[place].name, share: margin(place),
          control: predictions[place].margin(for: controlled[place])
        )
      })
    return Picture(shown + [verdict])
  }
}

extension Specification {
  /// What a result about no rule is asked about.
  package static let unneeded = Specification(name: "none")
}
