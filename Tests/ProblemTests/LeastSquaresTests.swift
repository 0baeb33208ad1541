import Descent
import DescentCatalog
import Foundation
import LeastSquaresProblems
import Testing

@Suite("The least-squares problem") struct LeastSquaresTests {
  /// Three rows of two features and a target.
  static let rows = "a,b,y\n1,2,3\n0,1,-1.5\n4,0,0.25\n"

  private func withData<Result>(
    _ text: String, _ settings: String = "", _ body: (any ConfigurableProblem) throws -> Result
  ) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let problem = try Catalog.registry.problem(
      Specification("leastsquares:data=\(file.path)\(settings)"))
    return try body(try #require(problem as? any ConfigurableProblem))
  }

  @Test("value and gradient are those of the rows as they stand") func byHand() throws {
    try withData(Self.rows) { problem in
      let x = [1.0, -1]
      // r = (−4, 0.5, 3.75): no intercept, nothing standardised.
      #expect(problem.dimension == 2 && problem.start(seed: 4) == [0, 0])
      // 16 + 1/4 + 14 1/16 over 6.
      #expect(try problem.value(at: x) == 30.3125 / 6)
      let gradient: [Double] = [11, -7.5]
      #expect(try problem.gradient(at: x) == gradient.map { $0 / 3 })
      let gram: [Double] = [17, 2, 2, 5]
      #expect(problem.hessian(at: x) == gram.map { $0 / 3 })
      let single = try Float.makeObjective(problem)
      var g: [Float] = [0, 0]
      let value = single.valueAndGradient([1, -1], &g)
      #expect(value == Float(30.3125) / 6)
      #expect(g[0] == Float(11) / 3 && g[1] == -2.5)
      #expect(try problem.exampleCount == ExampleCount(count: 3, batch: 3))
    }
  }

  @Test("a batch is the mean over its own examples") func batches() throws {
    try withData(Self.rows, ",batch=2") { problem in
      let examples = try #require(try Double.makeObjective(problem).examples)
      #expect(examples.count == 3 && examples.batchSize == 2)
      var g = [0.0, 0]
      let value = [2, 0].withUnsafeBufferPointer {
        examples.batchGradient([1, -1], &g, $0)
      }
      #expect(value == 30.0625 / 4)
      #expect(g == [5.5, -4])
      #expect(examples.metrics([1, -1]).entries.map(\.name) == ["train_loss"])
      #expect(try problem.exampleCount?.batchesPerEpoch == 2)
      let run = try Run<Float>(
        problem, Catalog.registry.optimizer(Specification("sgd:lr=0.01")),
        options: RunOptions(.epochs(2)))
      #expect(run.finish().outcome.step == 4)
    }
  }

  @Test("residuals, Jacobian and product are exact") func residuals() throws {
    try withData(Self.rows) { problem in
      let objective = try Double.makeObjective(problem)
      let residuals = try #require(objective.residuals)
      var (r, jacobian) = ([0.0, 0, 0], [Double](repeating: 0, count: 6))
      residuals.jacobian([1, -1], &r, &jacobian)
      #expect(r == [-4, 0.5, 3.75] && jacobian == [1, 2, 0, 1, 4, 0])
      #expect(residuals.factor == 1.0 / 6)
      var product = [0.0, 0]
      let multiply = try #require(objective.hessianProduct)
      multiply([9, 9], [1, 3], &product)
      let exact: [Double] = [23, 17]
      #expect(product == exact.map { $0 / 3 })
    }
  }

  @Test("the minimum is known where the columns are independent, and only there") func minimum()
    throws
  {
    try withData("1,0,2\n0,2,4\n0,0,3\n") { problem in
      let minimum = try #require(problem.reference)
      let point = try #require(minimum.point)
      #expect(abs(point[0] - 2) < 1e-15 && abs(point[1] - 2) < 1e-15)
      #expect(abs(minimum.value - 1.5) < 1e-15)
    }
    for text in ["1,2,2\n2,4,4\n3,6,3\n", "1,2,3,4\n", "0,1,1\n0,2,1\n0,3,5\n"] {
      try withData(text) { #expect($0.stationaryPoints.isEmpty, "\(text)") }
    }
  }

  @Test("the fit of badly scaled columns solves the normal equations") func scaled() throws {
    // x, x², x³ over 100 points: the columns differ by 10⁶.
    let text = (1...100).map { "\($0),\($0 * $0),\($0 * $0 * $0),\(Double($0 % 7) / 2)" }
      .joined(separator: "\n")
    try withData(text) { problem in
      let minimum = try #require(problem.reference)
      let x = try #require(minimum.point)
      let gradient = try problem.gradient(at: x)
      let hessian = try #require(problem.hessian(at: x))
      for i in x.indices {
        // The terms of Aᵀ(Ax − b), each rounded.
        let size = x.indices.reduce(0) { $0 + abs(hessian[3 * i + $1] * x[$1]) }
        #expect(abs(gradient[i]) < 1e-12 * size)
      }
    }
  }

  @Test("broken files and batches are refused in one line") func refusals() throws {
    func message(_ text: String, _ settings: String = "") -> String {
      do { return try withData(text, settings) { _ in "" } } catch { return "\(error)" }
    }
    #expect(message("1,2\n3\n").hasSuffix("line 2: one column, expected 2 as in the first row"))
    #expect(message("1,x\n3,4\n").hasSuffix("line 1, column 2: 'x', expected a number"))
    #expect(message("1,inf\n").hasSuffix("line 1, column 2: 'inf', expected a finite number"))
    #expect(message("").hasSuffix("no examples in the file"))
    #expect(
      message(Self.rows, ",batch=4") == "leastsquares: a batch of 4 from 3 training examples")
    #expect(throws: ConfigurationError.self) {
      try Catalog.registry.problem(Specification("leastsquares:data=iri"))
    }
  }
}
