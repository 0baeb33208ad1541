import ArgumentParser
import Descent

/// The options that select the problems of a list.
struct ProblemFilter: ParsableArguments {
  @Option(help: "Only problems of this family.")
  var family: String?

  @Option(help: ArgumentHelp("Only problems with this number of parameters.", valueName: "n"))
  var dimension: Int?

  @Flag(help: "Only convex problems.")
  var convex = false

  @Flag(help: "Only sums of squared residuals.")
  var leastSquares = false

  @Flag(help: "Only means over examples.")
  var stochastic = false

  @Flag(help: "Only problems with a singular Hessian at a stationary point.")
  var degenerate = false

  @Flag(help: "Only problems with several minima, or saddles.")
  var multimodal = false

  /// The flags that a problem must have.
  var flags: ProblemRecord.Flags {
    let given: [(Bool, ProblemRecord.Flags)] = [
      (convex, .convex), (leastSquares, .leastSquares), (stochastic, .stochastic),
      (degenerate, .degenerate), (multimodal, .multimodal),
    ]
    return given.reduce(into: []) { if $1.0 { $0.insert($1.1) } }
  }

  /// The options that were given, as typed.
  var typed: [String] {
    [
      family.map { _ in "--family" }, dimension.map { _ in "--dimension" },
      convex ? "--convex" : nil, leastSquares ? "--least-squares" : nil,
      stochastic ? "--stochastic" : nil, degenerate ? "--degenerate" : nil,
      multimodal ? "--multimodal" : nil,
    ].compactMap(\.self)
  }

  func holds(_ record: ProblemRecord, dimension: Int) -> Bool {
    record.flags.isSuperset(of: flags)
      && (family.map { $0.lowercased() == record.familyName.lowercased() } ?? true)
      && (self.dimension.map { $0 == dimension } ?? true)
  }
}

extension ProblemRecord {
  /// The family, or "other" if there is none.
  var familyName: String { family.isEmpty ? "other" : family }

  /// The flags as letters, in the order of declaration.
  var letters: String { flags.words.compactMap(\.first).map(String.init).joined(separator: " ") }

  /// The legend of the letters.
  static let legend =
    "c convex, l least squares, s stochastic, d degenerate, m multimodal"
}
