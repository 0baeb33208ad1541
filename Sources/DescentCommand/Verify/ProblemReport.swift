import Descent
import DescentGSL
import Rainbow

/// What GSL says about one problem.
protocol ProblemReport: Sendable {
  /// The problem as a person typed it.
  var title: String { get }

  /// What stands below the title.
  func text(_ console: Console) -> String
}

extension ProblemReport {
  /// The reports on some problems, made on all cores and printed in order, unless JSON is wanted.
  /// - Throws: what making one throws first.
  static func all(
    _ problems: [(text: String, problem: any Problem)], json: Bool,
    _ make: @escaping @Sendable (_ problem: any Problem, _ title: String) throws -> Self
  ) async throws -> [Self] {
    // GSL's handler is one for the whole process: it is set before there are threads.
    GSL.disableErrorHandler()
    let console = Console.current
    let count = LiveCount(
      noun: "problems", titles: problems.map(\.text),
      // The compiler of Swift 6.3 fails on a key path through the existential in a generic function.
      sizes: problems.map { $0.problem.dimension })
    let results = try await count.run { number in
      Result { try make(problems[number].problem, problems[number].text) }
    } inOrder: { result in
      let report = try result.get()
      guard !json else { return }
      let title = console.isTerminal ? report.title.bold : report.title
      console.print(title + "\n" + report.text(console) + "\n")
    }
    return try results.map { try $0.get() }
  }
}
