import Descent

/// Runs GSL's minimizers from the standard start, and from ten and a hundred times it, polishes each end
/// point with descending Newton steps, and classifies it.
/// - Throws: ``GSLError``, or the problem's error when its objective is created.
package func search(_ problem: any Problem) throws -> [SearchEnd] {
  let evaluator = try Evaluator(problem)
  let standard = problem.start(seed: 0)
  let isZero = standard.allSatisfy { $0 == 0 }
  return try [1, 10, 100].flatMap { factor in
    let start = standard.map { x in
      isZero ? (factor == 1 ? 0 : Double(factor)) : Double(factor) * x
    }
    return try SearchEnd.Method.allCases.compactMap { method in
      try evaluator.search(method, from: start, factor: factor, startsAtZero: isZero)
    }
  }
}

extension Evaluator {
  /// Above this number of parameters, Hessians are too expensive for a search.
  private static let polishedDimension = 100

  fileprivate func search(
    _ method: SearchEnd.Method, from start: [Double], factor: Int, startsAtZero: Bool
  ) throws(GSLError) -> SearchEnd? {
    let isLarge = dimension > Self.polishedDimension
    func end(_ point: [Double], _ ending: SearchEnd.Ending) -> SearchEnd {
      let (value, gradient) = self.gradient(point)
      let claims = problem.stationaryPoints
      return SearchEnd(
        method: method, factor: factor, startsAtZero: startsAtZero, point: point, value: value,
        gradientNorm: norm(gradient), ending: ending, isLowerBy: excess(value, at: point),
        kind: ending.claim.map { claims[$0.place].kind })
    }
    if method == .nmsimplex2, dimension >= 10 { return nil }
    if method == .multifit {
      guard let residuals, residuals.count >= dimension else { return nil }
    }
    let (value, gradient) = self.gradient(start)
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else {
      return end(start, .notFiniteAtStart)
    }
    let reached: MinimizerEnd?
    switch method {
    case .bfgs2:
      reached = try descend(
        self, from: start, restarts: isLarge ? 2 : 24, iterations: isLarge ? 200 : 2000)
    case .nmsimplex2: reached = try contract(self, from: start)
    case .multifit: reached = try fitted(self, from: start)
    }
    guard let reached else { return nil }
    var point = reached.point
    let hasHessian = problem.hessian(at: point) != nil
    if hasHessian || !isLarge {
      let polished = try? polish(point, downhill: true, limit: isLarge ? 4 : 50)
      // Near a minimum, both values are equal up to rounding.
      let before = self.value(point)
      let slack = 1e-13 * abs(before) + 4 * noise(at: point, seed: 0).value
      if let polished, polished.value <= before + slack { point = polished.point }
    }
    return end(point, try ending(at: point, from: start, isLost: reached.isLost))
  }

  private func ending(
    at point: [Double], from start: [Double], isLost: Bool
  ) throws(GSLError) -> SearchEnd.Ending {
    let (value, gradient) = gradient(point)
    let standard = problem.start(seed: 0)
    let claims = problem.stationaryPoints
    let noise = noise(at: point, seed: 0)
    // The tolerance for a claim's value: relative to itself, or to the decrease from the start.
    func isAsLow(_ claim: StationaryPoint) -> Bool {
      let drop = abs(self.value(standard) - claim.value)
      let slack = 4 * noise.value + 1e-9 * abs(claim.value) + (drop.isFinite ? 1e-12 * drop : 0)
      return abs(value - claim.value) <= slack
    }
    let alike = claims.indices.filter { isAsLow(claims[$0]) }.map { place in
      (place: place, distance: claims[place].point.map { norm(along(point, -1, $0)) } ?? 0)
    }.sorted { $0.distance < $1.distance }
    if let nearest = alike.first, nearest.distance <= 1e-3 * length(at: point) {
      return .claimed(nearest.place, distance: nearest.distance)
    }
    let known = claims.compactMap(\.point).map(norm).max() ?? 0
    if norm(point) > 100 * max(norm(start), known, length(at: standard)) { return .infinity }
    if isLost { return .lost }
    let hessian = hessian(at: point)
    guard hessian.matrix.allSatisfy(\.isFinite) else { return .lost }
    let curvature = try Curvature(hessian.matrix, order: dimension, error: hessian.error)
    let steepest = max(abs(curvature.smallest), abs(curvature.largest))
    let slope = norm(gradient)
    let usual = (
      slope: norm(self.gradient(standard).gradient),
      curvature: norm(self.hessian(at: standard).matrix)
    )
    if steepest <= 1e-9 * usual.curvature && slope <= 1e-9 * usual.slope { return .plateau }
    // The gradient that is explained by a move of half the digits of a double.
    guard slope <= max(8 * noise.gradient, 1e-8 * steepest * length(at: point)) else {
      return .stopped
    }
    let verdict: Certificate.Verdict =
      switch (curvature.undecided, curvature.negative) {
      case (1..., 0): .degenerate
      case (_, 0): .strictMinimum
      case (_, dimension): .maximum
      case (_, let index): .saddle(index: index)
      }
    // A point of a set of minima, or with a singular Hessian, is identified by its value.
    let isLow = curvature.negative == 0
    for claim in alike where claims[claim.place].isTakenAsItIs {
      if claims[claim.place].kind.isMinimum == isLow {
        return .claimed(claim.place, distance: claim.distance)
      }
    }
    let image = alike.first { verdict.agrees(with: claims[$0.place]) }
    return image.map { .image($0.place, distance: $0.distance) } ?? .unclaimed(verdict)
  }

  /// The amount, beyond rounding, by which a value is lower than the lowest claim; nil if it is
  /// not.
  private func excess(_ value: Double, at point: [Double]) -> Double? {
    let lowest =
      problem.stationaryPoints.filter { $0.kind.isGlobal || $0.kind == .minimum(.bestKnown) }
      .map(\.value) + (problem.infimum.map { [$0.value] } ?? [])
    guard let claimed = lowest.min(), value.isFinite else { return nil }
    let slack = 4 * noise(at: point, seed: 0).value + 1e-13 * max(1, abs(claimed))
    return value < claimed - slack ? claimed - value : nil
  }
}
