import Descent
import MutantKit

/// One slip in a rule that asks the objective, put before or after the right step or into its settings.
protocol OracleSlip: SingleSlip {
  associatedtype Rule: OracleOptimizer & ConfigurableOptimizer & TraitDeclaring
  static func settings(_ rule: inout Rule)
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Rule)
  /// - Parameter old: the point where the step began.
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule)
}

extension OracleSlip {
  static func settings(_ rule: inout Rule) {}
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Rule) {}
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule) {}
}

/// A slip that reverses the move.
protocol UphillSlip: OracleSlip {}

extension UphillSlip {
  static var bug: Bug { Bug("the step goes the other way", killedBy: "T14") }
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule) {
    for i in old.indices { s.x[i] = old[i] - (s.x[i] - old[i]) }
  }
}

/// A slip that moves tensors without a gradient.
protocol AbsentSlip: OracleSlip {}

extension AbsentSlip {
  static var bug: Bug {
    Bug("tensors without a gradient move with the others", killedBy: "P8")
  }
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule) {
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for i in part.range { s.x[i] -= T(1e-3) }
    }
  }
}

/// No slip.
enum NoOracleSlip<Rule: OracleOptimizer & ConfigurableOptimizer & TraitDeclaring>: OracleSlip {
  static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A rule that asks the objective, with a slip.
struct WrongOracle<Slip: OracleSlip>: MutantHost, OracleOptimizer {
  let original: Slip.Rule
  private let rule: Slip.Rule

  init(_ original: Slip.Rule) {
    self.original = original
    var rule = original
    Slip.settings(&rule)
    self.rule = rule
  }

  var needs: Needs { original.needs.union(rule.needs) }
  var nominalCost: Double { original.nominalCost }
  var decoupledDecay: Double { original.decoupledDecay }
  var scratchVectors: Int { max(original.scratchVectors, rule.scratchVectors) }
  var hasEvaluationPoint: Bool { original.hasEvaluationPoint }

  func stateLayout(for layout: Layout) -> StateLayout { rule.stateLayout(for: layout) }

  func evaluationPoint<T: KernelScalar>(
    _ parameters: UnsafeBufferPointer<T>, buffers: UnsafeBufferPointer<T>,
    scalars: UnsafeBufferPointer<Double>, into point: UnsafeMutableBufferPointer<T>
  ) { rule.evaluationPoint(parameters, buffers: buffers, scalars: scalars, into: point) }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let old = Array(s.x)
    Slip.before(s, rule)
    let answer = rule.step(s)
    if answer.hasMoved { Slip.after(s, from: old, rule) }
    return answer
  }
}
