import Descent
import DescentCatalog
import Testing

@Suite("A run without a trace") struct LeanRunTests {
  private func report(_ spec: String, lean: Bool, steps: Int = 40) throws -> RunReport {
    var options = RunOptions(.steps(steps))
    options.keepsPrevious = !lean
    return try Run<Double>(
      Catalog.registry.problem(Specification("rosenbrock:n=5")),
      Catalog.registry.optimizer(Specification(spec)), options: options
    ).finish()
  }

  @Test("takes exactly the steps of a run that keeps the previous point") func sameSteps() throws {
    let (lean, full) = (
      try report("adam:lr=0.01", lean: true), try report("adam:lr=0.01", lean: false)
    )
    #expect(lean.parameters == full.parameters && lean.loss == full.loss)
    #expect(lean.trace.rows.dropFirst().allSatisfy { $0.stepNorm.isNaN })
    #expect(full.trace.rows.dropFirst().allSatisfy { $0.stepNorm > 0 })
  }

  @Test("ends in divergence at the same step, but cannot go back") func divergence() throws {
    let (lean, full) = (try report("sgd:lr=1", lean: true), try report("sgd:lr=1", lean: false))
    #expect(lean.outcome == full.outcome && lean.outcome.kind == "diverged")
    #expect(full.loss.isFinite && !lean.loss.isFinite)
  }
}
