import Descent
import MutantKit
import SGDPlugin

/// One slip in gradient descent.
protocol SGDSlip: RuleSlip {
  static func settings(_ rule: SGD) -> SGD
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: SGD)
}

extension SGDSlip {
  static func settings(_ rule: SGD) -> SGD { rule }
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: SGD
  ) {
    let g = Self.gradient(gradient, x, decay: rule.weightDecay, rate: rate)
    x -= move(g, rate: rate)
  }
}

/// Gradient descent, with a slip.
struct WrongSGD<Slip: SGDSlip>: RuleHost {
  let original: SGD
  private let rule: SGD

  init(_ original: SGD) {
    self.original = original
    rule = Slip.settings(original)
  }

  var learningRate: Double { Slip.standardRate(original.learningRate) }
  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) { Slip.update(&x, gradient: gradient, state: &s, rate: rate, rule) }
}

func sgd<Slip: SGDSlip>(_: Slip.Type) -> Mutant { WrongSGD<Slip>.mutant(Slip.bug) }

extension NoSlip: SGDSlip {}
