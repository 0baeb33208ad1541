import Descent

extension Probe {
  /// Large enough that any constant added to the gradient becomes either negligible or dominant.
  private static var factor: Double { 0x1p20 }

  /// The power with which moves scale with the size of the gradients, upwards and downwards; measured again
  /// with the constants in units of gradients at 0.
  func degree() throws -> Fingerprint.Degree {
    let atZero = try power(of: homogeneous)
    let isStill = Agreement.size(try homogeneous.moves(history).flatMap(\.self)) == 0
    if let power = try power(of: rule) {
      return .init(power: power, homogeneous: atZero, isStill: isStill)
    }
    return .init(
      power: atZero, zeroed: atZero == nil ? [] : zeroed, homogeneous: atZero, isStill: isStill)
  }

  private func power(of rule: ProbedRule) throws -> Double? {
    let plain = try rule.moves(history)
    let small = try rule.moves(history.scaled(1 / Self.factor))
    let large = try rule.moves(history.scaled(Self.factor))
    let ratio = Agreement.size(large.flatMap(\.self)) / Agreement.size(plain.flatMap(\.self))
    guard ratio.isFinite, ratio > 0 else { return nil }
    // Only multiples of ½ count as powers.
    let power = (2 * Double.log2(ratio) / 20).rounded() / 2
    let scale = Double.pow(Self.factor, power)
    let isPower =
      Agreement.holds(plain.map { $0.map { $0 * scale } }, large)
      && Agreement.holds(plain.map { $0.map { $0 / scale } }, small)
    return isPower ? power : nil
  }

  /// Multiplies each coordinate by its own power of two.
  func isDiagonalScaleFree() throws -> Bool {
    var draw = draw(3)
    let factors = history.start.map { _ in
      Double.power(draw.index(below: 13) - 6)
    }
    return try isUnchanged(homogeneous, history.mapGradients { zip($1, factors).map { $0 * $1 } })
  }

  /// Multiplies the gradient of each step by its own power of two.
  func isStepScaleFree() throws -> Bool {
    let factors: [Double] = [1, 16, 0.5, 0.125, 2, 0.25]
    return try isUnchanged(
      homogeneous, history.mapGradients { step, g in g.map { $0 * factors[step] } })
  }

  private func isUnchanged(_ rule: ProbedRule, _ changed: History) throws -> Bool {
    Agreement.holds(try rule.moves(history), try rule.moves(changed))
  }

  /// Runs one coordinate through histories that grow, shrink, stay constant and vary randomly, in small and
  /// in large units.
  func bound(_ degree: Fingerprint.Degree) throws -> Fingerprint.Bound {
    let largest = try largestMove(in: 1)
    let larger = try largestMove(in: Self.factor)
    guard largest.isFinite, larger.isFinite, larger < 1000 * max(largest, 1) else {
      return .unbounded
    }
    return degree.homogeneous == 0 ? .largest(largest) : .byConstant
  }

  private func largestMove(in unit: Double) throws -> Double {
    var draw = draw(4)
    var histories: [[Double]] = [0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2, 4].map { ratio in
      (0..<40).map { .pow(ratio, $0) }
    }
    histories.append((0..<12).map { .pow(1000, $0) })
    // A variance about the mean decays to 0 under a constant gradient.
    histories.append(Array(repeating: 0.7, count: 200))
    for _ in 0..<6 {
      histories.append((0..<40).map { _ in draw.normal() })
      histories.append((0..<40).map { _ in draw.logUniform(-3...3) })
    }
    var largest = 0.0
    for gradients in histories {
      for row in try homogeneous.moves(.scalar(gradients.map { $0 * unit })) {
        let size = abs(row[0]) / History.rate
        guard size.isFinite else { return .infinity }
        largest = max(largest, size)
      }
    }
    return largest
  }
}
