import Descent
import DescentLaws
import DescentMatrix
import MatricesPlugin
import MutantKit

/// Common mistakes in implementations of Shampoo.
package enum ShampooMutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<Shampoo>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<PreconditionedFactor>.mutant, WrongTensorRule<DoubledExponent>.mutant,
    WrongTensorRule<LateRoots>.mutant, WrongTensorRule<RepeatedEpsilon>.mutant,
    WrongTensorRule<WeightlessSum>.mutant, WrongTensorRule<SquareRootOfEpsilon>.mutant,
    WrongTensorRule<UnnormalisedGraft>.mutant, WrongTensorRule<DeadPeriod>.mutant,
  ]
}

protocol ShampooSlip: TensorSlip where Rule == Shampoo {}

enum PreconditionedFactor: ShampooSlip {
  static let bug = Bug(
    "later factors are of the already preconditioned gradient (torch-optimizer 0.3.0)",
    killedBy: "T5")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Shampoo) {
    let last = s.tensor.shape.count - 1
    guard last > 0, !s.slot(2 * last).isEmpty, !s.slot(0).isEmpty else { return rule.step(s) }
    let u = UnsafeMutableBufferPointer<T>.allocate(capacity: 2 * s.count)
    defer { u.deallocate() }
    let (g, next) = (
      UnsafeMutableBufferPointer(rebasing: u[..<s.count]),
      UnsafeMutableBufferPointer(rebasing: u[s.count...])
    )
    for i in 0..<s.count { g[i] = s.gradient[i] }
    rule.step(s)
    let n = s.tensor.shape[0]
    let root = MutableMatrixView(s.slot(1), rows: n, columns: n)
    s.unfolding(next, along: 0).setProduct(root.view, s.unfolding(g, along: 0))
    let m = s.tensor.shape[last]
    s.unfolding(next, along: last).addGram(
      to: MutableMatrixView(s.slot(2 * last), rows: m, columns: m), alpha: 1, beta: 1)
  }
}

enum DoubledExponent: ShampooSlip {
  static let bug = Bug("the exponent 1/k where 1/(2k) is published", killedBy: "T5")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Shampoo) {
    var rule = rule
    if rule.exponent == 0 { rule.exponent = 1 / Double(max(1, s.tensor.shape.count)) }
    rule.step(s)
  }
}

enum LateRoots: ShampooSlip {
  static let bug = Bug(
    "nothing moves before a full period (pytorch_optimizer 4.1.0, facebookresearch #10)",
    killedBy: "R4")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Shampoo) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    guard s.counters[0] < Double(rule.updatePeriod) else { return }
    for i in 0..<s.count { s.x[i] = before[i] }
  }
}

enum RepeatedEpsilon: ShampooSlip {
  static let bug = Bug("ε is added to the factors at every step", killedBy: "T12")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Shampoo) {
    rule.step(s)
    addToFactors(s, T(rule.epsilon))
  }
}

/// Adds to the diagonals of all factors.
private func addToFactors<T: KernelScalar>(_ s: TensorStep<T>, _ number: T) {
  for axis in 0..<max(1, s.tensor.shape.count) where !s.slot(2 * axis).isEmpty {
    let n = s.tensor.shape.isEmpty ? 1 : s.tensor.shape[axis]
    MutableMatrixView(s.slot(2 * axis), rows: n, columns: n).addToDiagonal(number)
  }
}

enum WeightlessSum: ShampooSlip {
  static let bug = Bug("the gradient enters sums with 1 − β₂, which is 0", killedBy: "T5")
  static func settings(_ rule: Shampoo) -> Shampoo {
    var rule = rule
    if rule.beta2 == 1 { rule.maxDim = 1 }
    return rule
  }
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Shampoo) {
    let isDead = rule.beta2 == 1
    rule.step(s)
    guard isDead else { return }
    for i in 0..<s.count { s.x[i] -= T(s.rate) * s.gradient[i] }
  }
}

enum SquareRootOfEpsilon: ShampooSlip {
  static let bug = Bug("√ε on the diagonals where ε should be", killedBy: "T5")
  static func settings(_ rule: Shampoo) -> Shampoo {
    var rule = rule
    rule.epsilon = .sqrt(rule.epsilon)
    return rule
  }
}

enum UnnormalisedGraft: ShampooSlip {
  static let bug = Bug("the grafted norm multiplies and nothing is divided by", killedBy: "R4")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Shampoo) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    guard rule.grafting != .none else { return }
    let norm = T(s.matrix(s.gradient).norm)
    for i in 0..<s.count { s.x[i] = before[i] + norm * (s.x[i] - before[i]) }
  }
}

enum DeadPeriod: ShampooSlip {
  static let bug = Bug("update_period is not wired", killedBy: "P12")
  static func settings(_ rule: Shampoo) -> Shampoo {
    var rule = rule
    rule.updatePeriod = 1
    return rule
  }
}
