import Descent
import Testing

/// s(t) = 1, ½, 1, ½, …
struct Alternating: Schedule {
  func factor(at step: Int) -> Double { step % 2 == 1 ? 1 : 0.5 }
  var horizon: Int? { nil }
  var specification: Specification { Specification(name: "alternating") }
}

@Suite("The trace of a run") struct RunTraceTests {
  private func run(
    _ options: RunOptions = RunOptions(.steps(3)), n: Int = 2,
    schedule: any Schedule = Constant()
  ) throws -> RunReport {
    try Run<Double>(
      Bowl { $0.n = n }, optimizer("sgd:lr=0.5"), schedule: schedule, options: options
    ).finish()
  }

  @Test("has a row for the start and one after each step, exact to the last bit") func rows() throws
  {
    let trace = try run().trace
    #expect(trace.count == 4 && trace.dimension == 2)
    #expect(trace.rows.map(\.step) == [0, 1, 2, 3])
    #expect(trace.rows.map(\.loss) == [16, 4, 1, 0.25])
    #expect(trace.rows.map(\.gradientNorm) == [32.0, 8, 2, 0.5].map { $0.squareRoot() })
    #expect(trace.rows.map(\.learningRate) == [0, 0.5, 0.5, 0.5])
    #expect(
      trace.rows.map(\.stepNorm) == [0, 8.0.squareRoot(), 2.0.squareRoot(), 0.5.squareRoot()])
    #expect(
      (0..<4).map { Array(trace.parameters($0)) } == [[4, -4], [2, -2], [1, -1], [0.5, -0.5]])
    #expect(trace.metrics.isEmpty)
  }

  @Test("takes the rate of step t from the schedule at t, from 1") func schedule() throws {
    let trace = try run(schedule: Alternating()).trace
    #expect(trace.rows.map(\.learningRate) == [0, 0.5, 0.25, 0.5])
    #expect((0..<4).map { trace.parameters($0).first } == [4, 2, 1.5, 0.75])
  }

  @Test("reports the final point and the cost") func report() throws {
    let report = try run()
    #expect(report.outcome == .stepLimit(step: 3) && report.parameters == [0.5, -0.5])
    #expect(report.loss == 0.25 && report.gradientNorm == 0.5.squareRoot())
    #expect(report.metrics == nil && report.epochs == 0)
    #expect(report.evaluations.gradients == 4)
    #expect(report.evaluations.values == 0 && report.evaluations.examples == 0)
  }

  @Test("holds the parameters of 32 dimensions, not of 33, or up to the given number")
  func dimensions() throws {
    #expect(try run(n: 32).trace.dimension == 32 && run(n: 33).trace.dimension == 0)
    var options = RunOptions(.steps(3))
    options.tracedDimension = 1
    let trace = try run(options).trace
    #expect(trace.dimension == 0 && trace.count == 4 && trace.parameters(2) == [])
    #expect(trace.rows.map(\.loss) == [16, 4, 1, 0.25])
  }

  @Test("keeps no rows if none are requested") func none() throws {
    var options = RunOptions(.steps(3))
    options.traceInterval = 0
    #expect(try run(options).trace.count == 0)
  }

  @Test("shows observers every step, independently of the trace") func observers() throws {
    var options = RunOptions(.steps(3))
    options.traceInterval = 0
    var (seen, steps): ([[Double]], [Int]) = ([], [])
    let run = try Run<Double>(
      Bowl(), optimizer("sgd:lr=0.5"), options: options,
      observers: [
        { record in
          seen.append([record.loss, record.rate, record.stepNorm] + Array(record.parameters))
        }, { record in steps.append(record.step) },
      ])
    #expect(steps == [0])
    run.finish()
    #expect(steps == [0, 1, 2, 3])
    #expect(
      seen == [
        [16, 0, 0, 4, -4], [4, 0.5, 8.0.squareRoot(), 2, -2], [1, 0.5, 2.0.squareRoot(), 1, -1],
        [0.25, 0.5, 0.5.squareRoot(), 0.5, -0.5],
      ])
  }

  @Test("compares bit for bit, NaN included") func equality() throws {
    #expect(try run().trace == run().trace)
    #expect(try run().trace != run(RunOptions(.steps(4))).trace)
    let cliff = try Run<Double>(Cliff(), optimizer("sgd:lr=1"), options: RunOptions(.steps(9)))
    let again = try Run<Double>(Cliff(), optimizer("sgd:lr=1"), options: RunOptions(.steps(9)))
    #expect(cliff.finish().trace.rows.last?.loss.isNaN == true)
    #expect(again.finish().trace == cliff.trace)
  }

  @Test("runs in Float with Float's own roundings") func float() throws {
    let run = try Run<Float>(
      Bowl { $0.n = 1 }, optimizer("sgd:lr=0.1"), options: RunOptions(.steps(5)))
    var x: Float = 4
    for _ in 1...5 { x -= Float(0.1) * x }
    let report = run.finish()
    #expect(run.parameters == [x] && report.parameters == [Double(x)])
    #expect(report.loss == Double(x * x / 2) && report.trace.count == 6)
  }

  @Test("runs in no dimensions", arguments: [true, false]) func empty(inDouble: Bool) throws {
    func check<T: KernelScalar>(_: T.Type) throws {
      for problem in [Nothing(), try Bowl { $0.n = 0 }] as [any Problem] {
        for spec in ["sgd", "adam:amsgrad=true"] {
          let rule = try optimizer(spec).clipped(norm: 1).accumulating(steps: 2)
          let report = try Run<T>(problem, rule, options: RunOptions(.steps(3))).finish()
          #expect(report.outcome == .stepLimit(step: 3) && report.parameters == [])
          #expect(report.gradientNorm == 0 && report.trace.count == 4)
        }
      }
    }
    if inDouble { try check(Double.self) } else { try check(Float.self) }
  }
}
