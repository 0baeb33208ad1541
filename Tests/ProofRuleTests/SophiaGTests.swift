import Descent
import DescentCatalog
import Testing

/// `sophia:preset=authors` against the steps of the authors' SophiaG, which `Peers/sophia_g.py` takes with
/// labels drawn from the same random numbers, written out there from their definition.
@Suite("Sophia with drawn labels takes the steps of its authors' code") struct SophiaGTests {
  private static let rows: [[Double]] = [
    [1, 2, 0.5], [0, 1, -1], [4, 0, 0.25], [-1, 3, 2], [2, -2, 1], [0.5, 0.5, -3], [1, 1, 1],
    [3, -1, 0.5],
  ]
  private static let targets = [3, -1.5, 0.25, 1, 0.5, 2, -1, 0]

  private func points<T: KernelScalar>(_ rho: Double, _: T.Type) throws -> [[Double]] {
    let rule = try Catalog.registry.optimizer(
      Specification("sophia:preset=authors,lr=0.02,update_period=7,rho=\(rho)"))
    var options = RunOptions(.steps(40))
    options.seed = 3
    let problem = try LeastSquaresFile.problem(Self.rows, Self.targets, batch: 8)
    let trace = try Run<T>(problem, rule, options: options).finish().trace
    return [1, 8, 40].map { Array(trace.parameters($0)) }
  }

  @Test(
    "Points agree",
    arguments: [
      (
        3,
        [
          [0.0019462313015570646, 0.011188859819508847, -0.02],
          [0.059812004724215155, 0.1459967570449881, -0.14584009543598814],
          [0.2757534868049022, 0.562808775227877, -0.18320480582416115],
        ]
      ),
      // Nearly every coordinate is clipped.
      (
        0.04,
        [
          [0.02, 0.02, -0.02],
          [0.15888446881790208, 0.15888446881790208, -0.15888446881790208],
          [0.314621025006058, 0.6100553460496653, -0.30137442055343244],
        ]
      ),
    ] as [(Double, [[Double]])])
  func agree(rho: Double, expected: [[Double]]) throws {
    for (found, right) in zip(try points(rho, Double.self), expected) {
      #expect(zip(found, right).allSatisfy { abs($0 - $1) < 1e-13 })
    }
    for (found, right) in zip(try points(rho, Float.self), expected) {
      #expect(zip(found, right).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }
}
