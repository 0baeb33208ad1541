import Descent
import DescentPictures

/// The outcome of an experiment.
public struct Finding: Sendable {
  public let experiment: Experiment
  public let predictions: [Prediction]
  public let measured: [Double]
  public let controlled: [Double]
  public let seconds: Double
  /// The rule that was used: the textbook's, or its replacement.
  public let rule: Specification?

  /// Whether every prediction holds.
  public var holds: Bool { Self.agree(predictions, measured) }
  /// Whether the control fails, as it must.
  public var isControlled: Bool { !Self.agree(predictions, controlled) }
  public var passes: Bool { holds && isControlled }

  /// The index of the prediction that is closest to failing, or fails most.
  public var worst: Int {
    predictions.indices.max { margin($0) < margin($1) } ?? 0
  }

  public func margin(_ place: Int) -> Double { predictions[place].margin(for: measured[place]) }

  private static func agree(_ predictions: [Prediction], _ numbers: [Double]) -> Bool {
    zip(predictions, numbers).allSatisfy { $0.holds(for: $1) }
  }
}

extension Experiment {
  /// Evaluates the predictions.
  public func predictions() throws -> [Prediction] { try predict() }

  /// A number for each prediction.
  func measured(in laboratory: Laboratory, rule: Specification? = nil) throws -> [Double] {
    try measure(laboratory, rule ?? self.rule ?? .unneeded)
  }

  /// Measures, runs the control, and judges both by the same predictions.
  /// - Parameter rule: replaces the textbook's rule, if there is one.
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
  /// The panels of the experiment, and the verdict: the share of the tolerance that each number
  /// uses.
  /// - Parameter exhibit: the demonstration's exhibit, if it has been run.
  /// - Throws: the errors of the runs that are shown.
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
  /// A placeholder for results that are not about a rule.
  package static let unneeded = Specification(name: "none")
}
