import Descent
import DescentCatalog
import DescentStudy
import Testing

@Suite struct RaceTests {
  @Test("keeps who ran what") func entry() throws {
    let run = try Run<Double>(
      try Catalog.registry.problem(Specification("rosenbrock")),
      try Catalog.registry.optimizer(Specification("adam")), options: RunOptions(.steps(1)))
    let entry = RaceEntry(
      problem: run.problem.specification, optimizer: run.optimizer.specification,
      report: run.finish(), seconds: 0)
    #expect(entry.report.outcome == .stepLimit(step: 1))
  }
}
