import RealModule

/// A number that a rule's definition is computed in: a double, or a ball of twice the precision that
/// also holds how far rounding may take a rule.
///
/// A definition writes the operations in the order of the formula; each type decides what rounding
/// means for it.
public protocol DefinitionNumber: Sendable {
  /// Sums over a history of such numbers.
  associatedtype Sum: DefinitionSum where Sum.Number == Self

  /// A constant, exact.
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

  /// η n/r, in whichever order product and quotient are taken; 0 where n and r are both 0.
  static func move(_ rate: Self, _ numerator: Self, over root: Self) -> Self
}

extension DefinitionNumber {
  /// n/r, and 0 where both are 0.
  public static func quotient(_ numerator: Self, _ root: Self) -> Self {
    move(Self(1), numerator, over: root)
  }
}

/// Σ βᵗ⁻ⁱ zᵢ over a history z₁, …, zₜ, from all of its terms: nothing is carried from step to step
/// as a rule's buffers are.
public protocol DefinitionSum: Sendable {
  /// The type of the terms.
  associatedtype Number
  /// - Parameter decay: β, from 0 to 1; 1 for a plain sum.
  init(decay: Double)
  /// t.
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

  /// A sum that keeps every term and adds them up anew.
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
