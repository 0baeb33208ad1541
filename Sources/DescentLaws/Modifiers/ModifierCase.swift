import Descent

/// A modifier around a rule on an objective: f(p) = Σ sₜ p + ½ Σ aᵢ pᵢ² for the micro-batch of step t,
/// whose slope sₜ is the gradient that was drawn, with curvatures 1, ½ and ¼ in turn.
package struct ModifierCase: Sendable, Hashable {
  /// Everything that was drawn, as for a rule; the settings name the rule around which.
  var drawn: RuleCase

  var precision: Precision { drawn.precision }
  var steps: Int { drawn.steps }
  var count: Int { drawn.count }
  var choices: Draw { drawn.choices }

  /// The modifier's own settings.
  var settings: Specification { Self.split(drawn.rule).settings }
  var host: ModifierHost { Self.split(drawn.rule).host }

  static func split(_ rule: Specification) -> (settings: Specification, host: ModifierHost) {
    var settings = Specification(name: rule.name, settings: rule.settings)
    let host = settings.remove(ModifierSubject.hostKey).flatMap(ModifierHost.init)
    return (settings, host ?? .elementwise)
  }

  /// aᵢ.
  var curvatures: [Double] { (0..<count).map { [1, 0.5, 0.25][$0 % 3] } }

  /// Matrices of two rows where the sizes are even, as some rules want.
  var layout: Layout {
    Layout(
      drawn.sizes.enumerated().map { place, size in
        (name: "t\(place)", shape: size > 0 && size % 2 == 0 ? [2, size / 2] : [size])
      })
  }

  /// The case with some of the modifier's hyperparameters set.
  func setting(_ texts: [String: String]) -> ModifierCase {
    var copy = self
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
      copy.drawn = copy.drawn.setting(key, text)
    }
    return copy
  }

  /// The case, one in four of which begins at 0, where the gradient is 0 everywhere.
  var sometimesStill: ModifierCase {
    var choices = choices
    guard choices.index(below: 4) == 0 else { return self }
    var copy = self
    copy.drawn.start = drawn.start.map { _ in 0 }
    copy.drawn.gradients[0] = copy.drawn.start
    return copy
  }

  /// The case with two tensors at least: one alone is doubled.
  var doubled: ModifierCase {
    guard drawn.sizes.count < 2 else { return self }
    var copy = self
    copy.drawn.shapes += drawn.shapes
    copy.drawn.start += drawn.start
    copy.drawn.gradients = drawn.gradients.map { $0 + $0 }
    return copy
  }
}

extension ModifierCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: ModifierSubject, _ options: RuleCaseOptions
  ) throws -> ModifierCase {
    ModifierCase(drawn: try RuleCase.draw(&draw, for: subject.whole, options).flat)
  }

  package func simplifications(for subject: ModifierSubject) -> [ModifierCase] {
    drawn.simplifications(for: subject.whole).map(ModifierCase.init)
  }

  package var description: String { drawn.description }

  package init(replay text: String) throws { drawn = try RuleCase(replay: text) }
}

extension RuleCaseOptions {
  /// What most laws about modifiers ask for: numbers of ordinary sizes, because the objectives are
  /// curved and overflow is the rule's.
  static var modifiers: Self {
    Self { $0.profiles = GradientProfile.moderate + [.heavyTail, .mixedScale] }
  }
}
