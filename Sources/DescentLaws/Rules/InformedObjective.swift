import Descent

/// The form of the laws' objectives, which all have the gradient g at x, where the step begins.
enum InformedGround: Sendable {
  /// f(p) = g · p + Σ |gᵢ xᵢ|: the gradient is the same everywhere, and the value at x is not negative.
  case plane
  /// The plane plus ½ ‖p − x‖², which has a minimum for a line search to find.
  case bowl
  /// The plane plus ½ Σ aᵢ (pᵢ − xᵢ)², where aᵢ is 4, 1, ¼ in turn within each tensor.
  case valley
  /// f(p) = ½ ‖J (p − x) + J⁻ᵀ g‖², J with ones on the diagonal and halves above it.
  case chain

  /// The simplest form that provides what a rule needs.
  init(for needs: Needs) {
    self =
      needs.contains(.residuals) ? .chain : needs.contains(.consistentGradient) ? .bowl : .plane
  }
}

/// The objective of one step. It does not depend on tensors without a gradient. Products use its Hessian, and
/// it is its own single example.
struct InformedObjective<T: KernelScalar> {
  private let ground: InformedGround
  /// The gradient at `here`, 0 where there is none.
  private let slope: [T]
  private let here: [T]
  private let curvatures: [T]

  init(_ ground: InformedGround, _ step: StepArguments<T>, _ layout: Layout) {
    self.ground = ground
    // Copy the parameters, because the rule may have moved them before it evaluates.
    here = Array(UnsafeBufferPointer(start: step.parameters, count: layout.count))
    var (slope, curvatures) = ([T](), [T]())
    for (tensor, part) in layout.tensors.enumerated() {
      let isPresent = step.hasGradient(tensor)
      slope += part.range.map { isPresent ? step.gradient[$0] : 0 }
      curvatures += (0..<part.count).map { i in
        guard isPresent else { return 0 }
        switch ground {
        case .plane: return 0
        case .bowl, .chain: return 1
        case .valley: return [4, 1, 0.25][i % 3]
        }
      }
    }
    (self.slope, self.curvatures) = (slope, curvatures)
  }

  /// The value where the step begins.
  var valueHere: Double { here.withUnsafeBufferPointer { Double(value($0.baseAddress)) } }

  private var count: Int { slope.count }

  /// The distance of a coordinate from the start of the step; 0 for a plane, which does not depend on x even
  /// if it is NaN.
  private func distance(_ p: UnsafePointer<T>, _ i: Int) -> T {
    ground == .plane || curvatures[i] == 0 ? 0 : p[i] - here[i]
  }

  private func value(_ point: UnsafePointer<T>?) -> T {
    guard let point else { return 0 }
    if ground == .chain {
      return residuals(point).reduce(0) { $0 + $1 * $1 } / 2
    }
    var value = T.zero
    for i in 0..<count where slope[i] != 0 || curvatures[i] != 0 {
      let way = distance(point, i)
      value += slope[i] * point[i] + abs(slope[i] * here[i]) + curvatures[i] * way * way / 2
    }
    return value
  }

  private func gradient(_ point: UnsafePointer<T>, into gradient: UnsafeMutablePointer<T>) {
    let way = (0..<count).map { distance(point, $0) }
    product(way, into: gradient)
    for i in 0..<count { gradient[i] = ground == .plane ? slope[i] : gradient[i] + slope[i] }
  }

  /// The Hessian times a vector.
  private func product(_ vector: [T], into product: UnsafeMutablePointer<T>) {
    guard ground == .chain else {
      for i in 0..<count { product[i] = curvatures[i] * vector[i] }
      return
    }
    let image = jacobianTimes(vector)
    for i in 0..<count { product[i] = image[i] + (i > 0 ? image[i - 1] / 2 : 0) }
  }

  private func jacobianTimes(_ vector: [T]) -> [T] {
    vector.indices.map { vector[$0] + ($0 + 1 < count ? vector[$0 + 1] / 2 : 0) }
  }

  private func residuals(_ point: UnsafePointer<T>) -> [T] {
    // Compute J⁻ᵀ g by forward substitution.
    var start: [T] = []
    for i in 0..<count { start.append(slope[i] - (i > 0 ? start[i - 1] / 2 : 0)) }
    return zip(jacobianTimes((0..<count).map { distance(point, $0) }), start).map { $0 + $1 }
  }

  /// The number of examples of the model that draws labels.
  private static var modelCount: Int { 4 }

  /// A gradient ĝ for which the mean of B ĝĝᵀ is the Hessian: (1/√B) Jᵀ ξ with random signs ξ. If the
  /// Hessian is diagonal, B ĝ² is the diagonal, without rounding.
  private func drawnGradient(_ labels: LabelDraws, into gradient: UnsafeMutablePointer<T>) {
    var before = T.zero
    for i in 0..<count {
      let sign: T = labels.uniform(i) < 0.5 ? -1 : 1
      let half = sign / T(2)
      gradient[i] = ground == .chain ? half + before / 2 : half * curvatures[i].squareRoot()
      before = half
    }
  }

  var oracle: Oracle<T> {
    var functions = Oracle<T>.Functions { point, gradient in
      self.gradient(point, into: gradient)
      return self.value(point)
    }
    functions.hessianProduct = { _, vector, product in
      self.product((0..<count).map { vector[$0] }, into: product)
    }
    functions.likelihood = Likelihood { _, gradient, _, labels in
      drawnGradient(labels, into: gradient)
      return Self.modelCount
    }
    let evaluate = functions.evaluate
    functions.evaluateExamples = { point, gradient, _ in evaluate(point, gradient) }
    functions.exampleCount = 1
    if ground == .chain {
      functions.residuals = ResidualFunctions(count: count, factor: 0.5) { point, r in
        for (i, residual) in residuals(point).enumerated() { r[i] = residual }
      } jacobian: { point, r, jacobian in
        for (i, residual) in residuals(point).enumerated() { r[i] = residual }
        for i in 0..<(count * count) { jacobian[i] = 0 }
        for i in 0..<count {
          jacobian[i * count + i] = 1
          if i + 1 < count { jacobian[i * count + i + 1] = 0.5 }
        }
      }
    }
    return Oracle(functions)
  }
}
