import Descent
import DescentMatrix

// Rules that see a tensor as a matrix.

struct FactoredMoments: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.99
  @Hyperparameter("ε, added to squares", above: 0) var epsilon = 1e-30
  @Hyperparameter("largest root mean square of a step", above: 0) var clip = 1.0

  static let card = Card(
    name: "factored_moments", summary: "second moments by the sums of rows and columns",
    formula: """
      R ← β₂ R + (1 − β₂) rows(g² + ε)    C ← β₂ C + (1 − β₂) columns(g² + ε)    v = R C/ΣR
      u = g/√v        x ← x − η u/max(1, rms(u)/d)        a vector: v a coordinate
      """, source: "Shazeer and Stern 2018, Algorithm 4")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    guard tensor.shape.count > 1 else { return ["squares"] }
    return [
      TensorSlot("rows", count: tensor.shape[0]),
      TensorSlot("columns", count: tensor.shape.dropFirst().reduce(1, *)),
    ]
  }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { [StateSlot("power", initial: 1)] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] *= beta2
    let (u, keep, take) = (s.work.take(s.count), T(beta2), T(1 - beta2))
    let correction = T(1 - s.counters[0])
    if s.tensor.shape.count > 1 {
      let (rows, columns) = (s.slot(0), s.slot(1))
      for i in 0..<rows.count { rows[i] *= keep }
      for j in 0..<columns.count { columns[j] *= keep }
      for i in 0..<rows.count {
        for j in 0..<columns.count {
          let g = s.gradient[i * columns.count + j]
          rows[i] += take * (g * g + T(epsilon))
          columns[j] += take * (g * g + T(epsilon))
        }
      }
      let whole = rows.reduce(0, +)
      for i in 0..<rows.count {
        for j in 0..<columns.count {
          let v = rows[i] / whole * columns[j] / correction
          u[i * columns.count + j] = quotient(s.gradient[i * columns.count + j], sqrt(v))
        }
      }
    } else {
      let v = s.slot(0)
      for i in 0..<s.count {
        v[i] = keep * v[i] + take * (s.gradient[i] * s.gradient[i] + T(epsilon))
        u[i] = quotient(s.gradient[i], sqrt(v[i] / correction))
      }
    }
    let square = u.reduce(T.zero) { $0 + $1 * $1 } / T(s.count)
    let size = sqrt(square) / T(clip)
    for i in 0..<s.count { s.x[i] -= T(s.rate) * (size > 1 ? u[i] / size : u[i]) }
  }
}

struct RowAdam: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
  @Hyperparameter("decay β₁", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε", in: 0...) var epsilon = 1e-8

  static let card = Card(
    name: "row_adam", summary: "Adam with one second moment a row",
    formula: "v ← β₂ v + (1 − β₂) mean(g²) of a row        x ← x − η m̂/(√v̂ + ε)",
    source: "Zhang et al. 2025")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    ["m", TensorSlot("v", count: tensor.shape.count > 1 ? tensor.shape[0] : 1)]
  }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["t"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let (m, v) = (s.slot(0), s.slot(1))
    let first = 1 - Double.pow(beta1, s.counters[0])
    let second = 1 - Double.pow(beta2, s.counters[0])
    let columns = s.count / v.count
    for row in 0..<v.count {
      let places = row * columns..<(row + 1) * columns
      let square = places.reduce(T.zero) { $0 + s.gradient[$1] * s.gradient[$1] } / T(columns)
      v[row] = T(beta2) * v[row] + T(1 - beta2) * square
      let divisor = sqrt(v[row] / T(second)) + T(epsilon)
      for i in places {
        m[i] = T(beta1) * m[i] + T(1 - beta1) * s.gradient[i]
        s.x[i] -= T(s.rate / first) * quotient(m[i], divisor)
      }
    }
  }
}

struct CoveredSquares: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "covered_squares", summary: "Adagrad by the maxima of rows and columns",
    formula: "ν = min(Rᵢ, Cⱼ) + g²    R ← max of ν in the row, C alike    x ← x − η g/√ν",
    source: "Anil et al. 2019, SM3-II")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    guard tensor.shape.count > 1 else { return ["squares"] }
    return [
      TensorSlot("rows", count: tensor.shape[0]),
      TensorSlot("columns", count: tensor.shape.dropFirst().reduce(1, *)),
    ]
  }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    guard s.tensor.shape.count > 1 else {
      let v = s.slot(0)
      for i in 0..<s.count {
        v[i] += s.gradient[i] * s.gradient[i]
        s.x[i] -= T(s.rate) * quotient(s.gradient[i], sqrt(v[i]))
      }
      return
    }
    let (rows, columns) = (s.slot(0), s.slot(1))
    let (newRows, newColumns) = (s.work.take(rows.count), s.work.take(columns.count))
    for i in 0..<rows.count { newRows[i] = 0 }
    for j in 0..<columns.count { newColumns[j] = 0 }
    for i in 0..<rows.count {
      for j in 0..<columns.count {
        let g = s.gradient[i * columns.count + j]
        let v = min(rows[i], columns[j]) + g * g
        newRows[i] = v < newRows[i] ? newRows[i] : v
        newColumns[j] = v < newColumns[j] ? newColumns[j] : v
        s.x[i * columns.count + j] -= T(s.rate) * quotient(g, sqrt(v))
      }
    }
    for i in 0..<rows.count { rows[i] = newRows[i] }
    for j in 0..<columns.count { columns[j] = newColumns[j] }
  }
}

