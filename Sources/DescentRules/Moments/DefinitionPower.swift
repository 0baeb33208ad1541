import Descent

extension DefinitionNumber {
  /// y to a non-negative power, by products and square roots, one for each binary digit.
  public static func power(_ y: Self, _ exponent: Double) -> Self {
    var (result, rest, root) = (Self(1), exponent, y)
    while rest >= 1 {
      result = result * y
      rest -= 1
    }
    while rest > 0 {
      root = root.squareRoot()
      rest *= 2
      if rest >= 1 {
        result = result * root
        rest -= 1
      }
    }
    return result
  }

  /// The cube root, from 1/3 = 1/4 + 1/16 + 1/64 + …
  public static func cubeRoot(_ y: Self) -> Self {
    var (result, root) = (Self(1), y)
    for _ in 0..<48 {
      root = root.squareRoot().squareRoot()
      result = result * root
    }
    return result
  }
}
