import ArgumentParser
import Descent
import DescentCatalog
import DescentGSL
import Rainbow

/// `descent verify`: recomputes the certificates of the minima with GSL.
struct VerifyCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the certificates of known stationary points with GSL.",
    discussion: """
      With no arguments, every problem with a reference. Exits with 1 if a certificate fails.

      EXAMPLES
        descent verify
        descent verify rosenbrock sphere:n=4
      """)

  @Argument(help: "Problems, as name:key=value,…, or plugin files.")
  var problems: [String] = []

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    let texts = problems.isEmpty ? Catalog.verifiedProblems : problems
    var instances: [any Problem] = []
    for text in texts {
      let specification = try await Workbench.current.specification(text, kind: "problem")
      instances.append(try Workbench.current.registry.problem(specification))
    }
    try Self.report(Array(zip(texts, instances)))
  }

  /// Prints the certificates. - Throws: ``Failure/verdict`` if one fails.
  static func report(_ problems: [(text: String, problem: any Problem)]) throws {
    let console = Console.current
    var (count, failures) = (0, 0)
    for (text, problem) in problems {
      let certificates = try verify(problem)
      let table = CertificateTable(certificates: certificates)
      console.print((console.isTerminal ? text.bold : text) + "\n" + table.text(console) + "\n")
      count += certificates.count
      failures += table.failureCount
    }
    let total = "\(counted(count, "certificate")), \(failures) failed (GSL \(Version.gsl))"
    console.print(failures > 0 && console.isTerminal ? total.red : total)
    if failures > 0 { throw Failure.verdict }
  }
}
