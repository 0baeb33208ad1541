import Descent

/// A modifier around a rule on an objective. For the micro-batch of step t it is f(p) = sₜ · p + ½ Σ aᵢ pᵢ²,
/// where the slope sₜ is the drawn gradient and the curvatures aᵢ are 1, ½ and ¼ in turn.
package struct ModifierCase: Sendable, Hashable {
  /// The drawn case, as for a rule; its settings also name the rule inside the modifier.
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

  /// The curvatures aᵢ.
  var curvatures: [Double] { (0..<count).map { [1, 0.5, 0.25][$0 % 3] } }

  /// The layout, with matrices of two rows for even sizes, because some rules need matrices.
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

  /// The case, or with probability ¼ the same case with a start and a first gradient of 0, where the first
  /// gradient of the objective vanishes.
  var sometimesStill: ModifierCase {
    var choices = choices
    guard choices.index(below: 4) == 0 else { return self }
    var copy = self
    copy.drawn.start = drawn.start.map { _ in 0 }
    copy.drawn.gradients[0] = copy.drawn.start
    return copy
  }

  /// The case with at least two tensors; a single tensor is duplicated.
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
  /// The options of most laws about modifiers: numbers of ordinary sizes, because the objectives are curved
  /// and an overflow would be due to the rule, not to the modifier.
  static var modifiers: Self {
    Self { $0.profiles = GradientProfile.moderate + [.heavyTail, .mixedScale] }
  }
}
