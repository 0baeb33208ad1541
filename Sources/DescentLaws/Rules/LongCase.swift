import Descent

/// Cases of many steps. They repeat a few gradients and rates, so that they print and shrink like a short
/// case.
extension RuleCase {
  /// The number of steps above which a case that repeats itself is long.
  static let shortest = 64

  package var cost: Int { 1 + steps / 1000 }

  /// The case with its gradients and rates repeated cyclically for `steps` steps.
  func repeated(to steps: Int) -> RuleCase {
    guard self.steps > 0 else { return self }
    var copy = self
    copy.gradients = (0..<steps).map { gradients[$0 % self.steps] }
    copy.rates = (0..<steps).map { rates[$0 % self.steps] }
    return copy
  }

  /// The number of steps after which a long case repeats; nil for every other case.
  var period: Int? {
    guard steps > Self.shortest else { return nil }
    return (1...Self.shortest).first { period in
      (period..<steps).allSatisfy {
        rates[$0] == rates[$0 - period] && gradients[$0] == gradients[$0 - period]
      }
    }
  }

  /// Cases simpler than a long one: first fewer steps, then the same number of simpler steps.
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
  /// The largest number of steps that takes a reasonable time. Rules that evaluate the objective have
  /// expensive steps.
  var longestCase: Int { asksObjective ? 150 : .max }
}
