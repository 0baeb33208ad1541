import Descent

/// A hyperparameter with an explicit value or `auto`, which follows from other hyperparameters.
public enum Automatic<Value: HyperparameterValue>: HyperparameterValue {
  case auto
  case value(Value)

  public init?(hyperparameter text: String) {
    if text == "auto" {
      self = .auto
    } else if let value = Value(hyperparameter: text) {
      self = .value(value)
    } else {
      return nil
    }
  }

  public var hyperparameterText: String {
    switch self {
    case .auto: "auto"
    case .value(let value): value.hyperparameterText
    }
  }

  public static var expectation: String { Value.expectation + ", or auto" }

  public var magnitudeForRange: Double? {
    switch self {
    case .auto: nil
    case .value(let value): value.magnitudeForRange
    }
  }

  /// The explicit value, or the given one for `auto`.
  package func resolved(_ automatic: @autoclosure () -> Value) -> Value {
    switch self {
    case .auto: automatic()
    case .value(let value): value
    }
  }
}

// Literals and comparison, so that ranges can be written as for the plain type: `in: 2...`.
extension Automatic: ExpressibleByIntegerLiteral where Value: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Value.IntegerLiteralType) {
    self = .value(Value(integerLiteral: value))
  }
}

extension Automatic: ExpressibleByFloatLiteral where Value: ExpressibleByFloatLiteral {
  public init(floatLiteral value: Value.FloatLiteralType) {
    self = .value(Value(floatLiteral: value))
  }
}

extension Automatic: Comparable where Value: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.magnitudeForRange ?? -.infinity) < (b.magnitudeForRange ?? -.infinity)
  }
}
