import Descent

/// Synthetic data in the plane; every point is a pure function of the seed.
///
/// Point `s` uses the normal numbers `2s` and `2s + 1` of ``CounterRandom``.
extension DataSet {
  /// Two interleaved half circles: label 0 on the upper one about the origin, label 1 on the lower
  /// one about (1, ½), each point with normal noise.
  /// - Precondition: `count` is even and at least 4.
  public static func moons(count: Int, noise: Double, seed: UInt64) -> DataSet {
    precondition(count >= 4 && count % 2 == 0, "two moons of \(count) points")
    let half = count / 2
    return plane(count: count, classCount: 2, noise: noise, seed: seed) { s in
      let t = Double.pi * Double(s % half) / Double(half - 1)
      return s < half ? (.cos(t), .sin(t), 0) : (1 - .cos(t), 0.5 - .sin(t), 1)
    }
  }

  /// `classes` spiral arms from the centre to the unit circle, label by label.
  /// - Precondition: `count` is a positive multiple of `classes`.
  public static func spirals(
    count: Int, classes: Int, turns: Double, noise: Double, seed: UInt64
  ) -> DataSet {
    precondition(count > 0 && count % classes == 0, "\(classes) spirals of \(count) points")
    let perArm = count / classes
    return plane(count: count, classCount: classes, noise: noise, seed: seed) { s in
      let arm = s / perArm
      let r = (Double(s % perArm) + 0.5) / Double(perArm)
      let angle = 2 * Double.pi * (turns * r + Double(arm) / Double(classes))
      return (r * .cos(angle), r * .sin(angle), arm)
    }
  }

  /// Normal clouds around `classes` points spaced evenly on a circle, with the labels in turn.
  /// - Precondition: `count` is at least `classes`.
  public static func blobs(
    count: Int, classes: Int, radius: Double, noise: Double, seed: UInt64
  ) -> DataSet {
    precondition(count >= classes, "\(classes) blobs of \(count) points")
    return plane(count: count, classCount: classes, noise: noise, seed: seed) { s in
      let angle = 2 * Double.pi * Double(s % classes) / Double(classes)
      return (radius * .cos(angle), radius * .sin(angle), s % classes)
    }
  }

  private static func plane(
    count: Int, classCount: Int, noise: Double, seed: UInt64,
    _ point: (Int) -> (x: Double, y: Double, label: Int)
  ) -> DataSet {
    let random = CounterRandom(seed: seed)
    var features: [Double] = []
    var labels: [Int] = []
    for s in 0..<count {
      let p = point(s)
      features.append(p.x + noise * random.normal(UInt64(2 * s)))
      features.append(p.y + noise * random.normal(UInt64(2 * s + 1)))
      labels.append(p.label)
    }
    return DataSet(features: features, labels: labels, featureCount: 2, classCount: classCount)
  }
}
