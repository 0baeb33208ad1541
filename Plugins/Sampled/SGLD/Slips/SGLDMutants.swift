import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit
import SampledPlugin

/// Common mistakes in implementations of Langevin dynamics.
package enum SGLDMutants: RuleMutants {
  package static var host: RuleSubject { WrongSGLD<NoSlip>.subject }

  package static let all: [Mutant] = [
    WrongSGLD<DeadTemperature>.mutant, WrongSGLD<SharedNoise>.mutant,
    WrongSGLD<RatelessNoise>.mutant,
  ]
}

/// One slip in the noise.
protocol SGLDSlip: SingleSlip {
  static func size(rate: Double, _ rule: SGLD) -> Double
  static func stepOfDraw(_ step: Int) -> Int
}

extension SGLDSlip {
  static func size(rate: Double, _ rule: SGLD) -> Double {
    (2 * rate * rule.temperature).squareRoot()
  }
  static func stepOfDraw(_ step: Int) -> Int { step }
}

extension NoSlip: SGLDSlip {}

enum DeadTemperature: SGLDSlip {
  static let bug = Bug("`temperature` is not wired", killedBy: "P12")
  static func size(rate: Double, _ rule: SGLD) -> Double { (2 * rate).squareRoot() }
}

enum SharedNoise: SGLDSlip {
  static let bug = Bug("every step draws the same numbers", killedBy: "P13")
  static func stepOfDraw(_ step: Int) -> Int { 1 }
}

enum RatelessNoise: SGLDSlip {
  static let bug = Bug("the noise does not know of the rate", killedBy: "P14")
  static func size(rate: Double, _ rule: SGLD) -> Double { (2 * rule.temperature).squareRoot() }
}

/// Langevin dynamics, with a slip.
struct WrongSGLD<Slip: SGLDSlip>: MutantHost, GradientOptimizer {
  let original: SGLD

  init(_ original: SGLD) { self.original = original }

  func counters(for tensor: Layout.Tensor) -> [StateSlot] { original.counters(for: tensor) }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    for i in 0..<s.count { s.x[i] -= T(s.rate) * s.gradient[i] }
    let random = s.random("noise", step: Slip.stepOfDraw(Int(s.counters[0])))
    let size = Slip.size(rate: s.rate, original)
    guard size > 0 else { return }
    for i in 0..<s.count { s.x[i] += T(size * random.normal(UInt64(i))) }
  }
}
