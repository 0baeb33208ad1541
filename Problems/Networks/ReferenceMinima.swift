import CDescentData
import Descent
import DescentData

extension Softmax {
  /// The minimum, for the very instances whose minimum has been published: all examples in the
  /// training set, and the generator at its own values.
  var knownMinimum: StationaryPoint? {
    guard test == 0, source == source.withDefaults else { return nil }
    let value: Double
    switch (source.named, ridge) {
    case (.iris, 0.01): value = 0.2436772266493824
    case (.iris, 0.001): value = 0.1023680784300784
    case (.blobs, 0.01): value = 0.1088223072693982
    case (.digits, 0.01): value = 0.7385140818752104
    case (.digits, 0.001): value = 0.2618645472171726
    default: return nil
    }
    let proof =
      source.named == .digits
      ? "convex; Newton decrement below 1e-18 in 80-bit arithmetic"
      : "convex; Krawczyk's interval operator at 300 bits"
    return StationaryPoint(.globalMinimum, at: nil, value: value, .published(proof))
  }
}

extension MLP {
  /// A local minimum, for the instances where one is known.
  ///
  /// There are several not far apart, and which one a minimiser reaches depends on its rounding; so
  /// the point itself is kept. For iris it is the one that L-BFGS-B reaches from the start of seed
  /// 0, for digits the lowest of those from the starts of seeds 0 to 7.
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
