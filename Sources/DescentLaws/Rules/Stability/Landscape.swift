import Descent

/// f(x) = Σ λᵢ φᵢ(qᵢᵀ(x − c)) with orthonormal qᵢ, each φᵢ a parabola z²/2 or log cosh z: a smooth
/// function whose stationary point c, smoothness max |λᵢ| and directions are known exactly. It is
/// convex if no λᵢ is negative; otherwise c is a strict saddle.
package struct Landscape: Problem {
  package enum Profile: Sendable, Hashable {
    case parabola, logCosh

    /// φ(z), accurate near 0.
    package func value(_ z: Double) -> Double {
      switch self {
      case .parabola: return z * z / 2
      case .logCosh:
        let size = abs(z)
        guard size < 1 else { return size - .log(2) + .log(onePlus: .exp(-2 * size)) }
        let half = Double.sinh(size / 2)
        return .log(onePlus: 2 * half * half)
      }
    }

    package func slope(_ z: Double) -> Double { self == .parabola ? z : .tanh(z) }

    package func curvature(_ z: Double) -> Double {
      self == .parabola ? 1 : 1 / (.cosh(z) * .cosh(z))
    }
  }

  /// One term of the sum.
  package struct Direction: Sendable, Hashable {
    /// λ, the second derivative at the centre.
    package var curvature: Double
    package var profile: Profile
    /// A unit vector.
    package let axis: [Double]
  }

  package let center: [Double]
  package let directions: [Direction]

  package var layout: Layout { .vector(center.count) }
  package var specification: Specification { Specification(name: "landscape") }
  package func start(seed: UInt64) -> [Double] { center.map { $0 + 1 } }

  package var smoothness: Double? { largestCurvature }
  package var largestCurvature: Double { directions.map { abs($0.curvature) }.max() ?? 0 }

  package var stationaryPoints: [StationaryPoint] {
    let negative = directions.count { $0.curvature < 0 }
    let kind: StationaryPoint.Kind =
      negative == 0
      ? .globalMinimum : negative == directions.count ? .maximum : .saddle(index: negative)
    return [
      StationaryPoint(kind, at: center, value: 0, .closedForm("every φ is 0 and flat at 0 only"))
    ]
  }

  /// zᵢ = qᵢᵀ(x − c).
  package func components(_ x: [Double]) -> [Double] {
    directions.map { direction in
      x.indices.reduce(0) { $0 + direction.axis[$1] * (x[$1] - center[$1]) }
    }
  }

  /// The point with the given components.
  package func point(_ components: [Double]) -> [Double] {
    center.indices.map { i in
      zip(directions, components).reduce(center[i]) { $0 + $1.0.axis[i] * $1.1 }
    }
  }

  /// The value at the point with the given components.
  package func height(_ components: [Double]) -> Double {
    zip(directions, components).reduce(0) { $0 + $1.0.curvature * $1.0.profile.value($1.1) }
  }

  /// The gradient at the point with the given components.
  package func slope(_ components: [Double]) -> [Double] {
    center.indices.map { i in
      zip(directions, components).reduce(0) {
        $0 + $1.0.curvature * $1.0.profile.slope($1.1) * $1.0.axis[i]
      }
    }
  }

  package func hessian(at x: [Double]) -> [Double]? {
    let bends = zip(directions, components(x)).map { $0.curvature * $0.profile.curvature($1) }
    return x.indices.flatMap { i in
      x.indices.map { j in
        zip(directions, bends).reduce(0) { $0 + $1.0.axis[i] * $1.0.axis[j] * $1.1 }
      }
    }
  }

  package func _objective32() -> Objective<Float> { objective() }
  package func _objective64() -> Objective<Double> { objective() }

  private func objective<T: KernelScalar & BinaryFloatingPoint>() -> Objective<T> {
    let count = center.count
    func components(_ x: UnsafePointer<T>) -> [Double] {
      self.components((0..<count).map { Double(x[$0]) })
    }
    return Objective(
      value: { T(height(components($0))) },
      valueAndGradient: { x, gradient in
        let z = components(x)
        for (i, entry) in slope(z).enumerated() { gradient[i] = T(entry) }
        return T(height(z))
      })
  }
}
