/// A common statement, and the truth about it.
///
/// Every number in the truth is computed on demand, with the project's own rules.
public struct Folklore: Sendable {
  /// The index in the list, from 1.
  public let number: Int
  public let claim: String
  /// The identifiers of the textbook's results that show it.
  public let results: [String]
  private let find: @Sendable (Laboratory) throws -> Truth

  /// - Parameter find: computes the truth with its numbers.
  init(
    _ number: Int, _ claim: String, results: [String],
    find: @escaping @Sendable (Laboratory) throws -> Truth
  ) {
    (self.number, self.claim, self.results, self.find) = (number, claim, results, find)
  }

  /// The results that show it; those that do not exist yet are in parentheses.
  package var shownBy: [String] {
    results.map { Textbook.experiment($0) == nil ? "(\($0))" : $0 }
  }

  /// Computes the truth. - Throws: the errors of running the rules.
  public func truth(in laboratory: Laboratory) throws -> Truth { try find(laboratory) }

  /// The truth about a common statement.
  public struct Truth: Sendable {
    public let text: String
    /// The numbers that refute the statement; empty if the truth has no computed number.
    public let contradictions: [Contradiction]

    init(_ text: String, _ contradictions: [Contradiction] = []) {
      (self.text, self.contradictions) = (text, contradictions)
    }
  }

  /// A number that would be different if the statement were true.
  public struct Contradiction: Sendable {
    /// The prediction that follows from the statement.
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
  /// Statements that are false, or true only under conditions that are seldom mentioned.
  public static let folklore: [Folklore] = [
    .adamStepBound, .biasCorrection, .polyakFactor, .polyakConvergence, .decayIsL2, .noiseFloor,
    .decayingRate, .momentumAtSaddles, .adamAtSaddles, .hoveringSharpness, .rangeTest,
    .initialisation, .maximumMargin, .newtonOrder, .exactLineSearch, .looseConstant, .muon,
    .saddleChain, .trajectoryTests, .lossScale, .fallingLoss,
  ]
}

extension Experiment {
  /// Common wrong statements about it.
  public var folklore: [Folklore] { Textbook.folklore.filter { $0.results.contains(id) } }
}
