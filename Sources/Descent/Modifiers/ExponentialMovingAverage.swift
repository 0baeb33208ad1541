import RealModule

/// A running average of vectors whose weights fall by `decay` from each to the one before.
///
/// The average starts as the first vector. After that the newest has the weight `1 − d`; debiased,
/// `(1 − d)/(1 − dᵗ)` at update `t`, which gives vector `s` of `t` a weight in proportion to
/// `dᵗ⁻ˢ`: the first one counts no more than its age says.
///
/// Each update moves the average towards the vector, `a ← a + w (x − a)`, so a constant is averaged
/// to itself to the bit.
/// - Follows: for the correction, Kingma and Ba, "Adam", ICLR 2015, §3.
public struct ExponentialMovingAverage<T: KernelScalar>: Sendable, Hashable {
  /// What is left of the average at each update, in [0, 1).
  public let decay: Double
  /// Whether the average is divided by the weight that it has given so far.
  public let isDebiased: Bool
  /// The average so far, zeros before the first update.
  public private(set) var average: [T]
  /// The number of vectors taken in.
  public private(set) var updates = 0

  /// An average of vectors of `count` numbers.
  /// - Precondition: `decay` lies in [0, 1).
  public init(decay: Double, debiased: Bool = false, count: Int) {
    precondition(decay >= 0 && decay < 1, "an average cannot decay by \(decay)")
    self.decay = decay
    isDebiased = debiased
    average = Array(repeating: 0, count: count)
  }

  /// Takes a vector in. - Precondition: it has the average's length.
  public mutating func update(with x: [T]) {
    precondition(x.count == average.count, "\(x.count) numbers for an average of \(average.count)")
    updates += 1
    let weight = Self.weight(ofUpdate: Double(updates), decay: decay, isDebiased: isDebiased)
    average.withUnsafeMutableBufferPointer {
      Self.move($0.address, towards: x, x.count, weight: weight)
    }
  }

  /// The weight of the newest vector at update `t`, from 1.
  static func weight(ofUpdate t: Double, decay: Double, isDebiased: Bool) -> Double {
    guard t > 1, decay > 0 else { return 1 }
    guard isDebiased else { return 1 - decay }
    // 1 − dᵗ without cancellation for d near 1.
    return (1 - decay) / -Double.expMinusOne(t * .log(decay))
  }

  static func move(
    _ average: UnsafeMutablePointer<T>, towards x: UnsafePointer<T>, _ count: Int, weight: Double
  ) {
    // With weight 1 the sum would miss x by rounding.
    guard weight < 1 else { return average.update(from: x, count: count) }
    let weight = T(weight)
    for i in 0..<count { average[i] += weight * (x[i] - average[i]) }
  }
}
