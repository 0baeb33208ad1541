import RealModule

/// A running average of vectors whose weights decrease by the factor `decay` with each step
/// back in time.
///
/// The average starts as the first vector. After that, the newest vector has the weight `1 − d`,
/// or `(1 − d)/(1 − dᵗ)` at update `t` if debiased. Debiasing gives vector `s` of `t` a weight
/// proportional to `dᵗ⁻ˢ`, so that the first vector has no extra weight.
///
/// Each update moves the average towards the vector, `a ← a + w (x − a)`, so the average of a
/// constant is exactly the constant.
/// - Follows: for the correction, Kingma and Ba, "Adam", ICLR 2015, §3.
public struct ExponentialMovingAverage<T: KernelScalar>: Sendable, Hashable {
  /// The factor by which earlier weights shrink at each update, in [0, 1).
  public let decay: Double
  /// Whether the weights of the first updates are corrected as in Adam, so that the first
  /// vector has no extra weight.
  public let isDebiased: Bool
  /// The average so far, zeros before the first update.
  public private(set) var average: [T]
  /// The number of vectors averaged so far.
  public private(set) var updates = 0

  /// Creates an average of vectors of `count` numbers.
  /// - Precondition: `decay` lies in [0, 1).
  public init(decay: Double, debiased: Bool = false, count: Int) {
    precondition(decay >= 0 && decay < 1, "an average cannot decay by \(decay)")
    self.decay = decay
    isDebiased = debiased
    average = Array(repeating: 0, count: count)
  }

  /// Adds a vector. - Precondition: it has the average's length.
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
    // With weight 1, the sum would differ from x by rounding.
    guard weight < 1 else { return average.update(from: x, count: count) }
    let weight = T(weight)
    for i in 0..<count { average[i] += weight * (x[i] - average[i]) }
  }
}
