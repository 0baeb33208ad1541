import Descent

extension StationaryPoint {
  /// Whether the Hessian is claimed to be singular.
  package var isSingular: Bool {
    if case .singular = curvature { true } else { false }
  }

  /// Whether Newton's method cannot reach the point, so that the claimed point itself is judged.
  var isTakenAsItIs: Bool { curvature != .regular }
}

extension Double {
  /// The unit in the last place, 0 at 0.
  var ulpOrZero: Double { self == 0 ? 0 : ulp }
}

/// The checks for points where the second derivatives do not decide.
extension Evaluator {
  func singularObjections(
    _ claim: StationaryPoint, _ space: StationaryPoint.NullSpace, _ found: PolishedPoint,
    _ curvature: Curvature
  ) -> [Certificate.Objection] {
    var objections: [Certificate.Objection] = []
    if !signsAgree(claim.kind, curvature) {
      objections.append(
        .kind(
          claimed: claim.kind,
          found: curvature.negative == 0 ? .degenerate : .saddle(index: curvature.negative)))
    }
    if let dimension = space.dimension, dimension != curvature.undecided {
      objections.append(.nullDimension(claimed: dimension, found: curvature.undecided))
    }
    // Rounding errors of a product's sum, in addition to the error of the matrix.
    let size = max(abs(curvature.smallest), abs(curvature.largest))
    for (place, vector) in space.basis.enumerated() {
      precondition(
        vector.count == dimension, "a null vector of \(vector.count) in \(dimension) dimensions")
      let product = (0..<dimension).map { row in
        dot(Array(found.hessian.matrix[(row * dimension)..<((row + 1) * dimension)]), vector)
      }
      let allowed =
        (Double(dimension) * Double.ulpOfOne * size + found.hessian.error) * norm(vector)
      let length = norm(product)
      if !(length <= allowed) {
        objections.append(.nullVector(place: place, norm: length, allowed: allowed))
      }
    }
    return objections
  }

  /// Whether the eigenvalues with a determined sign have the sign of the claim.
  private func signsAgree(_ kind: StationaryPoint.Kind, _ curvature: Curvature) -> Bool {
    switch kind {
    case .minimum, .minimisingSet: curvature.negative == 0
    case .saddle(let index): curvature.negative == index
    case .maximum: curvature.negative == dimension - curvature.undecided
    case .degenerate: true
    }
  }

  /// Whether the claim is possible given the eigenvalues with a determined sign.
  func signsMayAgree(_ kind: StationaryPoint.Kind, _ curvature: Curvature) -> Bool {
    switch kind {
    case .minimum, .minimisingSet: curvature.negative == 0
    case .saddle(let index):
      (curvature.negative...curvature.negative + curvature.undecided).contains(index)
    case .maximum: curvature.negative + curvature.undecided == dimension
    case .degenerate: false
    }
  }

  /// Searches for a point that is lower than the claim allows: along each vector of the null
  /// space and its opposite, along random sums of them, and along random directions.
  func lowerPoint(
    _ claim: StationaryPoint, _ space: StationaryPoint.NullSpace, _ point: [Double],
    _ here: Double, _ allowed: Double, _ seed: UInt64
  ) -> Certificate.Objection? {
    let radii = claim.kind.isGlobal ? [1e-3, 1e-2, 0.1, 1, 10] : [1e-3, 1e-2]
    let scale = max(1, norm(point))
    for direction in probes(along: space.basis, seed: seed) {
      for radius in radii {
        let there = value(along(point, radius * scale, direction))
        // Includes the rounding of values of this size; NaN is not lower.
        let slack = allowed + 64 * max(abs(there), abs(here)).ulpOrZero
        if there < here - slack {
          return .lower(by: here - there, distance: radius * scale)
        }
      }
    }
    return nil
  }

  /// Directions of length 1: the vectors of a basis and their opposites, random sums of them, and random
  /// ones.
  func probes(along basis: [[Double]], seed: UInt64) -> [[Double]] {
    let random = CounterRandom(seed: seed).split(stream: 0x6C6F_7765)
    var directions = basis.flatMap { [$0, $0.map { -$0 }] }
    var draw: UInt64 = 0
    func normal() -> Double {
      defer { draw += 1 }
      return random.normal(draw)
    }
    // In many dimensions, values are expensive, and additional directions add little.
    for _ in 0..<(dimension > 100 ? 16 : 64) {
      if !basis.isEmpty {
        var sum = [Double](repeating: 0, count: dimension)
        for vector in basis { sum = along(sum, normal(), vector) }
        directions.append(sum)
      }
      directions.append((0..<dimension).map { _ in normal() })
    }
    return directions.compactMap { direction in
      let length = norm(direction)
      return length > 0 ? direction.map { $0 / length } : nil
    }
  }
}
