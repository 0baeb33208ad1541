import Descent
import DescentCatalog
import DescentFiles
import Foundation
import Testing
import ValleyProblems

@Suite("A trace file") struct TraceFileTests {
  private func run(_ problem: any Problem, _ optimizer: String, _ options: RunOptions) throws
    -> Trace
  {
    let optimizer = try Catalog.registry.optimizer(Specification(optimizer))
    return try Run<Double>(problem, optimizer, options: options).finish().trace
  }

  private func rows(_ trace: Trace, hasExamples: Bool? = nil) -> [[String]] {
    let text = String(decoding: TraceFile.csv(trace, hasExamples: hasExamples), as: UTF8.self)
    #expect(text.hasSuffix("\n") && !text.contains("\r"))
    return text.dropLast().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("has a row for the start and each step, whose numbers read back exactly")
  func numbers() throws {
    let trace = try run(Rosenbrock(), "adam:lr=0.1", RunOptions(.steps(20)))
    let rows = rows(trace)
    #expect(
      rows[0] == ["step", "loss", "gradient_norm", "learning_rate", "step_norm", "x0", "x1"])
    #expect(rows.count == 22)
    for i in 0..<trace.count {
      let row = trace[i]
      let numbers = [row.loss, row.gradientNorm, row.learningRate, row.stepNorm]
      #expect(rows[i + 1][0] == String(i))
      #expect(rows[i + 1][1...].map { Double($0) } == numbers + trace.parameters(i))
    }
    #expect(
      rows[1] == ["0", "24.199999999999996", "232.86768775422664", "0.0", "0.0", "-1.2", "1.0"])
  }

  @Test("leaves the parameters out where the trace does, and keeps every k-th row and the last")
  func interval()
    throws
  {
    var options = RunOptions(.steps(20))
    options.traceInterval = 8
    options.tracedDimension = 1
    let rows = rows(try run(Rosenbrock(), "adam", options))
    #expect(rows.dropFirst().map { $0[0] } == ["0", "8", "16", "20"])
    #expect(rows.allSatisfy { $0.count == 5 })
  }

  @Test("fills the columns of metrics at the ends of epochs and leaves them empty between")
  func metrics() throws {
    let trace = try run(Regression(), "adam", RunOptions(.epochs(2)))
    let rows = rows(trace)
    #expect(rows[0][5...7] == ["train_loss", "train_accuracy", "test_accuracy"])
    #expect(rows[0][8...] == ["x0", "x1", "x2", "x3", "x4"])
    #expect(rows.count == 1 + 1 + 2 * 7)
    for (index, row) in rows.dropFirst().enumerated() {
      #expect(row.count == 13)
      let measured = trace.metrics.first { $0.row == index }
      #expect((measured != nil) == (index % 7 == 0))
      #expect(row[5] == measured?.values.trainLoss.description ?? "")
      #expect(row[6] == (measured == nil ? "" : "0.5"))
      #expect(row[7] == "")
    }
  }

  @Test("has the columns of metrics on request, although none were measured") func told() throws {
    let trace = try run(Rosenbrock(), "adam", RunOptions(.steps(2)))
    let rows = rows(trace, hasExamples: true)
    #expect(rows[0].count == 10 && rows[2][5...7] == ["", "", ""])
  }

  @Test("spells numbers that are not finite nan, inf and -inf") func notFinite() throws {
    var options = RunOptions(.steps(50))
    options.lossBound = .infinity
    let rows = rows(try run(Rosenbrock(), "sgd:lr=1000", options))
    let words = Set(rows.dropFirst().joined().filter { Double($0)?.isFinite != true })
    #expect(words.contains("inf"))
    #expect(words.isSubset(of: ["nan", "inf", "-inf"]), "\(words)")
  }

  @Test("is written as a whole, or not at all") func atomic() throws {
    let directory = try TemporaryDirectory()
    let trace = try run(Rosenbrock(), "adam", RunOptions(.steps(2)))
    try TraceFile.write(trace, to: directory.file("trace.csv"))
    let written = try Data(contentsOf: URL(fileURLWithPath: directory.file("trace.csv")))
    #expect(Array(written) == TraceFile.csv(trace))
    #expect(directory.names == ["trace.csv"])
    #expect(throws: FileError.self) { try TraceFile.write(trace, to: directory.file("no/t.csv")) }
  }
}
