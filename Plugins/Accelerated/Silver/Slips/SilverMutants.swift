import AcceleratedPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of the silver step sizes.
package enum SilverMutants: RuleMutants {
  package static var host: RuleSubject { WrongSilver<NoSlip>.subject }

  package static let all: [Mutant] = [
    WrongSilver<WholePower>.mutant(WholePower.bug), WrongSilver<LateCount>.mutant(LateCount.bug),
    WrongSilver<GoldenRatio>.mutant(GoldenRatio.bug), WrongSilver<Sawtooth>.mutant(Sawtooth.bug),
  ]
}

/// One slip in the silver step sizes.
protocol SilverSlip {
  /// The factor of a step. Steps count from 1.
  static func factor(_ step: Int) -> Double
}

extension SilverSlip {
  static func silver(_ zeros: Int) -> Double { 1 + .pow(1 + 2.0.squareRoot(), zeros - 1) }
}

extension NoSlip: SilverSlip {
  package static func factor(_ step: Int) -> Double { silver(step.trailingZeroBitCount) }
}

enum WholePower: SilverSlip {
  static let bug = Bug("ρᵛ in the place of ρᵛ⁻¹", killedBy: "C1")
  static func factor(_ step: Int) -> Double { silver(step.trailingZeroBitCount + 1) }
}

enum LateCount: SilverSlip {
  static let bug = Bug("the steps are counted from 2", killedBy: "C1")
  static func factor(_ step: Int) -> Double { silver((step + 1).trailingZeroBitCount) }
}

enum GoldenRatio: SilverSlip {
  static let bug = Bug("the golden ratio in the place of the silver one", killedBy: "C1")
  static func factor(_ step: Int) -> Double {
    1 + .pow((1 + 5.0.squareRoot()) / 2, step.trailingZeroBitCount - 1)
  }
}

enum Sawtooth: SilverSlip {
  static let bug = Bug("two factors in turn", killedBy: "C1")
  static func factor(_ step: Int) -> Double { silver(step.isMultiple(of: 2) ? 1 : 0) }
}

/// Silver, with a slip.
struct WrongSilver<Slip: SilverSlip>: RuleHost {
  let original: Silver

  init(_ original: Silver) { self.original = original }

  var learningRate: Double { original.learningRate }
  var counters: [StateSlot] { original.counters }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return rate * Slip.factor(Int(counters[0]))
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double
  ) { x -= T(c) * g }
}
