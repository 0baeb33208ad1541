import Descent
import Testing

/// Steps by half of the gradient, and evaluates the oracle before and after the step.
struct Asking: OracleOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 1.0

  static let card = Card(name: "asking", summary: "", formula: "", source: "")

  func stateLayout(for layout: Layout) -> StateLayout {
    var state = StateLayout()
    state.appendBuffer("last_gradient", count: layout.count)
    state.appendScalar("last_value")
    return state
  }

  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>) {
    _ = oracle.valueAndGradient(at: step.parameters, into: step.buffers)
    for i in 0..<layout.count { step.parameters[i] -= step.gradient[i] / 2 }
    step.scalars[0] = Double(oracle.valueAndGradient(at: step.parameters, into: step.buffers))
  }
}

@Suite("A run whose rule evaluates the objective") struct OracleRunTests {
  @Test("counts the evaluations of a rule of the fourth tier") func counts() throws {
    let run = try Run<Double>(Bowl(), Asking(), options: RunOptions(.steps(3)))
    let report = run.finish()
    // One evaluation at the start, then for each step two by the rule and one at the new point.
    #expect(report.evaluations.gradients == 1 + 3 * 3)
    #expect(report.parameters == [0.5, -0.5])
    #expect(run.state["last_gradient"] == [0.5, -0.5] && run.state.scalars == [0.25])
  }

  @Test("evaluates on the batch of the step, and counts its examples") func batches() throws {
    let problem = Means(count: 10, batch: 4)
    let run = try Run<Double>(problem, Asking(), options: RunOptions(.epochs(2)))
    let report = run.finish()
    let batches = problem.log.all
    #expect(batches.map(\.count) == [4, 4, 4, 4, 4, 4, 2, 2, 2] + [4, 4, 4, 4, 4, 4, 2, 2, 2])
    for step in 0..<6 {
      #expect(Set(batches[(3 * step)..<(3 * step + 3)]).count == 1, "step \(step)")
    }
    #expect(report.evaluations.gradients == 1 + 18)
    #expect(report.evaluations.examples == 10 + 3 * 20)
  }

  @Test("carries the oracle's count through a checkpoint") func resumed() throws {
    let whole = try Run<Double>(Bowl(), Asking(), options: RunOptions(.steps(4)))
    whole.advance()
    whole.advance()
    let resumed = try Run<Double>(
      Bowl(), Asking(), options: RunOptions(.steps(4)), resuming: whole.checkpoint)
    #expect(resumed.finish().evaluations == whole.finish().evaluations)
  }

  @Test("runs a rule of the third tier") func gradientTier() throws {
    let run = try Run<Double>(
      Bowl { $0.n = 1 }, NormalizedTensors(), options: RunOptions(.steps(3)))
    #expect(run.finish().trace.rows.map(\.loss) == [8, 4.5, 2, 0.5] && run.state["steps"] == [3])
  }
}
