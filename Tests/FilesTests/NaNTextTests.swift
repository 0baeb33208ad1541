import Descent
import DescentCatalog
import DescentFiles
import Testing

/// No text depends on the sign bit of a NaN, which differs from processor to processor.
@Suite("NaN as text") struct NaNTextTests {
  static let numbers = [Double.nan, -Double.nan, Double(nan: 5, signaling: false)]

  @Test("NaN has no sign in texts of numbers", arguments: numbers) func text(_ nan: Double) {
    #expect(nan.hyperparameterText == "nan")
    #expect(JSON.finite(nan) == .null)
  }

  @Test("nor in a checkpoint", arguments: numbers) func checkpoint(_ nan: Double) throws {
    let problem = try Catalog.registry.problem(Specification("rosenbrock"))
    let optimizer = try Catalog.registry.optimizer(Specification("adam"))
    let run = try Run<Double>(problem, optimizer, options: RunOptions(.steps(2)))
    var checkpoint = run.checkpoint
    checkpoint.progress.previousLoss = nan
    let text = String(decoding: checkpoint.encoded, as: UTF8.self)
    #expect(text.contains(#""nan""#) && !text.contains("-nan"))
  }
}
