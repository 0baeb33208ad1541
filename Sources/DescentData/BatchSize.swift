import Descent

/// The number of examples per step: `full` (gradient descent), 1 (stochastic) or any number in
/// between (mini-batch).
public enum BatchSize: HyperparameterValue {
  case full
  case examples(Int)

  public init?(hyperparameter text: String) {
    if text == "full" {
      self = .full
    } else if let count = Int(text), count >= 1 {
      self = .examples(count)
    } else {
      return nil
    }
  }

  public var hyperparameterText: String {
    switch self {
    case .full: "full"
    case .examples(let count): String(count)
    }
  }

  public static var expectation: String { "full or a whole number, 1 or more" }

  /// The number of examples in a batch. - Throws: ``ConfigurationError`` if there are fewer
  /// training examples.
  package func count(of examples: Int, owner: String) throws(ConfigurationError) -> Int {
    guard case .examples(let count) = self else { return examples }
    guard (1...examples).contains(count) else {
      throw .inconsistent(
        owner: owner, reason: "a batch of \(count) from \(examples) training examples")
    }
    return count
  }
}

extension BatchSize: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .examples(value) }
}
