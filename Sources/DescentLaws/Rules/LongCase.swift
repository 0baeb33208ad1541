import Descent

/// Cases of many steps: a few gradients and rates over and over, so that they print and shrink as those
/// few do.
extension RuleCase {
  /// A case of more steps is long if it repeats itself.
  static let shortest = 64

  package var cost: Int { 1 + steps / 1000 }

  /// The case with its gradients and rates in turn for `steps` steps.
  func repeated(to steps: Int) -> RuleCase {
    guard self.steps > 0 else { return self }
    var copy = self
    copy.gradients = (0..<steps).map { gradients[$0 % self.steps] }
    copy.rates = (0..<steps).map { rates[$0 % self.steps] }
    return copy
  }

  /// After how many steps a long case begins again; nil for any other.
  var period: Int? {
    guard steps > Self.shortest else { return nil }
    return (1...Self.shortest).first { period in
      (period..<steps).allSatisfy {
        rates[$0] == rates[$0 - period] && gradients[$0] == gradients[$0 - period]
      }
    }
  }

  /// Simpler cases than a long one: fewer steps, then as many of a simpler kind.
  func simplerLong(_ period: Int, _ subject: RuleSubject) -> [RuleCase] {
    let lengths = [
      steps / 2, steps - steps / 4, steps - steps / 16, steps - steps / 64, steps - 16, steps - 1,
    ]
    return lengths.filter { $0 > 0 && $0 < steps }.map(prefix)
      + prefix(period).simplifications(for: subject).filter { $0.steps > 0 }
      .map { $0.repeated(to: steps) }
  }
}

extension Optimizer {
  /// How many steps a case may have in a reasonable time: those of a rule that asks the objective are dear.
  var longestCase: Int { asksObjective ? 150 : .max }
}
