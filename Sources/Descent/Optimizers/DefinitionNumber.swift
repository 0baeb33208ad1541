import RealModule

/// A number type in which a rule's definition is evaluated: `Double`, or a ball in twice the
/// precision that also bounds how far rounding may move the rule.
///
/// A definition writes the operations in the order of the formula; each type tracks rounding in
/// its own way.
public protocol DefinitionNumber: Sendable {
  /// The type of sums over a history of these numbers.
  associatedtype Sum: DefinitionSum where Sum.Number == Self

  /// Creates an exact constant.
  init(_ value: Double)

  /// The sum of two numbers.
  static func + (a: Self, b: Self) -> Self
  /// The difference of two numbers.
  static func - (a: Self, b: Self) -> Self
  /// The product of two numbers.
  static func * (a: Self, b: Self) -> Self
  /// The quotient of two numbers.
  static func / (a: Self, b: Self) -> Self
  /// The square root.
  func squareRoot() -> Self
  /// The larger of two numbers.
  static func max(_ a: Self, _ b: Self) -> Self

  /// 1 − β, the share of a new term in a running mean.
  static func complement(_ beta: Double) -> Self

  /// 1 − βᵗ, the bias of a running mean that started at 0.
  static func correction(_ beta: Double, step: Int) -> Self

  /// η n/r, with product and quotient in either order; 0 if n and r are both 0.
  static func move(_ rate: Self, _ numerator: Self, over root: Self) -> Self
}

extension DefinitionNumber {
  /// n/r, or 0 if both are 0.
  public static func quotient(_ numerator: Self, _ root: Self) -> Self {
    move(Self(1), numerator, over: root)
  }
}

/// Σ βᵗ⁻ⁱ zᵢ over a history z₁, …, zₜ, computed from all of its terms and not, as in a rule's
/// buffers, by a recurrence.
public protocol DefinitionSum: Sendable {
  /// The type of the terms.
  associatedtype Number
  /// - Parameter decay: β, from 0 to 1; 1 for a plain sum.
  init(decay: Double)
  /// The number of terms, t.
  var count: Int { get }
  /// Adds a term.
  mutating func append(_ term: Number)
  /// The sum so far.
  var value: Number { get }
}

extension Double: DefinitionNumber {
  public static func max(_ a: Double, _ b: Double) -> Double { Swift.max(a, b) }
  public static func complement(_ beta: Double) -> Double { 1 - beta }
  public static func correction(_ beta: Double, step: Int) -> Double { 1 - .pow(beta, step) }
  public static func move(_ rate: Double, _ numerator: Double, over root: Double) -> Double {
    numerator == 0 && root == 0 ? 0 : rate * (numerator / root)
  }

  /// A sum that keeps every term and adds all of them at each evaluation.
  public struct Sum: DefinitionSum {
    private let decay: Double
    private var terms: [Double] = []

    public init(decay: Double) { self.decay = decay }
    public var count: Int { terms.count }
    public mutating func append(_ term: Double) { terms.append(term) }
    public var value: Double {
      terms.reversed().enumerated().reduce(0) { $0 + .pow(decay, $1.offset) * $1.element }
    }
  }
}
