import Descent

/// Access to hyperparameters by their kind; laws never use keys.
extension RuleSubject {
  /// The keys of the hyperparameters that are declared to be of a kind.
  func keys(_ kind: HyperparameterKind) -> [String] {
    domains.filter { $0.kind == kind }.map(\.key)
  }

  func has(_ kind: HyperparameterKind) -> Bool { domains.contains { $0.kind == kind } }

  /// The key under which traits and fingerprints store the unit of the learning rate: the key of its
  /// hyperparameter, or `lr` if it has none.
  var rateKey: String { keys(.learningRate).first ?? "lr" }

  /// The first number of a kind; nil if there is none.
  func number(_ kind: HyperparameterKind, _ c: RuleCase) -> Double? {
    keys(kind).first.flatMap(c.number)
  }

  /// Whether a switch of the kind is on.
  func isOn(_ kind: HyperparameterKind, _ c: RuleCase) -> Bool {
    keys(kind).contains { c.flag($0) }
  }

  /// The case with every hyperparameter of a kind at this value.
  func setting(_ kind: HyperparameterKind, _ text: String, in c: RuleCase) -> RuleCase {
    keys(kind).reduce(c) { $0.setting($1, text) }
  }

  /// The case with every hyperparameter of these kinds at its neutral value.
  func switchingOff(_ kinds: [HyperparameterKind], in c: RuleCase) -> RuleCase {
    kinds.reduce(c) { c, kind in
      kind.neutralText.map { setting(kind, $0, in: c) } ?? c
    }
  }

  /// The case with the hyperparameters of these kinds no larger than a limit.
  func limiting(_ kinds: [HyperparameterKind], to limit: Double, in c: RuleCase) -> RuleCase {
    kinds.flatMap(keys).reduce(c) { c, key in
      (c.number(key) ?? 0) > limit ? c.setting(key, limit) : c
    }
  }

  /// The case with every constant in units of gradients at 0, except stabilizers.
  func withoutGradientConstants(_ c: RuleCase) throws -> RuleCase {
    let stabilizers = keys(.stabilizer)
    return try traits(c).gradientConstants.filter { !stabilizers.contains($0) }.reduce(c) {
      $0.setting($1, "0")
    }
  }

  /// The case with every stabilizer that is 0 set to another value.
  func withStabilizer(_ c: RuleCase, _ value: Double) -> RuleCase {
    keys(.stabilizer).reduce(c) { c, key in c.number(key) == 0 ? c.setting(key, value) : c }
  }

  /// The longest memory of a case: the largest decay of these kinds, 0 if there is none.
  func memory(_ kinds: [HyperparameterKind], _ c: RuleCase) -> Double {
    kinds.flatMap(keys).compactMap(c.number).max() ?? 0
  }

  /// The rounding of a bias-corrected moment: the roundoff of the type plus the error of 1 − βᵗ in double
  /// precision.
  func conditionedRoundoff(_ c: RuleCase) -> Double {
    c.precision.roundoff + 0x1p-53 / (1 - memory(.moments, c))
  }

  /// The relative error allowed in a move of a closed form: 16 u (t + 4), times 1/(1 − β) for the rounding of
  /// 1 − βᵗ in a bias-corrected moment.
  func closedFormError(_ c: RuleCase, step: Int) -> Double {
    16 * c.precision.roundoff * Double(step + 4) / (1 - memory(.moments, c))
  }

  /// The verdict of a law that needs a hyperparameter of one of these kinds if there is none.
  static func lacks(_ kinds: HyperparameterKind...) -> Verdict {
    let names = kinds.map(\.rawValue).joined(separator: " or ")
    return .inapplicable("no hyperparameter is declared to be of the kind \(names)")
  }
}

extension [HyperparameterKind] {
  static let moments: Self = [.firstMomentDecay, .secondMomentDecay]
  /// The decay rates: numbers in [0, 1) whose powers weight the past.
  static let decays: Self = moments + [.momentum]
  /// The kinds to switch off to turn a rule into the heavy-ball method.
  static let besideHeavyBall: Self = [.nesterov, .dampening, .rateDecay]
  /// The kinds to switch off to turn a rule into gradient descent.
  static let besideDescent: Self = besideHeavyBall + [.momentum, .firstMomentDecay]
}
