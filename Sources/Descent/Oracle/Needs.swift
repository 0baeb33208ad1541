/// The evaluations that a rule needs from a problem, or that a problem offers to rules.
public struct Needs: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The objective's value at the parameters of each step (``StepArguments/value``).
  public static let value = Needs(rawValue: 1 << 0)
  /// Values and gradients at other points, on the examples of the step.
  public static let evaluation = Needs(rawValue: 1 << 1)
  /// The Hessian times a vector.
  public static let hessianProduct = Needs(rawValue: 1 << 2)
  /// The residuals, if the objective is a sum of their squares, and their Jacobian.
  public static let residuals = Needs(rawValue: 1 << 3)
  /// Values and gradients on other examples than the step's.
  public static let examples = Needs(rawValue: 1 << 4)
  /// The number of the step (``StepArguments/step``); every caller has it.
  public static let step = Needs(rawValue: 1 << 5)
  /// Gradients that match the values: no stage before the rule may change gradients alone.
  public static let consistentGradient = Needs(rawValue: 1 << 6)
  /// Gradients of the mean loss with labels that the model draws (``Likelihood``).
  public static let drawnLabels = Needs(rawValue: 1 << 7)

  /// The needs that only a problem can satisfy.
  public static let ofProblem: Needs = [.hessianProduct, .residuals, .examples, .drawnLabels]

  /// The needs of rules that know the curvature.
  package static let ofCurvature: Needs = [.hessianProduct, .residuals, .drawnLabels]

  /// Each element in words, in the order of declaration.
  public var words: [String] {
    let names: [(Needs, String)] = [
      (.value, "the value"), (.evaluation, "values and gradients at other points"),
      (.hessianProduct, "Hessian-vector products"), (.residuals, "residuals"),
      (.examples, "other examples"), (.step, "the number of the step"),
      (.consistentGradient, "gradients that are those of the values"),
      (.drawnLabels, "labels drawn from the model"),
    ]
    return names.filter { contains($0.0) }.map(\.1)
  }
}
