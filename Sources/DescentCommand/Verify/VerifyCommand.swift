import ArgumentParser
import Descent
import DescentCatalog
import DescentFiles
import DescentGSL
import Rainbow

/// `descent verify`: recomputes the certificates of the minima with GSL.
package struct VerifyCommand: AsyncParsableCommand, TakesPlugins {
  package static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the certificates of known stationary points with GSL.",
    discussion: """
      With no arguments, verifies every problem with a reference. For a problem without one, compares \
      the gradient with difference quotients. An infimum that no point attains is approached along a \
      path. Exits with 1 if a certificate or a gradient fails.

      --search starts GSL's minimisers (vector_bfgs2; nmsimplex2 below ten dimensions; multifit_nlinear \
      for at least as many residuals as parameters) from the standard start, 10 and 100 times it (where \
      that is 0, from all 10s and all 100s), and prints where each ends. Exits with 1 if one of them ends \
      below the claimed lowest value.

      EXAMPLES
        descent verify
        descent verify rosenbrock sphere:n=4
        descent verify beale --json
        descent verify --search himmelblau
      """)

  @Argument(
    help: "Problems, as name:key=value,…, or plugin files.",
    completion: Completions.names("problems"))
  var problems: [String] = []

  @Flag(help: "Start minimisers of GSL, and print where each ends.")
  var search = false

  @Flag(help: "Print one JSON object.")
  var json = false

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
    let pairs = Array(zip(texts, instances).map { (text: $0, problem: $1) })
    if search {
      try await SearchReport.print(pairs, json: json)
    } else {
      try await Self.report(pairs, json: json)
    }
  }

  /// Prints the certificates, computed on all cores, in order. - Throws: ``Failure/verdict`` if one
  /// fails.
  package static func report(
    _ problems: [(text: String, problem: any Problem)], json: Bool = false
  ) async throws {
    let console = Console.current
    let verified = try await VerifiedProblem.all(problems, json: json) {
      try VerifiedProblem($0, title: $1)
    }
    let failures = verified.reduce(0) { $0 + $1.failureCount }
    let wrong = verified.count(where: \.hasWrongGradient)
    let certificates = verified.reduce(0) { $0 + $1.count }
    if json {
      let object = JSON.keyed([
        ("problems", .array(verified.map(\.json))), ("certificates", .integer(certificates)),
        ("failed", .integer(failures)), ("wrong_gradients", .integer(wrong)),
        ("gsl", .string(Version.gsl)),
      ])
      console.print(object)
    } else {
      let gradients = wrong > 0 ? ", \(counted(wrong, "wrong gradient"))" : ""
      let total =
        "\(counted(certificates, "certificate")), \(failures) failed\(gradients) "
        + "(GSL \(Version.gsl))"
      console.print(failures + wrong > 0 && console.isTerminal ? total.red : total)
    }
    if failures + wrong > 0 { throw Failure.verdict }
  }
}
