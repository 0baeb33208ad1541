import ArgumentParser
import Descent
import DescentCommand
import Foundation

/// `DescentWorkshop gsl`: compares the evaluations that rules and GSL's minimisers need on the same problems.
struct GSLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gsl",
    abstract: "Compare rules with GSL's minimisers, from the same start to the same tolerance.",
    discussion: """
      Prints for each problem how many evaluations every rule and its peer needed until the norm of the \
      gradient fell to the given fraction of its initial value: values alone, gradients with their values, \
      vectors of residuals, Jacobians, and columns of Hessians or products with them. Further columns give \
      the final value above the minimum and the final gradient norm relative to the initial one.

      Exits with 1 if a rule that must converge wherever its peer does has not converged where its peer has.
      """)

  @Argument(help: "Problems with residuals and a known minimum (default: ten of them).")
  var problems: [String] = []

  @Option(help: "Fraction of the initial gradient norm at which a descent ends.")
  var tolerance = 1e-9

  @Option(help: "Largest number of steps.") var steps = 2000

  func run() throws {
    guard tolerance > 0, tolerance < 1 else {
      throw ConfigurationError.outOfRange(
        owner: "gsl", key: "tolerance", value: String(tolerance), allowed: "(0, 1)")
    }
    guard steps >= 1 else {
      throw ConfigurationError.outOfRange(
        owner: "gsl", key: "steps", value: String(steps), allowed: "[1, inf)")
    }
    let race = try GSLRace(
      problems: problems.isEmpty ? GSLRace.problems : problems, tolerance: tolerance, steps: steps)
    Console.current.print(race.text)
    guard race.behind.isEmpty else { throw Failure.verdict }
  }
}

extension GSLRace {
  package var text: String {
    let table = tableText(
      [
        "problem", "method", "steps", "values", "gradients", "residuals", "Jacobians", "products",
        "gap", "gradient", "end",
      ],
      rows: rows.map { row in
        [row.problem, row.name]
          + [
            row.steps, row.values, row.gradients, row.residuals, row.jacobians, row.products,
          ].map(String.init)
          + [String(format: "%.1e", row.gap), String(format: "%.1e", row.slope), row.ending]
      }, rightAligned: Set(2...9))
    let sums = Self.pairs.map(sum)
    let totals = tableText(
      ["rule", "calls", "peer", "calls", "problems of both"],
      rows: sums.map { [$0.rule, String($0.own), $0.peer, String($0.other), String($0.count)] },
      rightAligned: [1, 3, 4])
    let lines = behind.map { "BEHIND \($0.rule.name) on \($0.rule.problem): \($0.rule.ending)" }
    return ([table, "", totals] + lines).joined(separator: "\n")
  }

  /// The calls of a rule and of its peer, summed over the problems on which both converged.
  package func sum(_ pair: Pair) -> (rule: String, own: Int, peer: String, other: Int, count: Int) {
    let both = rows.filter { $0.name == pair.rule && $0.hasConverged }.compactMap { row in
      rows.first {
        $0.name == pair.peer.rawValue && $0.problem == row.problem && $0.hasConverged
      }.map { (row, $0) }
    }
    return (
      pair.rule, both.reduce(0) { $0 + $1.0.calls }, pair.peer.rawValue,
      both.reduce(0) { $0 + $1.1.calls }, both.count
    )
  }
}
