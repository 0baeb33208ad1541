import Descent
import DescentLaws
import LayerwisePlugin
import MutantKit

/// Common mistakes in implementations of NovoGrad.
package enum NovoGradMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<NovoGrad>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<UnseededNorm>.mutant, WrongSummingRule<RootlessNorm>.mutant,
    WrongSummingRule<DividedDecay>.mutant, WrongSummingRule<LateNovoGradDecay>.mutant,
    WrongSummingRule<UnwiredAveraging>.mutant, WrongSummingRule<OwnSquare>.mutant,
  ]
}

protocol NovoGradSlip: SummingSlip where Rule == NovoGrad {}

enum UnseededNorm: NovoGradSlip {
  static let bug = Bug("the squared norm starts at 0 and not at the first", killedBy: "T16")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: NovoGrad
  ) -> NovoGrad.Constants {
    let old = counters[1]
    var c = rule.constants(info, counters: &counters, sums: sums)
    counters[1] = rule.beta2 * old + (1 - rule.beta2) * sums[0]
    c.root = sqrt(counters[1]) + rule.epsilon
    return c
  }
}

enum RootlessNorm: NovoGradSlip {
  static let bug = Bug("no root over the squared norm", killedBy: "T5")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: NovoGrad
  ) -> NovoGrad.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    c.root = counters[1] + rule.epsilon
    return c
  }
}

enum DividedDecay: NovoGradSlip {
  static let bug = Bug("decay is divided by the norm as well (tensorli #1)", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: NovoGrad.Constants, _ rule: NovoGrad
  ) {
    let added = rule.decoupledWeightDecay ? 0 : rule.weightDecay
    rule.update(
      &x, gradient: g + T(added) * (1 - T(c.root)) * x, state: &s, c)
  }
}

enum LateNovoGradDecay: NovoGradSlip {
  static let bug = Bug("decoupled decay after the move (transformers #14539)", killedBy: "R2")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: NovoGrad.Constants, _ rule: NovoGrad
  ) {
    let old = x
    rule.update(&x, gradient: g, state: &s, c)
    guard rule.decoupledWeightDecay else { return }
    let shrink = T(1 - c.rate * rule.weightDecay)
    x = shrink * (old - T(c.rate) * s[0])
  }
}

enum UnwiredAveraging: NovoGradSlip {
  static let bug = Bug("grad_averaging is not wired", killedBy: "P12")
  static func settings(_ rule: NovoGrad) -> NovoGrad {
    var rule = rule
    rule.gradAveraging = false
    return rule
  }
}

enum OwnSquare: NovoGradSlip {
  static let bug = Bug("each coordinate is divided by its own size", killedBy: "T11")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: NovoGrad.Constants, _ rule: NovoGrad
  ) {
    let sized = g == 0 ? g : g / abs(g) * T(c.root)
    rule.update(&x, gradient: sized, state: &s, c)
  }
}
