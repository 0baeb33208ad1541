import Descent

extension ModifierLaws {
  /// `mod/refusal`: a rule whose needs the modifier does not meet is refused with a one-line error that names
  /// both, and no other rule is refused. Refused are a rule that compares values with gradients behind a
  /// stage that changes only gradients, a rule that evaluates something that does not pass through the stage,
  /// and a rule that chooses the evaluation point if the modifier does too.
  static let refusal = ModifierLaw(
    LawCard(
      "mod/refusal", "refusal",
      "a modifier refuses the rules it cannot stand before, and no others",
      catches: "a line search on clipped gradients, residuals without the penalty, two averages"),
    options: RuleCaseOptions {
      $0.sizes = .scalar
      $0.steps = 1...1
    }
  ) { subject, c in
    let modifier = try subject.modifier(c)
    let claims = (modifier as? any ObserverModifier)?.claimsEvaluationPoint ?? false
    for host in ModifierHost.allCases {
      let rule = host.rule
      let asked = rule.needs.intersection(Needs.ofProblem.union([.evaluation]))
      let isConsistent = rule.needs.contains(.consistentGradient)
      let mustRefuse =
        modifier.stage == .gradient(ofObjective: false) && isConsistent
        || modifier.stage.rank <= 1 && !asked.isSubset(of: modifier.mappedNeeds)
        || claims && host == .averaging
      do {
        let optimizer = try subject.combine(modifier, rule)
        _ = try Stepper<Double>(optimizer, .vector(1))
        if mustRefuse { return .violated("a rule of the kind '\(host)' is not refused") }
      } catch let error as ConfigurationError {
        let line = "\(error)"
        guard mustRefuse else {
          return .violated("a rule of the kind '\(host)' is refused: \(line)")
        }
        guard line.contains(type(of: modifier).card.name), line.contains(rule.specification.name),
          !line.contains("\n")
        else { return .violated("the refusal is not a line that names both: \(line)") }
      }
    }
    return .holds
  }
}
