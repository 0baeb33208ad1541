import Foundation

/// A number for users: six significant digits at most, `2.5e-09` for very small and large numbers.
func numberText(_ x: Double, digits: Int = 6) -> String {
  if x.isNaN { return "NaN" }
  if x.isInfinite { return x < 0 ? "-inf" : "inf" }
  return String(format: "%.\(digits)g", x)
}

/// A number in a C format; a NaN is printed without a sign.
func formatted(_ format: String, _ x: Double) -> String {
  x.isNaN ? "nan" : String(format: format, x)
}

/// A fraction in per cent: `97.25 %`.
func percent(_ fraction: Double) -> String { String(format: "%.2f %%", 100 * fraction) }

/// A duration for users, in µs, ms, s or min.
func durationText(_ seconds: Double) -> String {
  switch seconds {
  case ..<0.001: String(format: "%.0f us", seconds * 1e6)
  case ..<1: String(format: "%.1f ms", seconds * 1e3)
  case ..<100: String(format: "%.1f s", seconds)
  default:
    String(
      format: "%.0f min %02.0f s", (seconds / 60).rounded(.down),
      seconds.truncatingRemainder(dividingBy: 60))
  }
}

/// A count with its noun: `1 step`, `200 steps`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)" + (count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")
}

/// A vector for users, truncated after eight entries.
func vectorText(_ vector: [Double]) -> String {
  let shown = vector.prefix(8).map { numberText($0) }.joined(separator: ", ")
  return "(" + shown + (vector.count > 8 ? ", … \(vector.count) in all" : "") + ")"
}
