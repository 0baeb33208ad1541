import RealModule

extension DefaultStringInterpolation {
  /// A number in a sentence, rounded to `digits` significant digits, with trailing zeros: `0.50`,
  /// `4.8·10⁻⁵`.
  package mutating func appendInterpolation(_ x: Double, digits: Int) {
    appendLiteral(x.text(digits: digits))
  }

  /// The nearest power of ten of a number: `10⁻⁷`.
  package mutating func appendInterpolation(orderOf x: Double) {
    guard x.isFinite, x != 0 else { return appendLiteral("\(x)") }
    appendLiteral("10" + Double.superscript(Int(Double.log10(abs(x)).rounded())))
  }
}

extension Double {
  fileprivate func text(digits: Int) -> String {
    guard isFinite, self != 0 else { return "\(self)" }
    // Rounding may carry into the next power of ten.
    var exponent = Int(Double.log10(magnitude).rounded(.down))
    func scaled(_ exponent: Int) -> Double {
      let power = digits - 1 - exponent
      if power < 0 { return (magnitude / .pow(10, -power)).rounded() }
      // The power alone may overflow although the product does not.
      let first = min(power, 300)
      return (magnitude * .pow(10, first) * .pow(10, power - first)).rounded()
    }
    if scaled(exponent) >= .pow(10, digits) { exponent += 1 }
    let sign = self < 0 ? "−" : ""
    let figures = String(Int(scaled(exponent)))
    guard (-3...5).contains(exponent) else {
      let mantissa = figures.first.map(String.init) ?? ""
      let rest = digits > 1 ? "." + figures.dropFirst() : ""
      return sign + mantissa + rest + "·10" + Self.superscript(exponent)
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + figures }
    let whole = exponent + 1
    if whole >= digits { return sign + figures + String(repeating: "0", count: whole - digits) }
    return sign + figures.prefix(whole) + "." + figures.dropFirst(whole)
  }

  fileprivate static func superscript(_ exponent: Int) -> String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let figures = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] }
    return (exponent < 0 ? "⁻" : "") + String(figures)
  }
}
