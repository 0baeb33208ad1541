import ArgumentParser
import Descent
import DescentCatalog
import DescentGSL

/// `descent verify`: recomputes the certificates of the minima with GSL.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the certificates of known stationary points with GSL.",
    discussion: """
      With no arguments, every problem with a reference. Exits with 1 if a certificate fails.

      EXAMPLES
        descent verify
        descent verify rosenbrock sphere:n=4
      """)

  @Argument(help: "Problems, as name:key=value,…")
  var problems: [String] = []

  func run() async throws {
  }
}
