import CDescentData
import Descent
import DescentData

extension MLP {
  /// A local minimum, for the instances that have a known one.
  ///
  /// There are several minima close together, and a method's rounding decides which one it reaches.
  /// The point itself is therefore stored. For iris it is the one that L-BFGS-B reaches from the
  /// start of seed 0; for digits it is the lowest of those from the starts of seeds 0 to 7.
  var knownMinimum: StationaryPoint? {
    guard source == source.withDefaults, activation == .tanh else { return nil }
    switch (source.named, hidden, ridge, test) {
    case (.iris, [8], 0.01, 0):
      return Self.minimum(
        0.17335352802555856, descent_mlp_iris_minimum, Int(descent_mlp_iris_minimum_size))
    case (.digits, [16], 0.001, 0.2):
      return Self.minimum(
        0.13076967703386355, descent_mlp_digits_minimum, Int(descent_mlp_digits_minimum_size))
    default: return nil
    }
  }

  private static func minimum(
    _ value: Double, _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> StationaryPoint {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    return StationaryPoint(
      .localMinimum, at: text.split(separator: "\n").compactMap { Double($0) }, value: value,
      .published("computed with SciPy and PyTorch: Tests/NetworkTests/Reference"))
  }
}
