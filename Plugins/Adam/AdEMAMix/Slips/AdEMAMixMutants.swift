import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of AdEMAMix.
package enum AdEMAMixMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdEMAMix<RightAdEMAMix>.subject }

  package static let all: [Mutant] = [
    WrongAdEMAMix<CorrectedSlowMean>.mutant(CorrectedSlowMean.bug),
    WrongAdEMAMix<AveragedMeans>.mutant(AveragedMeans.bug),
    WrongAdEMAMix<LateWarmup>.warmed(LateWarmup.bug),
    WrongAdEMAMix<StraightWarmup>.warmed(StraightWarmup.bug),
    WrongAdEMAMix<DeadWarmup>.warmed(DeadWarmup.bug),
    WrongAdEMAMix<SlowMeanBesideRoot>.mutant(SlowMeanBesideRoot.bug),
    WrongAdEMAMix<RatelessAdEMAMixDecay>.mutant(RatelessAdEMAMixDecay.bug),
  ]
}

/// One slip in AdEMAMix.
protocol AdEMAMixSlip: Sendable {
  static func slowCorrection(_ power: Double) -> Double
  static func fastShare(alpha: Double) -> Double
  static func weight(_ rule: AdEMAMix, at step: Double) -> Double
  static func slowDecay(_ rule: AdEMAMix, at step: Double) -> Double
  static func direction<T: KernelScalar>(_ fast: T, _ slow: T, over root: T) -> T
  static func shrink(rate: Double, decay: Double) -> Double
}

extension AdEMAMixSlip {
  static func slowCorrection(_ power: Double) -> Double { 1 }
  static func fastShare(alpha: Double) -> Double { 1 }
  static func weight(_ rule: AdEMAMix, at step: Double) -> Double { rule.weight(at: step) }
  static func slowDecay(_ rule: AdEMAMix, at step: Double) -> Double { rule.slowDecay(at: step) }
  static func direction<T: KernelScalar>(_ fast: T, _ slow: T, over root: T) -> T {
    quotient(fast + slow, root)
  }
  static func shrink(rate: Double, decay: Double) -> Double { 1 - rate * decay }
}

/// No slip.
enum RightAdEMAMix: AdEMAMixSlip {}

enum CorrectedSlowMean: AdEMAMixSlip {
  static let bug = Bug("the slow mean is corrected, too", killedBy: "C1")
  static func slowCorrection(_ power: Double) -> Double { 1 / (1 - power) }
}

enum AveragedMeans: AdEMAMixSlip {
  static let bug = Bug("the fast mean has the share 1 − α", killedBy: "C1")
  static func fastShare(alpha: Double) -> Double { 1 - alpha }
}

enum LateWarmup: AdEMAMixSlip {
  static let bug = Bug("α rises from the number of the step before", killedBy: "C1")
  static func weight(_ rule: AdEMAMix, at step: Double) -> Double { rule.weight(at: step - 1) }
}

enum StraightWarmup: AdEMAMixSlip {
  static let bug = Bug("β₃ itself rises linearly, not its half-life", killedBy: "C2")
  static func slowDecay(_ rule: AdEMAMix, at step: Double) -> Double {
    guard step < Double(rule.beta3Warmup) else { return rule.beta3 }
    return rule.beta1 + step / Double(rule.beta3Warmup) * (rule.beta3 - rule.beta1)
  }
}

enum DeadWarmup: AdEMAMixSlip {
  static let bug = Bug("the warm-up of β₃ is not wired", killedBy: "P12")
  static func slowDecay(_ rule: AdEMAMix, at step: Double) -> Double { rule.beta3 }
}

enum SlowMeanBesideRoot: AdEMAMixSlip {
  static let bug = Bug("the slow mean is not divided by the root", killedBy: "T5")
  static func direction<T: KernelScalar>(_ fast: T, _ slow: T, over root: T) -> T {
    quotient(fast, root) + slow
  }
}

enum RatelessAdEMAMixDecay: AdEMAMixSlip {
  static let bug = Bug("the decay is not multiplied by the rate", killedBy: "T17")
  static func shrink(rate: Double, decay: Double) -> Double { 1 - decay }
}

/// AdEMAMix, with a slip.
struct WrongAdEMAMix<Slip: AdEMAMixSlip>: RuleHost {
  let original: AdEMAMix

  init(_ original: AdEMAMix) { self.original = original }

  struct Constants {
    let shrink, fast, slow, decay, correction: Double
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] {
    ["beta1_power", "beta2_power", "beta3_power"].map { StateSlot($0, initial: 1) } + ["step"]
  }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] *= original.beta1
    counters[1] *= original.beta2
    counters[2] *= original.beta3
    counters[3] += 1
    let weight = Slip.weight(original, at: counters[3])
    return Constants(
      shrink: Slip.shrink(rate: rate, decay: original.weightDecay),
      fast: rate * Slip.fastShare(alpha: weight) / (1 - counters[0]),
      slow: rate * weight * Slip.slowCorrection(counters[2]),
      decay: Slip.slowDecay(original, at: counters[3]), correction: 1 / sqrt(1 - counters[1]))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let rule = original
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    s[2] = T(c.decay) * s[2] + T(1 - c.decay) * g
    let root = sqrt(s[1]) * T(c.correction) + T(rule.epsilon)
    x = T(c.shrink) * x - Slip.direction(T(c.fast) * s[0], T(c.slow) * s[2], over: root)
  }
}

extension WrongAdEMAMix {
  /// The mutant with warm-ups in its settings. The default grid of an integer setting that
  /// starts at 0 contains only 0.
  static func warmed(_ bug: Bug) -> Mutant {
    let plain = subject
    var warmed = RuleSubject(
      name: plain.name,
      domains: plain.domains.map { domain in
        domain.key.hasSuffix("warmup")
          ? HyperparameterDomain(
            key: domain.key, grid: ["0", "4"], standard: "0", range: domain.range) : domain
      }
    ) { Self(try AdEMAMix(settings: $0.settings)) }
    warmed.peers = plain.peers
    return .rule(warmed, of: AdEMAMix.card.name, bug.meaning, killedBy: bug.killer)
  }
}
