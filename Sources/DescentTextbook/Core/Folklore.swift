/// What is commonly said, and what is true.
///
/// Every number in the truth is computed when it is asked for, by the project's own rules.
public struct Folklore: Sendable {
  /// The index in the list, from 1.
  public let number: Int
  public let claim: String
  /// The results that show it, of this textbook.
  public let results: [String]
  private let find: @Sendable (Laboratory) throws -> Truth

  /// - Parameter find: runs or evaluates what the truth quotes.
  init(
    _ number: Int, _ claim: String, results: [String],
    find: @escaping @Sendable (Laboratory) throws -> Truth
  ) {
    (self.number, self.claim, self.results, self.find) = (number, claim, results, find)
  }

  /// The results that show it; one that is not built yet is in parentheses.
  package var shownBy: [String] {
    results.map { Textbook.experiment($0) == nil ? "(\($0))" : $0 }
  }

  /// - Throws: what a run of the rules throws.
  public func truth(in laboratory: Laboratory) throws -> Truth { try find(laboratory) }

  /// What is true in the place of a common statement.
  public struct Truth: Sendable {
    public let text: String
    /// What refutes the statement; none where the truth has no number of ours.
    public let contradictions: [Contradiction]

    init(_ text: String, _ contradictions: [Contradiction] = []) {
      (self.text, self.contradictions) = (text, contradictions)
    }
  }

  /// A number that would be another were the statement true.
  public struct Contradiction: Sendable {
    /// What follows from the statement.
    public let said: Prediction
    public let measured: Double

    init(_ name: String, said: Double, _ criterion: Criterion, measured: Double) {
      (self.said, self.measured) = (Prediction(name, said, criterion), measured)
    }

    /// Whether the measurement refutes the statement.
    public var stands: Bool { !said.holds(for: measured) }
  }
}

extension Textbook {
  /// Statements found false, or true under conditions that are seldom mentioned.
  public static let folklore: [Folklore] = [
    .adamStepBound, .biasCorrection, .polyakFactor, .polyakConvergence, .decayIsL2, .noiseFloor,
    .decayingRate, .momentumAtSaddles, .adamAtSaddles, .hoveringSharpness, .rangeTest,
    .initialisation, .maximumMargin, .newtonOrder, .exactLineSearch, .looseConstant, .muon,
    .saddleChain, .trajectoryTests, .lossScale, .fallingLoss,
  ]
}

extension Experiment {
  /// Common mistakes about it.
  public var folklore: [Folklore] { Textbook.folklore.filter { $0.results.contains(id) } }
}
