import Descent

/// The examples on which a classifier is tested: a fraction of the data, or all examples of another
/// file.
public enum TestExamples: HyperparameterValue {
  /// The fraction that ``DataSet/divided(testFraction:)`` holds out; 0 for none.
  case fraction(Double)
  case file(String)

  public init?(hyperparameter text: String) {
    if let number = Double(text) {
      self = .fraction(number)
    } else if !text.isEmpty {
      self = .file(text)
    } else {
      return nil
    }
  }

  public var hyperparameterText: String {
    switch self {
    case .fraction(let number): number.hyperparameterText
    case .file(let path): path
    }
  }

  public static var expectation: String { "a fraction, or a file" }

  public var magnitudeForRange: Double? {
    if case .fraction(let number) = self { return number }
    return nil
  }
}

// Literals and comparison, so that ranges and values can be written as for a number.
extension TestExamples: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .fraction(value) }
  public init(integerLiteral value: Int) { self = .fraction(Double(value)) }
}

extension TestExamples: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.magnitudeForRange ?? -.infinity) < (b.magnitudeForRange ?? -.infinity)
  }
}
