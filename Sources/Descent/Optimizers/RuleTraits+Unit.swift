extension RuleTraits {
  /// A unit, as powers of the unit of parameters and the unit of gradients.
  public struct Unit: Sendable, Hashable {
    /// The exponent of the parameter's unit.
    public let parameter: Int
    /// The exponent of the gradient's unit.
    public let gradient: Int

    /// Creates a unit from its exponents.
    public init(parameter: Int = 0, gradient: Int = 0) {
      self.parameter = parameter
      self.gradient = gradient
    }

    /// The unit of a dimensionless number.
    public static let one = Unit()
    /// The unit of a parameter, [x].
    public static let parameter = Unit(parameter: 1)
    /// The unit of a gradient's entry, [g].
    public static let gradient = Unit(gradient: 1)

    /// The unit of a product.
    public static func * (a: Unit, b: Unit) -> Unit {
      Unit(parameter: a.parameter + b.parameter, gradient: a.gradient + b.gradient)
    }

    /// The unit of a quotient.
    public static func / (a: Unit, b: Unit) -> Unit {
      Unit(parameter: a.parameter - b.parameter, gradient: a.gradient - b.gradient)
    }
  }
}

extension RuleTraits.Unit: CustomStringConvertible {
  /// A text such as `x g^-1`; a dimensionless number is `1`.
  public var description: String {
    func power(_ symbol: String, _ exponent: Int) -> String? {
      exponent == 0 ? nil : exponent == 1 ? symbol : "\(symbol)^\(exponent)"
    }
    let factors = [power("x", parameter), power("g", gradient)].compactMap(\.self)
    return factors.isEmpty ? "1" : factors.joined(separator: " ")
  }
}
