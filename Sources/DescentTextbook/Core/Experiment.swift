import Descent
import DescentPictures

/// A textbook result as an experiment that can fail.
///
/// The same predictions judge the measurement and the control. The result stands if all predictions
/// hold for the measurement, and at least one fails for the control.
public struct Experiment: Sendable {
  /// The kind of statement, which determines tolerances.
  public enum Kind: String, Sendable {
    case identity, bound, threshold, slope, statistic, phenomenon
  }

  /// The control, which must fail the same predictions.
  public struct Control: Sendable {
    public let name: String
    let measure: @Sendable (Laboratory) throws -> [Double]
  }

  /// The identifier: `GD-03`.
  public let id: String
  /// The claim, in a sentence.
  public let claim: String
  /// The formula of the prediction, as mathematics writes it.
  public let formula: String
  /// Authors, year, theorem; or "derived here".
  public let source: String
  public let kind: Kind
  /// The observation that would refute the claim.
  public let refutation: String
  /// The rule that the result is about, which `reproduce --optimizer` replaces by another; nil if the
  /// result is not about one rule.
  public let rule: Specification?
  public let control: Control
  /// Whether it takes more than a second or two in a debug build, so that tests run it only in
  /// release builds.
  public let isSlow: Bool
  let predict: @Sendable () throws -> [Prediction]
  package let measure: @Sendable (Laboratory, Specification) throws -> [Double]
  /// The panels to show next to the verdict; nil if the numbers are sufficient.
  package private(set) var show: (@Sendable (Laboratory, Specification) throws -> [any Panel])?

  /// Adds a picture to the result: the rule's runs, with the theory's predictions.
  func showing(
    _ panels: @escaping @Sendable (Laboratory, Specification) throws -> [any Panel]
  ) -> Experiment {
    var copy = self
    copy.show = panels
    return copy
  }

  /// Adds a chart to the result.
  func showing(
    _ chart: @escaping @Sendable (Laboratory, Specification) throws -> ChartPanel
  ) -> Experiment {
    showing { [try chart($0, $1)] as [any Panel] }
  }

  /// Creates a result about one rule.
  /// - Parameters:
  ///   - rule: its name and fixed settings.
  ///   - predict: the predictions, evaluated from the formula.
  ///   - measure: a number for each prediction, measured with the rule.
  ///   - control: another rule, or another measurement.
  public init(
    _ id: String, _ claim: String, formula: String, source: String, kind: Kind,
    refutation: String, rule: String,
    predict: @escaping @Sendable () throws -> [Prediction],
    measure: @escaping @Sendable (Laboratory, Specification) throws -> [Double],
    control: ControlChoice, isSlow: Bool = false
  ) {
    self.init(
      id, claim, formula: formula, source: source, kind: kind, refutation: refutation,
      rule: Specification(literal: rule), predict: predict, measure: measure,
      control: control.resolved(measure), isSlow: isSlow)
  }

  /// Creates a result that is not about one replaceable rule.
  public init(
    _ id: String, _ claim: String, formula: String, source: String, kind: Kind,
    refutation: String,
    predict: @escaping @Sendable () throws -> [Prediction],
    measure: @escaping @Sendable (Laboratory) throws -> [Double],
    control name: String, _ control: @escaping @Sendable (Laboratory) throws -> [Double],
    isSlow: Bool = false
  ) {
    self.init(
      id, claim, formula: formula, source: source, kind: kind, refutation: refutation, rule: nil,
      predict: predict, measure: { lab, _ in try measure(lab) },
      control: Control(name: name, measure: control), isSlow: isSlow)
  }

  private init(
    _ id: String, _ claim: String, formula: String, source: String, kind: Kind,
    refutation: String, rule: Specification?,
    predict: @escaping @Sendable () throws -> [Prediction],
    measure: @escaping @Sendable (Laboratory, Specification) throws -> [Double],
    control: Control, isSlow: Bool
  ) {
    self.id = id
    self.claim = claim
    self.formula = formula
    self.source = source
    self.kind = kind
    self.refutation = refutation
    self.rule = rule
    self.predict = predict
    self.measure = measure
    self.control = control
    self.isSlow = isSlow
  }

  /// The control of a result about a rule.
  public enum ControlChoice: Sendable {
    /// The same measurement with another rule.
    case rule(String)
    /// Another measurement.
    case other(String, @Sendable (Laboratory) throws -> [Double])

    func resolved(
      _ measure: @escaping @Sendable (Laboratory, Specification) throws -> [Double]
    ) -> Control {
      switch self {
      case .rule(let text):
        let specification = Specification(literal: text)
        return Control(name: text) { try measure($0, specification) }
      case .other(let name, let measure): return Control(name: name, measure: measure)
      }
    }
  }
}

extension Specification {
  /// A specification in the source code, where an error is a programming error.
  init(literal text: String) {
    do {
      try self.init(text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// The specification with settings replaced or added.
  func with(_ changes: (key: String, value: Double)...) -> Specification {
    var copy = self
    for (key, value) in changes {
      let text = value.hyperparameterText
      if let place = copy.settings.firstIndex(where: { $0.key == key }) {
        copy.settings[place].text = text
      } else {
        copy.settings.append((key: key, text: text))
      }
    }
    return copy
  }
}
