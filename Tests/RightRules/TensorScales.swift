import Descent

// One scale for each tensor, row or column.

struct Adanorm: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("b2", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("norm decay", in: 0..<1) var gamma = 0.95
  @Hyperparameter("eps", in: 0...) var epsilon = 1e-8
  static let card = Card(
    name: "adanorm", summary: "Adam with gradients brought up to their mean norm",
    formula: "s = max(1, e/‖g‖)        m ← β₁ m + (1 − β₁) s g",
    source: "Dubey et al. 2023, AdaNorm")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["m", "v"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t", "n"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (m, v) = (s["m"], s["v"])
    var sum = 0.0
    for i in 0..<s.count { sum += Double(s.gradient[i]) * Double(s.gradient[i]) }
    let norm = sum.squareRoot()
    s.counters[0] += 1
    s.counters[1] = gamma * s.counters[1] + (1 - gamma) * norm
    let mean = s.counters[1] / (1 - Double.pow(gamma, s.counters[0]))
    let scale = norm > 0 && mean > norm ? mean / norm : 1
    let (c1, c2) = (1 - Double.pow(beta1, s.counters[0]), 1 - Double.pow(beta2, s.counters[0]))
    for i in 0..<s.count {
      m[i] = T(beta1) * m[i] + T((1 - beta1) * scale) * s.gradient[i]
      v[i] = T(beta2) * v[i] + T(1 - beta2) * s.gradient[i] * s.gradient[i]
      s.x[i] -= T(s.rate / c1) * quotient(m[i], sqrt(v[i] / T(c2)) + T(epsilon))
    }
  }
}

struct ScalarAdam: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("b1", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("b2", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("eps", in: 0...) var epsilon = 1e-8
  static let card = Card(
    name: "scalar_adam", summary: "Adam with one second moment a tensor",
    formula: "v ← β₂ v + (1 − β₂) mean g²",
    source: "Zhang et al. 2024, one block")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["m"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t", "v"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let m = s["m"]
    var sum = 0.0
    for i in 0..<s.count { sum += Double(s.gradient[i]) * Double(s.gradient[i]) }
    s.counters[0] += 1
    s.counters[1] = beta2 * s.counters[1] + (1 - beta2) * sum / Double(s.count)
    let (c1, c2) = (1 - Double.pow(beta1, s.counters[0]), 1 - Double.pow(beta2, s.counters[0]))
    let below = (s.counters[1] / c2).squareRoot() + epsilon
    for i in 0..<s.count {
      m[i] = T(beta1) * m[i] + T(1 - beta1) * s.gradient[i]
      if below > 0 { s.x[i] -= T(s.rate / c1 / below) * m[i] }
    }
  }
}

struct Dowg: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("first distance", above: 0) var distance = 1e-4
  static let card = Card(
    name: "dowg", summary: "the largest distance over weighted gradients",
    formula: "v ← v + r² ‖g‖²        x ← x − η r²/√v g",
    source: "Khaled, Mishchenko and Jin 2023, DoWG")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["start"] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t", "r", "v"] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let start = s["start"]
    if s.counters[0] == 0 { for i in 0..<s.count { start[i] = s.x[i] } }
    s.counters[0] += 1
    var (d, q): (Double, Double) = (0, 0)
    for i in 0..<s.count {
      d += Double((s.x[i] - start[i]) * (s.x[i] - start[i]))
      q += Double(s.gradient[i] * s.gradient[i])
    }
    s.counters[1] = max(s.counters[1], d.squareRoot(), distance)
    s.counters[2] += s.counters[1] * s.counters[1] * q
    guard s.counters[2] > 0 else { return }
    let eta = s.rate * s.counters[1] * s.counters[1] / s.counters[2].squareRoot()
    for i in 0..<s.count { s.x[i] -= T(eta) * s.gradient[i] }
  }
}

