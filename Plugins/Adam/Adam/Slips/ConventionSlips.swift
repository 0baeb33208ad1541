import Descent

// Slips in the conventions in which implementations differ.

enum DeadBiasCorrection: AdamSlip {
  static let bug = Bug(
    "the option bias_correction is not wired (bitsandbytes #2088)", killedBy: "P12")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    var rule = rule
    rule.biasCorrection = true
    return rule
  }
}

enum DeadPlacement: AdamSlip {
  static let bug = Bug("ε is always after the root: eps_placement is not wired", killedBy: "P12")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    var rule = rule
    rule.epsPlacement = .after
    return rule
  }
}

enum TwiceCorrectedLargest: AdamSlip {
  static let bug = Bug(
    "AMSGrad's maximum of corrected moments is corrected again (optax #1389)", killedBy: "C1")
  static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    let g = gradient + (Rule.isDecoupled ? 0 : T(rule.weightDecay) * x)
    s[0] = first(s[0], g, beta: rule.beta1)
    s[1] = second(s[1], g, beta: rule.beta2)
    if rule.amsgrad { s[2] = max(s[2], s[1] * T(c.share)) }
    let v = rule.amsgrad ? s[2] * T(c.share) : s[1]
    let decay = Rule.isDecoupled ? rule.weightDecay : 0
    x = T(1 - c.decayFactor * decay) * x - quotient(T(c.stepSize) * s[0], c.root(v))
  }
}