struct PolarMomentum: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.02
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.95
  @Hyperparameter("Nesterov's form") var nesterov = true
  @Hyperparameter("weight decay λ", in: 0...) var weightDecay = 0.0

  static let card = Card(
    name: "polar_momentum", summary: "the polar factor of a momentum, exactly",
    formula: "m ← μ m + (1 − μ) g        x ← (1 − η λ) x − η polar(m, or μ m + (1 − μ) g)",
    source: "Jordan et al. 2024, with an exact factor")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (m, move) = (s["momentum"], s.work.take(s.count))
    for i in 0..<s.count {
      m[i] = T(momentum) * m[i] + T(1 - momentum) * s.gradient[i]
      move[i] = nesterov ? T(momentum) * m[i] + T(1 - momentum) * s.gradient[i] : m[i]
    }
    s.matrix(move).setPolarFactor(work: s.work)
    for i in 0..<s.count {
      s.x[i] = T(1 - s.rate * weightDecay) * s.x[i] - T(s.rate) * move[i]
    }
  }
}

struct DecayingShampoo: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("decay β of the factors", in: 0..<1) var beta = 0.9
  @Hyperparameter("ε, on the factors' diagonals", above: 0) var epsilon = 1e-3

  static let card = Card(
    name: "decaying_shampoo", summary: "Shampoo with running means for factors",
    formula: "L ← β L + (1 − β) G Gᵀ    R alike    x ← x − η (L + ε)^(−1/4) G (R + ε)^(−1/4)",
    source: "Gupta, Koren and Singer 2018; Anil et al. 2020")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let (rows, columns) = extents(tensor)
    return [
      TensorSlot("left", count: rows * rows), TensorSlot("right", count: columns * columns),
    ]
  }

  private func extents(_ tensor: Layout.Tensor) -> (Int, Int) {
    guard tensor.shape.count > 1 else { return (1, tensor.count) }
    return (tensor.shape[0], tensor.shape.dropFirst().reduce(1, *))
  }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let (rows, columns) = extents(s.tensor)
    let g = s.matrix(s.gradient)
    let (left, right) = (
      MutableMatrixView(s.slot(0), rows: rows, columns: rows),
      MutableMatrixView(s.slot(1), rows: columns, columns: columns)
    )
    left.setGram(g, alpha: T(1 - beta), beta: T(beta))
    right.setGram(g.transposed, alpha: T(1 - beta), beta: T(beta))
    let (a, b) = (s.work.matrix(rows, rows), s.work.matrix(columns, columns))
    let (l, r) = (s.work.matrix(rows, rows), s.work.matrix(columns, columns))
    a.copy(left.view)
    b.copy(right.view)
    a.addToDiagonal(T(epsilon))
    b.addToDiagonal(T(epsilon))
    a.view.symmetricPower(-0.25, into: l, work: s.work)
    b.view.symmetricPower(-0.25, into: r, work: s.work)
    let (half, whole) = (s.work.matrix(rows, columns), s.work.matrix(rows, columns))
    half.setProduct(l.view, g)
    whole.setProduct(half.view, r.view)
    let x = s.matrix(s.x)
    for i in 0..<rows { for j in 0..<columns { x[i, j] -= T(s.rate) * whole[i, j] } }
  }
}

struct ColumnNormalised: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9

  static let card = Card(
    name: "column_normalised", summary: "momentum with rows of one length",
    formula: "m ← μ m + (1 − μ) g        x ← x − η m/‖m‖ in each row", source: "Pethick et al. 2025"
  )

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let m = s["momentum"]
    let rows = s.tensor.shape.count > 1 ? s.tensor.shape[0] : 1
    let columns = s.count / rows
    for row in 0..<rows {
      let places = row * columns..<(row + 1) * columns
      var largest = T.zero
      for i in places {
        m[i] = T(momentum) * m[i] + T(1 - momentum) * s.gradient[i]
        largest = abs(m[i]) < largest || largest.isNaN ? largest : abs(m[i])
      }
      // By the largest first: squares may vanish or overflow.
      let sum = places.reduce(T.zero) { sum, i in
        let part = quotient(m[i], largest)
        return sum + part * part
      }
      for i in places { s.x[i] -= T(s.rate) * quotient(quotient(m[i], largest), sqrt(sum)) }
    }
  }
}

struct LargestCoordinate: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1

  static let card = Card(
    name: "largest_coordinate", summary: "descent along the steepest coordinate of each tensor",
    formula: "i = argmax |gᵢ|:  xᵢ ← xᵢ − η gᵢ", source: "Southwell 1940")

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    var place = 0
    // A NaN is larger than everything.
    for i in 1..<max(1, s.count)
    where s.gradient[i].isNaN
      || (!s.gradient[place].isNaN && abs(s.gradient[i]) > abs(s.gradient[place]))
    { place = i }
    s.x[place] -= T(s.rate) * s.gradient[place]
  }
}

struct TopPart: GradientOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.1
  @Hyperparameter("part of the coordinates that move", above: 0) var part = 0.5

  static let card = Card(
    name: "top_part", summary: "gradients that are among the largest, and the rest kept for later",
    formula: "e ← e + η g        x ← x − top(e)        e ← e − top(e)", source: "Stich et al. 2018")

  func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["rest"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let e = s["rest"]
    for i in 0..<s.count { e[i] += T(s.rate) * s.gradient[i] }
    let count = min(s.count, max(1, Int((part * Double(s.count)).rounded(.up))))
    let sizes = (0..<s.count).map { e[$0].isNaN ? T.infinity : abs(e[$0]) }.sorted(by: >)
    let least = sizes[count - 1]
    for i in 0..<s.count where !(abs(e[i]) < least) {
      s.x[i] -= e[i]
      e[i] = 0
    }
  }
}

let plugin = Plugin(
  FactoredMoments.self, RowAdam.self, CoveredSquares.self, PolarMomentum.self,
  DecayingShampoo.self, ColumnNormalised.self, LargestCoordinate.self, TopPart.self)
