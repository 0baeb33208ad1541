import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/objective`: the gradient that a rule gets is the derivative of the values it gets, and the product
  /// is the derivative of the gradients: (v(x + hd) − v(x − hd))/2h = g · d and (g(x + hd) − g(x − hd))/2h =
  /// Hd, with h = 2⁻¹⁰.
  ///
  /// The quotients are exact for quadratic penalties up to rounding, 4u/h of the numbers subtracted, and
  /// within 10⁻⁵ for smooth ones.
  static let objective = ModifierLaw(
    LawCard(
      "mod/objective", "objective",
      "values, gradients and products behind a modifier are those of one function",
      needs: "a modifier that says it changes the objective, or accumulation",
      catches:
        "a penalty that is missing in the value or twice too large, clipping that claims more"),
    options: RuleCaseOptions {
      $0.profiles = [.normal, .integers, .dyadic]
      $0.sizes = .several
      $0.precisions = [.float64]
    }, Objective())

  private struct Objective: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      let stage = try subject.modifier(c).stage
      guard stage == .accumulation || stage == .gradient(ofObjective: true) else {
        return .inapplicable("it does not say that it changes the objective")
      }
      var choices = c.choices
      let direction = c.drawn.start.map { _ in choices.sign() * (0.5 + choices.uniform()) }
      let inquiry = Inquiry(direction: direction)
      var run = try ModifierRun<T>(subject.optimizer(c, around: inquiry), c)
      for step in 0..<c.steps { run.step(step) }
      let (found, h) = (inquiry.answers, Inquiry.distance)
      guard !found.gradient.isEmpty else { return .skipped("no window is full") }
      func quotient(_ a: Double, _ b: Double) -> Double { (a - b) / (2 * h) }
      let terms = zip(found.gradient, direction).map { $0 * $1 }
      let values = Comparison.compare(
        [[terms.reduce(0, +)]], [[quotient(found.ahead.value, found.behind.value)]],
        "the slope of the values along a direction, against gradient · direction"
      ) { _, _, _ in
        1e-5 * terms.reduce(0) { $0 + abs($1) } + 0x1p-38 * abs(found.ahead.value)
      }
      if values.isViolation { return values }
      let largest = found.gradient.reduce(1) { max($0, abs($1)) }
      return Comparison.compare(
        [zip(found.ahead.gradient, found.behind.gradient).map(quotient)], [found.product],
        "the product, against the change of gradients"
      ) { _, _, expected in 1e-5 * abs(expected) + 0x1p-38 * largest }
    }
  }
}
