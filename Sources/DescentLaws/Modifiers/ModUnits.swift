import Descent
import DescentFiles

extension ModifierLaws {
  /// `mod/units`: plain descent under the modifier, with parameters times 2^p, gradients times 2^q and every
  /// hyperparameter by its unit, makes the same points times 2^p, bit for bit.
  static let units = ModifierLaw(
    LawCard(
      "mod/units", "units", "a run in other units is the same run in those units",
      needs: "units of the hyperparameters",
      catches: "an absolute constant, single precision inside, clamped numbers"), Units())

  private struct Units: ModifierStatement {
    func verdict<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> Verdict {
      guard let units = try subject.traits(c).units else {
        return .inapplicable("no units are declared")
      }
      var choices = c.choices
      let (p, q) = (choices.index(below: 33) - 16, choices.index(below: 33) - 16)
      func factor(_ unit: RuleTraits.Unit) -> Double {
        Double(sign: .plus, exponent: p * unit.parameter + q * unit.gradient, significand: 1)
      }
      var scaled = c
      scaled.drawn.start = c.drawn.start.map { $0 * factor(.parameter) }
      scaled.drawn.gradients = c.drawn.gradients.map { $0.map { $0 * factor(.gradient) } }
      scaled.drawn.rates = c.drawn.rates.map { $0 * factor(.parameter / .gradient) }
      for (key, unit) in units {
        guard let value = c.drawn.number(key) else { continue }
        scaled.drawn = scaled.drawn.setting(key, value * factor(unit))
      }
      return Comparison.exact(
        try points(subject, c, type).map { $0.map { $0 * factor(.parameter) } },
        try points(subject, scaled, type), "with x times 2^\(p) and g times 2^\(q)")
    }

    /// The points and evaluated points of a run with the drawn gradients.
    private func points<T: KernelScalar & StoredScalar>(
      _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
    ) throws -> [[Double]] {
      var stepper = try Stepper<T>(subject.optimizer(c, around: PlainDescent()), c.layout)
      var x = c.drawn.start.map { T($0) }
      return zip(c.drawn.gradients, c.drawn.rates).flatMap { gradient, rate in
        stepper.step(&x, gradient: gradient.map { T($0) }, rate: rate)
        return [x.map { Double($0) }, stepper.evaluationPoint(x).map { Double($0) }]
      }
    }
  }
}
