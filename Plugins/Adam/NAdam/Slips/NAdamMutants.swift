import AdamPlugin
import Descent
import DescentLaws
import DescentRules
import MutantKit

/// Common mistakes in implementations of NAdam.
package enum NAdamMutants: RuleMutants {
  package static var host: RuleSubject { WrongNAdam<NoSlip>.subject }

  package static let all: [Mutant] = [
    nadam(HalvedMomentum.self), nadam(SingleProduct.self), nadam(MomentumOfNow.self),
    nadam(ProductOfBefore.self), nadam(MultipliedDecay.self), nadam(MovingBeta.self),
    nadam(OneCorrection.self),
  ]
}

/// One slip in NAdam.
protocol NAdamSlip: RuleSlip {
  static func settings(_ rule: NAdam) -> NAdam
  /// μₜ.
  static func momentum(_ beta1: Double, _ psi: Double, step: Double) -> Double
  static func rounded(_ product: Double) -> Double
  /// The share of the first moment. `product` includes all momenta up to μₜ₊₁.
  static func moment(now: Double, next: Double, product: Double) -> Double
  /// The share of the gradient.
  static func gradientShare(now: Double, product: Double) -> Double
  /// The decay of the first moment.
  static func beta(_ beta1: Double, now: Double) -> Double
}

extension NAdamSlip {
  static func settings(_ rule: NAdam) -> NAdam { rule }
  static func momentum(_ beta1: Double, _ psi: Double, step: Double) -> Double {
    psi == 0 ? beta1 : beta1 * (1 - 0.5 * .pow(0.96, step * psi))
  }
  static func rounded(_ product: Double) -> Double { product }
  static func moment(now: Double, next: Double, product: Double) -> Double {
    next / (1 - product * next)
  }
  static func gradientShare(now: Double, product: Double) -> Double { (1 - now) / (1 - product) }
  static func beta(_ beta1: Double, now: Double) -> Double { beta1 }
}

extension NoSlip: NAdamSlip {}

enum HalvedMomentum: NAdamSlip {
  static let bug = Bug("momentum_decay = 0 halves the momentum for ever", killedBy: "C1")
  static func momentum(_ beta1: Double, _ psi: Double, step: Double) -> Double {
    beta1 * (1 - 0.5 * .pow(0.96, step * psi))
  }
}

enum SingleProduct: NAdamSlip {
  static let bug = Bug(
    "the product of momenta in single precision (torch 2.13, float64 parameters)", killedBy: "C1")
  static func rounded(_ product: Double) -> Double { Double(Float(product)) }
}

enum MomentumOfNow: NAdamSlip {
  static let bug = Bug("μₜ where μₜ₊₁ belongs", killedBy: "C1")
  static func moment(now: Double, next: Double, product: Double) -> Double {
    now / (1 - product * now)
  }
}

enum ProductOfBefore: NAdamSlip {
  static let bug = Bug("the moment is corrected by the product up to μₜ", killedBy: "C1")
  static func moment(now: Double, next: Double, product: Double) -> Double {
    next / (1 - product)
  }
}

enum MultipliedDecay: NAdamSlip {
  static let bug = Bug("the gradient times, not plus, the decay (mxnet #8925)", killedBy: "R1")
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    decay == 0 ? g : g * (1 + T(decay) * x)
  }
}

enum MovingBeta: NAdamSlip {
  static let bug = Bug("the first moment decays by μₜ", killedBy: "C2")
  static func beta(_ beta1: Double, now: Double) -> Double { now }
}

enum OneCorrection: NAdamSlip {
  static let bug = Bug("the option correction is not wired", killedBy: "P12")
  static func settings(_ rule: NAdam) -> NAdam {
    var rule = rule
    rule.correction = .product
    return rule
  }
}

/// NAdam, with a slip.
struct WrongNAdam<Slip: NAdamSlip>: RuleHost {
  let original: NAdam
  private let rule: NAdam

  init(_ original: NAdam) {
    self.original = original
    rule = Slip.settings(original)
  }

  struct Constants {
    let rate, beta, gradient, moment: Double
    let root: CorrectedRoot
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }

  func constants(rate: Double, counters c: inout Counters) -> Constants {
    (c[0], c[1], c[3]) = (c[0] * rule.beta1, c[1] * rule.beta2, c[3] + 1)
    let now = Slip.momentum(rule.beta1, rule.momentumDecay, step: c[3])
    let next = Slip.momentum(rule.beta1, rule.momentumDecay, step: c[3] + 1)
    c[2] = Slip.rounded(c[2] * now)
    let isSingle = rule.correction == .single
    let gradient =
      isSingle ? (1 - rule.beta1) / (1 - c[0]) : Slip.gradientShare(now: now, product: c[2])
    let moment =
      isSingle ? rule.beta1 / (1 - c[0]) : Slip.moment(now: now, next: next, product: c[2])
    return Constants(
      rate: rate, beta: Slip.beta(rule.beta1, now: now), gradient: rate * gradient,
      moment: rate * moment, root: CorrectedRoot(epsilon: rule.epsilon, .after, bias: 1 - c[1]))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let isDecoupled = rule.decoupledWeightDecay
    let decay = isDecoupled ? 0 : rule.weightDecay
    let g = Slip.gradient(gradient, x, decay: decay, rate: c.rate)
    s[0] = T(c.beta) * s[0] + T(1 - c.beta) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    let ahead = T(c.gradient) * g + T(c.moment) * s[0]
    let shrink = isDecoupled ? 1 - c.rate * rule.weightDecay : 1
    x = T(shrink) * x - quotient(ahead, c.root(s[1]))
  }
}

func nadam<Slip: NAdamSlip>(_: Slip.Type) -> Mutant { WrongNAdam<Slip>.mutant(Slip.bug) }
