import Descent
import DescentFiles

/// A run of an optimizer on the objective of a case.
struct ModifierRun<T: KernelScalar & StoredScalar> {
  let c: ModifierCase
  let objective: CaseObjective<T>
  var stepper: Stepper<T>
  var x: [T]
  /// The caller's gradient before and after the last step.
  private(set) var callers: (before: [T], after: [T]) = ([], [])

  init(_ optimizer: any Optimizer, _ c: ModifierCase) throws {
    self.c = c
    objective = CaseObjective(c)
    stepper = try Stepper(optimizer, c.layout)
    x = c.drawn.start.map { T($0) }
  }

  /// Takes the step of micro-batch `step`, counted from 0.
  /// - Parameters:
  ///   - batch: micro-batches to use instead.
  ///   - present: whether each tensor has a gradient; the gradients of the other tensors are set to `poison`.
  @discardableResult
  mutating func step(
    _ step: Int, batch: [(slope: Int, weight: Double)]? = nil, present: [Bool]? = nil,
    poison: T = .nan
  ) -> StepAnswer {
    let batch = batch ?? [(step, 1)]
    objective.choose(batch)
    var (value, gradient) = objective.evaluate(x)
    for (tensor, part) in c.layout.tensors.enumerated() where present.map({ !$0[tensor] }) ?? false
    {
      for i in part.range { gradient[i] = poison }
    }
    // Copy the elements into new storage, because a write through a pointer to the array would also change a
    // copy that shares its storage.
    let before = gradient.map { $0 }
    let rates = c.drawn.rates
    let answer = stepper.step(
      &x, gradient: gradient, rate: rates[step % rates.count], present: present,
      weight: batch.reduce(0) { $0 + $1.weight }, value: value, oracle: objective.oracle)
    callers = (before, gradient)
    return answer
  }

  var point: [Double] { x.map { Double($0) } }
  /// The point that is evaluated.
  var evaluated: [Double] { stepper.evaluationPoint(x).map { Double($0) } }
  var buffers: [Double] { stepper.state.storage.map { Double($0) } }
  var scalars: [Double] { stepper.state.scalars }

  /// The buffers and scalars as one row.
  var state: [Double] { buffers + scalars }

  /// The points after each step.
  static func points(_ optimizer: any Optimizer, _ c: ModifierCase) throws -> [[Double]] {
    var run = try ModifierRun(optimizer, c)
    return (0..<c.steps).map { step in
      run.step(step)
      return run.point
    }
  }
}

/// A statement about runs in the scalar type of a case.
protocol ModifierStatement {
  func verdict<T: KernelScalar & StoredScalar>(
    _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type
  ) throws -> Verdict
}

extension Law where Input == ModifierCase {
  /// A law that is one statement in both precisions.
  init(
    _ card: LawCard, options: RuleCaseOptions = .modifiers,
    _ statement: some ModifierStatement & Sendable
  ) {
    self.init(card, options: options) { subject, c in
      switch c.precision {
      case .float64: try statement.verdict(subject, c, Double.self)
      case .float32: try statement.verdict(subject, c, Float.self)
      }
    }
  }
}
