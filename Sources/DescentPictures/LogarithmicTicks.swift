import Descent
import Foundation

/// The labelled ticks of a logarithmic axis: at least two, even on a short axis.
package enum LogarithmicTicks {
  package struct Tick: Sendable, Hashable {
    package let value: Double
    /// The label, in gnuplot's enhanced notation.
    package let label: String
  }

  /// The largest number of labelled powers of ten.
  private static let limit = 9

  /// - Parameters:
  ///   - range: the range of the axis; positive.
  ///   - floor: the height at which lower values are drawn, if there are any.
  package static func ticks(_ range: ClosedRange<Double>, floor: Double? = nil) -> [Tick] {
    let ticks = unfloored(range)
    guard let floor else { return ticks }
    // Labels too close to the floor's would cover it.
    let room = Double.pow(range.upperBound / range.lowerBound, 0.05)
    return [Tick(value: floor, label: "≤ \(number(floor))")]
      + ticks.filter { $0.value > floor * room }
  }

  private static func unfloored(_ range: ClosedRange<Double>) -> [Tick] {
    let low = Int(Double.log10(range.lowerBound).rounded(.up))
    let high = Int(Double.log10(range.upperBound).rounded(.down))
    if high - low >= 2 {
      let stride = (high - low) / limit + 1
      return Swift.stride(from: low, through: high, by: stride).map {
        Tick(value: power($0), label: "10^{\($0)}")
      }
    }
    let products = (low - 1...max(high, low - 1)).flatMap { decade in
      [1.0, 2, 5].map { $0 * power(decade) }
    }.filter(range.contains)
    if products.count >= 3 {
      return products.map { Tick(value: $0, label: number($0)) }
    }
    let digits = (low - 1...max(high, low - 1)).flatMap { decade in
      (1...9).map { Double($0) * power(decade) }
    }.filter(range.contains)
    if (3...limit).contains(digits.count) {
      return digits.map { Tick(value: $0, label: number($0)) }
    }
    return multiples(in: range)
  }

  /// Multiples of 1, 2 or 5 times a power of ten, with enough digits to distinguish them.
  private static func multiples(in range: ClosedRange<Double>) -> [Tick] {
    let raw = (range.upperBound - range.lowerBound) / 6
    guard raw > 0, raw.isNormal else { return [] }
    let unit = power(Int(Double.log10(raw).rounded(.down)))
    let step = [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= raw * (1 - 1e-9) } ?? 10 * unit
    let first = (range.lowerBound / step).rounded(.up)
    let last = (range.upperBound / step).rounded(.down)
    guard last >= first, last - first < 100 else { return [] }
    let magnitude = Int(Double.log10(range.upperBound).rounded(.down))
    let digit = Int(Double.log10(step * 1.000001).rounded(.down))
    return Swift.stride(from: first, through: last, by: 1).map { count in
      let value = count * step
      let label =
        (-4..<6).contains(magnitude)
        ? String(format: "%.\(max(0, -digit))f", value)
        : String(format: "%.\(max(0, magnitude - digit))e", value)
      return Tick(value: value, label: label)
    }
  }

  /// A power of ten, exact where the decimal literal is.
  static func power(_ exponent: Int) -> Double {
    Double("1e\(exponent)") ?? .pow(10, Double(exponent))
  }

  /// The largest power of ten that is at most `value`.
  static func powerBelow(_ value: Double) -> Double {
    let guess = Int(Double.log10(value).rounded(.down))
    return [guess + 1, guess].map(power).first { $0 <= value } ?? power(guess - 1)
  }

  /// The shortest label, such as 1e-17 or 0.002.
  static func number(_ value: Double) -> String {
    let text = String(format: "%g", value)
    return text.replacing("e-0", with: "e-").replacing("e+0", with: "e").replacing("e+", with: "e")
  }

  /// The commands for one axis of gnuplot.
  static func commands(
    _ axis: String, _ range: ClosedRange<Double>, floor: Double? = nil
  ) -> [String] {
    let list = ticks(range, floor: floor).map { "\(quoted($0.label)) \($0.value)" }
    return ["set logscale \(axis)"]
      + (list.isEmpty ? [] : ["set \(axis)tics (\(list.joined(separator: ", ")))"])
  }
}
