import Descent
import Testing

@Suite("The outcome of a run") struct RunOutcomeTests {
  private func run(
    _ problem: any Problem = Bowl(), _ spec: String = "sgd:lr=0.5", steps: Int = 50,
    _ change: (inout RunOptions) -> Void
  ) throws -> RunReport {
    var options = RunOptions(.steps(steps))
    change(&options)
    return try Run<Double>(problem, optimizer(spec), options: options).finish()
  }

  @Test("ends when the gradient norm is at most the tolerance") func gradientTolerance() throws {
    // The norms are √32 / 2ᵗ: √2 at step 2.
    let report = try run { $0.gradientTolerance = 2.0.squareRoot() }
    #expect(report.outcome == .gradientTolerance(step: 2) && report.parameters == [1, -1])
    let tighter = try run { $0.gradientTolerance = 2.0.squareRoot().nextDown }
    #expect(tighter.outcome == .gradientTolerance(step: 3))
    #expect(try run { $0.gradientTolerance = 100 }.outcome == .gradientTolerance(step: 0))
  }

  @Test("ends when the loss is at most the target") func target() throws {
    let report = try run { $0.target = 1 }
    #expect(report.outcome == .target(step: 2) && report.loss == 1)
    #expect(try run { $0.target = 1.0.nextDown }.outcome == .target(step: 3))
    #expect(try run { $0.target = 16 }.outcome == .target(step: 0))
    #expect(try run { $0.target = 16 }.evaluations.gradients == 1)
  }

  @Test("ends at the step limit, which in a problem without examples is the epoch limit too")
  func stepLimit() throws {
    #expect(try run(steps: 7) { _ in }.outcome == .stepLimit(step: 7))
    #expect(try run { $0.length = .epochs(4) }.outcome == .stepLimit(step: 4))
  }

  @Test("ends when the loss has not improved for as many steps as the patience") func plateau()
    throws
  {
    let still = try run(Bowl(), "sgd:lr=0") { $0.plateau = .init(patience: 3) }
    #expect(still.outcome == .plateau(step: 3))
    // Each step improves by three quarters: enough at a threshold of 0.7, not at 0.8.
    #expect(
      try run { $0.plateau = .init(patience: 4, threshold: 0.7) }.outcome == .stepLimit(step: 50))
    #expect(
      try run { $0.plateau = .init(patience: 1, threshold: 0.8) }.outcome == .plateau(step: 1))
  }

  @Test("ends after patience steps beyond the best, restarting the count at each improvement")
  func patience() throws {
    // x = 4, −4, 4, … with rate 2, and rate 2 + momentum swings: here the loss stays at 16.
    let swinging = try run(Bowl(), "sgd:lr=2") { $0.plateau = .init(patience: 5) }
    #expect(swinging.outcome == .plateau(step: 5))
    // Two dimensions of x² at rate ¼: the loss falls by 7/16 a step until the step limit.
    let falling = try run(Bowl(), "sgd:lr=0.25", steps: 20) { $0.plateau = .init(patience: 1) }
    #expect(falling.outcome == .stepLimit(step: 20))
  }

  @Test("calls a loss beyond the bound divergence, and keeps the point before") func bound() throws
  {
    // x = 4, −12, 36 with rate 4; the losses are 16 · 9ᵗ.
    let report = try run(Bowl(), "sgd:lr=4") { $0.lossBound = 1000 }
    #expect(report.outcome == .diverged(step: 2) && report.parameters == [-12, 12])
    #expect(report.loss == 144 && report.gradientNorm == 288.0.squareRoot())
    #expect(report.trace.rows.map(\.loss) == [16, 144, 1296])
    let just = try run(Bowl(), "sgd:lr=4") { $0.lossBound = 1296 }
    #expect(just.outcome == .diverged(step: 3))
  }

  @Test("has no default bound: a run from a loss of 1e16 works") func large() throws {
    let report = try run(Bowl(), "sgd:lr=0.25", steps: 3) { $0.start = [1e16, 1e16] }
    #expect(report.outcome == .stepLimit(step: 3) && report.parameters == [4.21875e15, 4.21875e15])
  }

  @Test("calls NaN and infinity divergence at the step where they show") func notFinite() throws {
    // √x from 1 with rate 1: ½, then ½ − 1/√2 < 0.
    let report = try run(Cliff(), "sgd:lr=1") { _ in }
    #expect(report.outcome == .diverged(step: 2) && report.parameters == [0.5])
    #expect(report.loss == 0.5.squareRoot() && report.trace.rows.map(\.step) == [0, 1, 2])
    #expect(report.evaluations.gradients == 3)
    let unbounded = try run(Bowl(), "sgd:lr=1e200") { _ in }
    #expect(unbounded.outcome == .diverged(step: 1) && unbounded.parameters == [4, -4])
  }

  @Test("an infinite gradient at the start is reported as not finite, not as divergence")
  func infiniteGradient() throws {
    let report = try run(Cliff { $0.x0 = 0 }) { _ in }
    #expect(report.outcome == .notFiniteAtStart && report.parameters == [0] && report.loss == 0)
  }

  @Test("a loss that is NaN at the start is its own outcome") func atStart() throws {
    let report = try run(Cliff { $0.x0 = -1 }) { _ in }
    #expect(report.outcome == .notFiniteAtStart && report.parameters == [-1])
    #expect(report.outcome.kind == "not_finite_at_start" && report.outcome.step == 0)
    #expect(report.trace.count == 1 && report.evaluations.gradients == 1)
  }

  @Test("takes no further step once it has ended") func ended() throws {
    let run = try Run<Double>(Bowl(), optimizer("sgd:lr=0.5"), options: RunOptions(.steps(2)))
    #expect(run.outcome == nil)
    run.advance()
    #expect(run.outcome == nil && run.progress.step == 1 && run.parameters == [2, -2])
    run.finish()
    run.advance()
    #expect(run.progress.step == 2 && run.parameters == [1, -1] && run.trace.count == 3)
    #expect(run.finish() == run.report)
  }

  @Test("has a name and a step for every outcome") func words() {
    let outcomes: [Outcome] = [
      .gradientTolerance(step: 1), .target(step: 2), .stepLimit(step: 3), .plateau(step: 4),
      .diverged(step: 5),
    ]
    #expect(
      outcomes.map(\.kind) == ["gradient_tolerance", "target", "step_limit", "plateau", "diverged"])
    #expect(outcomes.map(\.step) == [1, 2, 3, 4, 5])
  }
}
