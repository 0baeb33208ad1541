import Descent

/// GSL's verdict on a claimed infimum that no point attains: how close a path comes to it.
package struct InfimumCertificate: Sendable {
  /// The claimed greatest lower bound.
  package let reference: Double
  /// The lowest value found.
  package let lowest: Double
  /// The distance of the lowest point from the start.
  package let distance: Double
  /// The value at the start.
  package let start: Double
  /// The contradiction to the claim; nil for a good certificate.
  package let objection: String?
  package var passes: Bool { objection == nil }
  /// The final value minus the infimum.
  package var gap: Double { lowest - reference }
}

/// Follows a path toward the infimum that a problem claims. At distances from the start that grow
/// tenfold, it takes the lowest of random points, of the points on the previous ray, of the points
/// that GSL's minimizer reaches from them, and of a random search along each coordinate in turn
/// with shrinking steps.
///
/// It passes if no value is lower, beyond rounding, and the path comes within a thousandth of the
/// distance in value from the start; or for a function that is unbounded below, if its values keep
/// decreasing.
/// - Returns: nil if the problem claims no infimum.
/// - Throws: ``GSLError``, or the problem's error when its objective is created.
package func verifyInfimum(_ problem: any Problem) throws -> InfimumCertificate? {
  guard let infimum = problem.infimum else { return nil }
  return try Evaluator(problem).follow(infimum.value)
}

extension Evaluator {
  fileprivate func follow(_ infimum: Double) throws(GSLError) -> InfimumCertificate {
    let start = problem.start(seed: 0)
    let first = value(start)
    var (best, lowest) = (start, first)
    var values: [Double] = []
    var usual = abs(first)
    let unit = length(at: start)
    for power in 0...8 {
      let radius = unit * .pow(10, Double(power))
      let points = candidates(around: start, radius, towards: best)
      let ranked = points.map { (point: $0, value: value($0)) }.filter { $0.value.isFinite }
        .sorted { $0.value < $1.value }
      if power == 0 { usual = max(usual, ranked.map { abs($0.value) }.max() ?? 0) }
      for candidate in ranked.prefix(2) {
        if candidate.value < lowest { (best, lowest) = candidate }
        let end = try descend(self, from: candidate.point, restarts: 2, iterations: 200)
        let reached = value(end.point)
        if reached < lowest { (best, lowest) = (end.point, reached) }
      }
      let sought = coordinateSearch(from: best, value: lowest, radius: radius, seed: UInt64(power))
      (best, lowest) = (sought.point, sought.value)
      values.append(lowest)
    }
    return InfimumCertificate(
      reference: infimum, lowest: lowest, distance: norm(along(best, -1, start)), start: first,
      objection: objection(
        infimum, lowest: lowest, first: first, values, usual: usual,
        noise: noise(at: best, seed: 0).value))
  }

  private func objection(
    _ infimum: Double, lowest: Double, first: Double, _ values: [Double], usual: Double,
    noise: Double
  ) -> String? {
    if infimum == -.infinity {
      let falls = zip(values, values.dropFirst()).map { $0 - $1 }.suffix(3)
      let isEndless = zip(falls, falls.dropFirst()).allSatisfy { $1 > 0 && $1 >= 0.9 * $0 }
      return isEndless || lowest < -1e6 * usual
        ? nil : "the values along the path end at \(lowest): they do not fall without end"
    }
    guard infimum.isFinite else { return "\(infimum) is no infimum" }
    let slack = 4 * noise + 1e-13 * abs(infimum)
    guard lowest >= infimum - slack else {
      return "a value is lower by \(infimum - lowest)"
    }
    guard lowest - infimum <= max(slack, 1e-3 * (first - infimum)) else {
      return "the path ends \(lowest - infimum) above it"
    }
    return nil
  }

  /// The lowest point of a random search along each coordinate in turn, in few dimensions: a function that
  /// is a sum over coordinates may have too many minima for any other search.
  private func coordinateSearch(
    from start: [Double], value: Double, radius: Double, seed: UInt64
  ) -> (point: [Double], value: Double) {
    var (point, lowest) = (start, value)
    guard dimension <= 20 else { return (point, lowest) }
    let random = CounterRandom(seed: seed).split(stream: 0x636F_6F72)
    var draw: UInt64 = 0
    for i in 0..<dimension {
      var step = radius
      while step > 1e-9 * radius {
        for _ in 0..<8 {
          let old = point[i]
          point[i] = old + (2 * random.uniform(draw) - 1) * step
          draw += 1
          let there = self.value(point)
          if there < lowest { lowest = there } else { point[i] = old }
        }
        step /= 2
      }
    }
    return (point, lowest)
  }

  /// Points at a distance: random ones, points on the axes and, in few dimensions, on the diagonals,
  /// and a point further along the direction that led down so far.
  private func candidates(
    around start: [Double], _ radius: Double, towards best: [Double]
  ) -> [[Double]] {
    var directions = probes(along: [], seed: 0x696E_66)
    if dimension <= 16 {
      for axis in 0..<dimension {
        for sign in [1.0, -1] {
          directions.append((0..<dimension).map { $0 == axis ? sign : 0 })
        }
      }
    }
    if dimension <= 6 {
      let length = Double(dimension).squareRoot()
      for signs in 0..<(1 << dimension) {
        directions.append((0..<dimension).map { (signs >> $0 & 1 == 0 ? 1 : -1) / length })
      }
    }
    let way = along(best, -1, start)
    if norm(way) > 0 { directions.append(way.map { $0 / norm(way) }) }
    return directions.map { along(start, radius, $0) } + [best, best.map { 10 * $0 }]
  }
}
