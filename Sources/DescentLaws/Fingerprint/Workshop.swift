import Descent

/// Builds a rule at variations of its settings and caches each variation.
final class Workshop {
  let subject: RuleSubject
  /// Every hyperparameter.
  let settings: Specification
  private var built: [String: ProbedRule] = [:]

  /// - Parameter settings: the settings to use; the others are at their defaults.
  init(_ subject: RuleSubject, _ settings: Specification?) {
    self.subject = subject
    self.settings = subject.completed(settings)
  }

  /// The rule with some numbers changed.
  func rule(_ changes: [String: Double] = [:]) throws -> ProbedRule {
    var changed = settings
    for (key, value) in changes { changed[set: key] = value.hyperparameterText }
    let name = changed.description
    if let rule = built[name] { return rule }
    let rule = ProbedRule(optimizer: try subject.make(changed), driver: subject.driver)
    built[name] = rule
    return rule
  }

  func value(_ key: String) -> Double { settings[key].flatMap { Double($0) } ?? 0 }

  /// Whether the rule accepts a value.
  func accepts(_ key: String, _ value: Double) -> Bool { (try? rule([key: value])) != nil }

  /// The domains of the numeric hyperparameters other than the rate.
  var numbers: [HyperparameterDomain] {
    subject.domains.filter { domain in
      domain.kind != .learningRate && !domain.isFlag && Double(domain.standard) != nil
    }
  }

  /// The keys of numbers that may have a unit, because they have no upper bound.
  var unbounded: [String] {
    numbers.filter {
      // Counts have no unit.
      !$0.isWhole && $0.range?.upper != 1 && ($0.range?.upper ?? .infinity).isInfinite
    }.map(\.key)
  }
}

extension RuleSubject {
  /// The settings, completed by the defaults of all missing keys.
  func completed(_ settings: Specification?) -> Specification {
    Specification(
      name: name,
      settings: domains.map { (key: $0.key, text: settings?[$0.key] ?? $0.standard) })
  }
}
