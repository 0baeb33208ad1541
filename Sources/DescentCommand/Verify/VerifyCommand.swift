import ArgumentParser
import Descent
import DescentCatalog
import DescentGSL
import Rainbow

/// `descent verify`: recomputes the certificates of the minima with GSL.
package struct VerifyCommand: AsyncParsableCommand, TakesPlugins {
  package static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the certificates of known stationary points with GSL.",
    discussion: """
      With no arguments, every problem with a reference. Of a problem without one, the gradient is set
      against difference quotients. Exits with 1 if a certificate or a gradient fails.

      EXAMPLES
        descent verify
        descent verify rosenbrock sphere:n=4
      """)

  @Argument(help: "Problems, as name:key=value,…, or plugin files.")
  var problems: [String] = []

  @OptionGroup var plugins: PluginOptions

  package init() {}

  package func run() async throws {
    let texts = problems.isEmpty ? Catalog.verifiedProblems : problems
    var specifications: [Specification] = []
    for text in texts {
      let specification = try await Workbench.current.specification(text, kind: "problem")
      specifications.append(specification)
    }
    Workbench.current.guarded(specifications)
    let instances = try specifications.map { try Workbench.current.registry.problem($0) }
    if let rough = instances.first(where: { !$0.answersExactly }) {
      throw Failure.usage(
        "\(rough.specification): certificates need exact values and gradients",
        next: "verify the problem inside")
    }
    try Self.report(Array(zip(texts, instances)))
  }

  /// Prints the certificates. - Throws: ``Failure/verdict`` if one fails.
  package static func report(_ problems: [(text: String, problem: any Problem)]) throws {
    let console = Console.current
    var (count, failures, derivativeFailures) = (0, 0, 0)
    for (text, problem) in problems {
      let certificates = try verify(problem)
      let table = CertificateTable(certificates: certificates)
      let title = console.isTerminal ? text.bold : text
      guard certificates.isEmpty else {
        console.print(title + "\n" + table.text(console) + "\n")
        count += certificates.count
        failures += table.failureCount
        continue
      }
      let checks = try verifyDerivatives(problem)
      console.print([title, table.text(console), derivatives(checks), ""].joined(separator: "\n"))
      if !checks.allSatisfy(\.passes) { derivativeFailures += 1 }
    }
    let wrong = derivativeFailures > 0 ? ", \(counted(derivativeFailures, "wrong gradient"))" : ""
    let total = "\(counted(count, "certificate")), \(failures) failed\(wrong) (GSL \(Version.gsl))"
    let hasFailed = failures + derivativeFailures > 0
    console.print(hasFailed && console.isTerminal ? total.red : total)
    if hasFailed { throw Failure.verdict }
  }

  /// The worst of the comparisons, each with its own tolerance.
  private static func derivatives(_ checks: [DerivativeCheck]) -> String {
    let worst = checks.first { !$0.passes } ?? checks.max { $0.error < $1.error }
    guard let worst else { return "" }
    return "gradient against GSL's difference quotients: off by \(formatted("%.1e", worst.error)), "
      + "allowed are \(formatted("%.1e", worst.tolerance)), \(worst.passes ? "passes" : "FAILS")"
  }
}
