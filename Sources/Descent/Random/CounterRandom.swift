import RealModule

/// Counter-based random numbers: draw `k` of a seed is a pure function of both. So a seed gives
/// the same draws on every platform, and any draw can be computed without the earlier ones.
///
/// `bits(k) = mix64(seed + (k + 1) · 0x9E3779B97F4A7C15)`, the SplitMix64 sequence.
/// - Follows: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct CounterRandom: Sendable, Hashable {
  /// The seed, which together with its index determines a draw.
  public let seed: UInt64

  /// Creates the generator of a seed.
  @inlinable
  public init(seed: UInt64) { self.seed = seed }

  /// A generator for an independent purpose, identified by `stream`. Its seed is a double hash of
  /// both numbers, so that adjacent seeds and adjacent streams share no part of a sequence.
  @inlinable
  public func split(stream: UInt64) -> CounterRandom {
    CounterRandom(seed: Self.mix(Self.mix(seed ^ 0x6A09_E667_F3BC_C909) &+ Self.mix(stream &+ 1)))
  }

  /// The finaliser of SplitMix64: a bijection of 64-bit words.
  @inlinable
  public static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Draw `k`, all 64 bits of it.
  @inlinable
  public func bits(_ k: UInt64) -> UInt64 {
    Self.mix(seed &+ (k &+ 1) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Draw `k` as a number in [0, 1), a multiple of 2⁻⁵³.
  @inlinable
  public func uniform(_ k: UInt64) -> Double { Double(bits(k) >> 11) * 0x1p-53 }

  /// Draw `k` as a number in (0, 1): never 0, so that its logarithm is finite.
  @inlinable
  public func openUniform(_ k: UInt64) -> Double { (Double(bits(k) >> 12) + 0.5) * 0x1p-52 }

  /// Draw `k` as a multiple of ¼ in [−2, 1.75]: exact everywhere, for fixed regression data.
  @inlinable
  public func quarter(_ k: UInt64) -> Double { (Double(bits(k) >> 60) - 8) / 4 }

  /// Standard normal number `k`, by Box and Muller from draws `2⌊k/2⌋` and `2⌊k/2⌋ + 1`.
  ///
  /// The last bit depends on the platform's logarithm and cosine.
  public func normal(_ k: UInt64) -> Double {
    let even = k & ~1
    let radius = Double.sqrt(-2 * .log(openUniform(even)))
    let angle = 2 * Double.pi * uniform(even + 1)
    return radius * (k & 1 == 0 ? .cos(angle) : .sin(angle))
  }

  /// Draw `k` as an integer in `0..<bound`, with a bias of at most 2⁻⁶⁴ · bound.
  @inlinable
  public func index(_ k: UInt64, below bound: Int) -> Int {
    Int(bits(k).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A permutation of `0..<count`, by Fisher and Yates.
  @inlinable
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, index(UInt64(i), below: i + 1))
    }
    return order
  }
}
