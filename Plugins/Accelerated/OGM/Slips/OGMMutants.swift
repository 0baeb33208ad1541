import AcceleratedPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of the optimized gradient method.
package enum OGMMutants: RuleMutants {
  package static var host: RuleSubject { WrongOGM<NoSlip>.subject }

  package static let all: [Mutant] = [
    WrongOGM<NesterovOnly>.mutant(NesterovOnly.bug), WrongOGM<AlwaysLast>.mutant(AlwaysLast.bug),
    WrongOGM<StuckSequence>.mutant(StuckSequence.bug), WrongOGM<LateTheta>.mutant(LateTheta.bug),
  ]
}

/// One slip in the optimized gradient method.
protocol OGMSlip {
  static func settings(_ rule: OGM) -> OGM
  /// Momentum and share from θₜ₋₁ and θₜ.
  static func factors(_ before: Double, _ theta: Double) -> (momentum: Double, share: Double)
  /// The weight under the root.
  static func weight(isLast: Bool) -> Double
}

extension OGMSlip {
  static func settings(_ rule: OGM) -> OGM { rule }
  static func factors(_ before: Double, _ theta: Double) -> (momentum: Double, share: Double) {
    ((before - 1) / theta, before / theta)
  }
  static func weight(isLast: Bool) -> Double { isLast ? 8 : 4 }
}

extension NoSlip: OGMSlip {}

enum NesterovOnly: OGMSlip {
  static let bug = Bug("without the second momentum: Nesterov's method", killedBy: "C1")
  static func factors(_ before: Double, _ theta: Double) -> (momentum: Double, share: Double) {
    ((before - 1) / theta, 0)
  }
}

enum AlwaysLast: OGMSlip {
  static let bug = Bug("8 under the root in every step", killedBy: "C1")
  static func weight(isLast: Bool) -> Double { 8 }
}

enum StuckSequence: OGMSlip {
  static let bug = Bug("θ stays 1", killedBy: "C1")
  static func weight(isLast: Bool) -> Double { 0 }
}

enum LateTheta: OGMSlip {
  static let bug = Bug("divides by the θ before", killedBy: "C1")
  static func factors(_ before: Double, _ theta: Double) -> (momentum: Double, share: Double) {
    ((before - 1) / before, 1)
  }
}

/// The optimized gradient method, with a slip.
struct WrongOGM<Slip: OGMSlip>: RuleHost {
  let original: OGM

  init(_ original: OGM) { self.original = original }

  struct Constants {
    let rate, momentum, share: Double
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }

  func constants(rate: Double, counters: inout Counters) -> Constants {
    if original.horizon > 0 { counters[1] += 1 }
    let isLast = original.horizon > 0 && counters[1] == Double(original.horizon)
    let before = counters[0]
    counters[0] = (1 + (1 + Slip.weight(isLast: isLast) * before * before).squareRoot()) / 2
    let factors = Slip.factors(before, counters[0])
    return Constants(rate: rate, momentum: factors.momentum, share: factors.share)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let step = T(c.rate) * g
    s[0] = T(c.momentum) * (s[0] - step) - T(c.share) * step
    x += s[0] - step
  }
}
