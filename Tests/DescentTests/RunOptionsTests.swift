import Descent
import Testing

@Suite("The options of a run") struct RunOptionsTests {
  typealias Change = @Sendable (inout RunOptions) -> Void

  static let refused: [(message: String, change: Change)] = [
    ("run: steps must lie in [1, inf), got 0", { $0.length = .steps(0) }),
    ("run: steps must lie in [1, inf), got -5", { $0.length = .steps(-5) }),
    ("run: epochs must lie in [1, inf), got 0", { $0.length = .epochs(0) }),
    ("run: the start has 3 coordinates, the problem 2", { $0.start = [1, 2, 3] }),
    ("run: the start has 0 coordinates, the problem 2", { $0.start = [] }),
    ("run: start must lie in (-inf, inf), got nan", { $0.start = [1, .nan] }),
    ("run: start must lie in (-inf, inf), got -inf", { $0.start = [-.infinity, 1] }),
    (
      "run: gradient_tolerance must lie in [0, inf), got -1e-09", { $0.gradientTolerance = -1e-9 }
    ),
    ("run: gradient_tolerance must lie in [0, inf), got nan", { $0.gradientTolerance = .nan }),
    ("run: target must lie in (-inf, inf), got nan", { $0.target = .nan }),
    ("run: loss_bound must lie in (-inf, inf], got nan", { $0.lossBound = .nan }),
    ("run: trace_interval must lie in [0, inf), got -1", { $0.traceInterval = -1 }),
    ("run: patience must lie in [1, inf), got 0", { $0.plateau = .init(patience: 0) }),
    (
      "run: threshold must lie in [0, inf), got -0.5",
      { $0.plateau = .init(patience: 1, threshold: -0.5) }
    ),
    (
      "run: threshold must lie in [0, inf), got nan",
      { $0.plateau = .init(patience: 1, threshold: .nan) }
    ),
  ]

  @Test("refuses unusable options before the run begins", arguments: refused)
  func refuses(expected: String, change: Change) throws {
    var options = RunOptions(.steps(1))
    change(&options)
    var seen = 0
    let text = message {
      _ = try Run<Double>(
        Bowl(), optimizer("sgd"), options: options, observers: [{ _ in seen += 1 }])
    }
    #expect(text == expected && seen == 0)
  }

  @Test("refuses a gradient tolerance where only batches are seen") func batches() throws {
    var options = RunOptions(.steps(1))
    options.gradientTolerance = 0.1
    let expected = "run: a gradient tolerance needs the full gradient: use batch=full, or a target"
    #expect(
      message { _ = try Run<Double>(Means(count: 4, batch: 2), optimizer("sgd"), options: options) }
        == expected)
    #expect(throws: Never.self) {
      try Run<Double>(Means(count: 4, batch: 4), optimizer("sgd"), options: options)
    }
  }

  @Test("starts at the given point") func start() throws {
    var options = RunOptions(.steps(1))
    options.start = [8, -16]
    let run = try Run<Double>(Bowl(), optimizer("sgd:lr=0.5"), options: options)
    #expect(run.parameters == [8, -16])
    #expect(run.finish().parameters == [4, -8] && run.checkpoint.configuration["start"] == "8,-16")
  }
}
