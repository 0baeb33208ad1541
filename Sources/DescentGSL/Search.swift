import Descent

/// Starts GSL's minimisers from the standard start, ten and a hundred times it, polishes where each ends
/// by Newton steps downhill, and says what is there.
/// - Throws: ``GSLError``, or what the problem throws when its objective is made.
public func search(_ problem: any Problem) throws -> [SearchEnd] {
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
  /// Above this many parameters a Hessian costs more than a search is worth.
  private static let polishedDimension = 100

  fileprivate func search(
    _ method: SearchEnd.Method, from start: [Double], factor: Int, startsAtZero: Bool
  ) throws(GSLError) -> SearchEnd? {
    let isLarge = dimension > Self.polishedDimension
    func end(_ point: [Double], _ ending: SearchEnd.Ending) -> SearchEnd {
      let (value, gradient) = self.gradient(point)
      let claims = problem.stationaryPoints
      var kind: StationaryPoint.Kind?
      if case .claimed(let place, _) = ending { kind = claims[place].kind }
      if case .image(let place, _) = ending { kind = claims[place].kind }
      return SearchEnd(
        method: method, factor: factor, startsAtZero: startsAtZero, point: point, value: value,
        gradientNorm: norm(gradient), ending: ending, isLowerBy: excess(value, at: point),
        kind: kind)
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
      if let polished, polished.value <= self.value(point) { point = polished.point }
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
    // What a claim's value may differ by: some digits of its own, or of the way down to it.
    func isAsLow(_ claim: StationaryPoint) -> Bool {
      let drop = abs(self.value(standard) - claim.value)
      let slack = 4 * noise.value + 1e-9 * abs(claim.value) + (drop.isFinite ? 1e-12 * drop : 0)
      return abs(value - claim.value) <= slack
    }
    let alike = claims.indices.filter { isAsLow(claims[$0]) }.map { place in
      (place: place, distance: claims[place].point.map { norm(along(point, -1, $0)) })
    }
    let far = 1e-3 * length(at: point)
    let nearest = alike.min { ($0.distance ?? 0) < ($1.distance ?? 0) }
    if let nearest {
      let isSet = claims[nearest.place].isTakenAsItIs || nearest.distance == nil
      let distance = nearest.distance ?? 0
      return isSet || distance <= far
        ? .claimed(nearest.place, distance: distance) : .image(nearest.place, distance: distance)
    }
    let known = claims.compactMap(\.point).map(norm).max() ?? 0
    if norm(point) > 100 * max(norm(start), known, length(at: standard)) { return .infinity }
    if isLost { return .lost }
    let initial = norm(self.gradient(start).gradient)
    guard norm(gradient) <= max(8 * noise.gradient, 1e-9 * initial) else { return .stopped }
    let hessian = hessian(at: point)
    guard hessian.matrix.allSatisfy(\.isFinite) else { return .lost }
    let curvature = try Curvature(hessian.matrix, order: dimension, error: hessian.error)
    let here = max(abs(curvature.smallest), abs(curvature.largest))
    let usual = norm(self.hessian(at: standard).matrix)
    if here == 0 || here <= 1e-9 * usual && norm(gradient) <= 1e-9 * initial { return .plateau }
    return .unclaimed(
      curvature.undecided > 0
        ? .degenerate
        : curvature.negative == 0
          ? .strictMinimum
          : curvature.negative == dimension ? .maximum : .saddle(index: curvature.negative))
  }

  /// How much lower than a claim of the lowest value a value is, beyond rounding.
  private func excess(_ value: Double, at point: [Double]) -> Double? {
    let lowest =
      problem.stationaryPoints.filter { $0.kind.isGlobal || $0.kind == .minimum(.bestKnown) }
      .map(\.value) + (problem.infimum.map { [$0.value] } ?? [])
    guard let claimed = lowest.min(), value.isFinite else { return nil }
    let slack = 4 * noise(at: point, seed: 0).value + 1e-13 * max(1, abs(claimed))
    return value < claimed - slack ? claimed - value : nil
  }
}