struct RelativeStep: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("least size", above: 0) var least = 1e-3
  static let card = Card(
    name: "relative_step", summary: "steps in proportion to the size of a tensor",
    formula: "x ← x − η max(s, rms x) g/rms g",
    source: "Shazeer and Stern 2018, section 8")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    var (xx, gg) = (0.0, 0.0)
    for i in 0..<s.count {
      xx += Double(s.x[i] * s.x[i]); gg += Double(s.gradient[i] * s.gradient[i])
    }
    guard gg > 0 else { return }
    let size = max(least, (xx / Double(s.count)).squareRoot())
    let scale = T(s.rate * size / (gg / Double(s.count)).squareRoot())
    for i in 0..<s.count { s.x[i] -= scale * s.gradient[i] }
  }
}

struct SphereStep: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "sphere_step", summary: "descent that keeps the length of each tensor",
    formula: "x ← ‖x‖ (x − η Pg)/‖x − η Pg‖",
    source: "Absil, Mahony and Sepulchre 2008, chapter 4")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    // Keeps the length of every tensor: Riemannian descent on spheres.
    var (xx, xg) = (0.0, 0.0)
    for i in 0..<s.count { xx += Double(s.x[i] * s.x[i]); xg += Double(s.x[i] * s.gradient[i]) }
    guard xx > 0 else { return }
    var after = 0.0
    for i in 0..<s.count {
      s.x[i] -= T(s.rate) * (s.gradient[i] - T(xg / xx) * s.x[i])
      after += Double(s.x[i] * s.x[i])
    }
    guard after > 0 else { return }
    let back = T((xx / after).squareRoot())
    for i in 0..<s.count { s.x[i] *= back }
  }
}

struct RowColumnMean: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  static let card = Card(
    name: "row_column_mean", summary: "gradients less half the means of row and column",
    formula: "x ← x − η (g − (rows + columns)/2)",
    source: "elementary")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    // Gradients less the means of their rows and columns, of matrices.
    let shape = s.tensor.shape
    guard shape.count == 2 else {
      for i in 0..<s.count { s.x[i] -= T(s.rate) * s.gradient[i] }
      return
    }
    let (rows, columns) = (shape[0], shape[1])
    var r = [T](repeating: 0, count: rows)
    var k = [T](repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns {
        r[i] += s.gradient[i * columns + j] / T(columns)
        k[j] += s.gradient[i * columns + j] / T(rows)
      }
    }
    for i in 0..<rows {
      for j in 0..<columns {
        s.x[i * columns + j] -= T(s.rate) * (s.gradient[i * columns + j] - (r[i] + k[j]) / 2)
      }
    }
  }
}

struct OneSided: GradientOptimizer {
  @Hyperparameter("rate", in: 0...) var learningRate = 0.01
  @Hyperparameter("eps", above: 0) var epsilon = 1e-4
  static let card = Card(
    name: "one_sided", summary: "Adagrad by the sums of rows",
    formula: "r ← r + Σ_row g²        x ← x − η g/(√r + ε)",
    source: "elementary")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    [TensorSlot("scale", count: tensor.shape.count > 1 ? tensor.shape[0] : 1)]
  }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }
  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    // Diagonal of the row covariance: one scale a row.
    let shape = s.tensor.shape
    let rows = shape.count > 1 ? shape[0] : 1
    let columns = s.count / rows
    let scale = s.slot(0)
    for r in 0..<rows {
      var sum = T.zero
      for j in 0..<columns { sum += s.gradient[r * columns + j] * s.gradient[r * columns + j] }
      scale[r] += sum
      let d = T(s.rate) / (sqrt(scale[r]) + T(epsilon))
      for j in 0..<columns { s.x[r * columns + j] -= d * s.gradient[r * columns + j] }
    }
  }
}

let plugin = Plugin(
  Adanorm.self, ScalarAdam.self, Dowg.self, RelativeStep.self, SphereStep.self, RowColumnMean.self,
  OneSided.self)
