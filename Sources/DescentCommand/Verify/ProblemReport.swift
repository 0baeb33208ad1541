import Descent
import DescentGSL
import Rainbow

/// A report by GSL on one problem.
protocol ProblemReport: Sendable {
  /// The problem as typed.
  var title: String { get }

  /// The text below the title.
  func text(_ console: Console) -> String
}

extension ProblemReport {
  /// The reports on some problems, made on all cores. They are printed in order, unless `json` is true.
  /// - Throws: the first error of `make`.
  static func all(
    _ problems: [(text: String, problem: any Problem)], json: Bool,
    _ make: @escaping @Sendable (_ problem: any Problem, _ title: String) throws -> Self
  ) async throws -> [Self] {
    // Set GSL's error handler before starting threads, because it is global to the process.
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
