/// A hyperparameter of an optimizer, schedule or problem: its default, meaning and range in one
/// declaration.
///
/// ```swift
/// @Hyperparameter("decay of the first moment", in: 0..<1) public var beta1 = 0.9
/// ```
/// The key on the command line is the property's name in snake case (`beta1`, `weight_decay`), with
/// `learningRate` and `epsilon` shortened to `lr` and `eps`. A value outside the range is rejected
/// when the owner is constructed, and again when a run begins.
@propertyWrapper
public struct Hyperparameter<Value: HyperparameterValue>: Sendable {
  public var wrappedValue: Value
  /// The meaning in a few words, as `descent show` prints it.
  public let summary: StaticString
  /// The values that are allowed.
  public let range: AllowedRange
  /// Its role, which laws look for; nil if none is declared.
  public let kind: HyperparameterKind?

  /// The wrapper itself, as `$name`.
  public var projectedValue: Hyperparameter { self }

  /// A value without a range, such as a Boolean, an enum case or a text.
  public init(
    wrappedValue: Value, _ summary: StaticString, kind: HyperparameterKind? = nil
  ) {
    self.init(wrappedValue, summary, .everything, kind)
  }

  init(
    _ value: Value, _ summary: StaticString, _ range: AllowedRange, _ kind: HyperparameterKind?
  ) {
    self.wrappedValue = value
    self.summary = summary
    self.range = range
    self.kind = kind
  }
}

extension Hyperparameter where Value: Comparable {
  /// A number in a half-open range, such as `0..<1`.
  public init(
    wrappedValue: Value, _ summary: StaticString, in range: Range<Value>,
    kind: HyperparameterKind? = nil
  ) {
    self.init(
      wrappedValue, summary,
      AllowedRange(range.lowerBound, range.upperBound, includesUpper: false), kind)
  }

  /// A number in a closed range, such as `0...1`.
  public init(
    wrappedValue: Value, _ summary: StaticString, in range: ClosedRange<Value>,
    kind: HyperparameterKind? = nil
  ) {
    self.init(wrappedValue, summary, AllowedRange(range.lowerBound, range.upperBound), kind)
  }

  /// A number with a lower bound, such as `0...`.
  public init(
    wrappedValue: Value, _ summary: StaticString, in range: PartialRangeFrom<Value>,
    kind: HyperparameterKind? = nil
  ) {
    self.init(wrappedValue, summary, AllowedRange(range.lowerBound, nil), kind)
  }

  /// A number greater than `bound`.
  public init(
    wrappedValue: Value, _ summary: StaticString, above bound: Value,
    kind: HyperparameterKind? = nil
  ) {
    self.init(wrappedValue, summary, AllowedRange(bound, nil, includesLower: false), kind)
  }
}

extension Hyperparameter where Value == [Int] {
  /// A list whose entries lie in a range.
  public init(
    wrappedValue: Value, _ summary: StaticString, entriesIn range: PartialRangeFrom<Int>,
    kind: HyperparameterKind? = nil
  ) {
    self.init(wrappedValue, summary, AllowedRange(range.lowerBound, nil), kind)
  }
}

/// An interval of the number line, each end open or closed.
public struct AllowedRange: Sendable, Hashable {
  /// The lower bound.
  public let lower: Double
  /// The upper bound.
  public let upper: Double
  /// Whether the lower bound itself is allowed.
  public let includesLower: Bool
  /// Whether the upper bound itself is allowed.
  public let includesUpper: Bool

  package static let everything = AllowedRange(
    lower: -.infinity, upper: .infinity, includesLower: true, includesUpper: true)

  package init(lower: Double, upper: Double, includesLower: Bool, includesUpper: Bool) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  init<Value: HyperparameterValue>(
    _ lower: Value?, _ upper: Value?, includesLower: Bool = true, includesUpper: Bool = true
  ) {
    self.init(
      lower: lower?.magnitudeForRange ?? -.infinity, upper: upper?.magnitudeForRange ?? .infinity,
      includesLower: includesLower, includesUpper: upper == nil ? false : includesUpper)
  }

  /// Whether the value lies inside; NaN never does.
  public func contains(_ value: Double) -> Bool {
    (includesLower ? value >= lower : value > lower)
      && (includesUpper ? value <= upper : value < upper)
  }

  /// The interval as mathematics writes it: `[0, 1)`.
  public var text: String {
    func number(_ x: Double) -> String {
      x.isInfinite ? (x < 0 ? "-inf" : "inf") : x.hyperparameterText
    }
    return (includesLower && lower.isFinite ? "[" : "(") + number(lower) + ", " + number(upper)
      + (includesUpper && upper.isFinite ? "]" : ")")
  }
}
