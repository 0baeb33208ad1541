import Descent
import ModifierPlugins

/// A gradient modifier with one bug that claims to be the right one.
protocol WrongFilter: GradientModifier, ModifierTraitDeclaring {
  /// The right modifier at the current settings.
  var right: any GradientModifier & ModifierTraitDeclaring { get }
}

extension WrongFilter {
  var changesObjective: Bool { right.changesObjective }
  var slots: [StateSlot] { right.slots }
  var counters: [StateSlot] { right.counters }
  var traits: ModifierTraits { right.traits }
}

/// It negates the gradient and leaves the values as those of f.
struct MaximizesGradientOnly: WrongFilter {
  static let card = Card(name: "MaximizesGradientOnly", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring { Maximize() }

  func change<T: KernelScalar>(_ change: GradientChange<T>) { Maximize().change(change) }

  func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>
  ) { Maximize().product(product, times: vector, at: point) }
}

/// It leaves the Hessian as that of f.
struct MaximizesConvexly: WrongFilter {
  static let card = Card(name: "MaximizesConvexly", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring { Maximize() }

  func change<T: KernelScalar>(_ change: GradientChange<T>) { Maximize().change(change) }
  func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double {
    -value
  }
}

/// It negates neither the gradient nor the value nor the Hessian.
struct MaximizesNothing: WrongFilter {
  static let card = Card(name: "MaximizesNothing", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring { Maximize() }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {}
}

/// It subtracts the mean of vectors, too.
struct CentresVectors: WrongFilter {
  static let card = Card(name: "CentresVectors", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring { Centralized() }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    for part in change.layout.tensors.map(\.range) where !part.isEmpty {
      let mean = part.reduce(0) { $0 + Double(change.gradient[$1]) } / Double(part.count)
      for i in part { change.gradient[i] = T(Double(change.gradient[i]) - mean) }
    }
  }
}

/// It subtracts the mean of columns.
struct CentresColumns: WrongFilter {
  static let card = Card(name: "CentresColumns", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring { Centralized() }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    for tensor in change.layout.tensors where tensor.shape.count > 1 && tensor.count > 0 {
      let width = tensor.count / tensor.shape[0]
      for column in tensor.range.prefix(width) {
        let entries = stride(from: column, to: tensor.range.upperBound, by: width)
        let mean = entries.reduce(0) { $0 + Double(change.gradient[$1]) } / Double(tensor.shape[0])
        for i in entries { change.gradient[i] = T(Double(change.gradient[i]) - mean) }
      }
    }
  }
}

/// It uses one norm for a whole tensor.
struct ClipsWholeTensors: WrongFilter {
  @Hyperparameter("ratio", above: 0) var clip = 0.01
  @Hyperparameter("least norm", above: 0) var epsilon = 0.001
  static let card = Card(name: "ClipsWholeTensors", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring {
    var right = AdaptiveGradientClipping()
    (right.clip, right.epsilon) = (clip, epsilon)
    return right
  }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    func norm(_ x: some Sequence<T>) -> Double {
      x.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
    for (index, tensor) in change.layout.tensors.enumerated() where change.hasGradient(index) {
      let length = norm(tensor.range.map { change.gradient[$0] })
      let limit = clip * max(norm(tensor.range.map { change.point[$0] }), epsilon)
      guard length > limit else { continue }
      for i in tensor.range {
        change.gradient[i] = T(Double(change.gradient[i]) * limit / max(length, 1e-6))
      }
    }
  }
}

/// The least norm of parameters is read but not used, so that units at 0 never move.
struct FreezesZeros: WrongFilter {
  @Hyperparameter("ratio", above: 0) var clip = 0.01
  @Hyperparameter("least norm", above: 0) var epsilon = 0.001
  static let card = Card(name: "FreezesZeros", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring {
    var right = AdaptiveGradientClipping()
    (right.clip, right.epsilon) = (clip, epsilon)
    return right
  }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    var right = AdaptiveGradientClipping()
    (right.clip, right.epsilon) = (clip, 1e-300)
    right.change(change)
  }
}

/// It uses the norm of each tensor where the norm of all tensors is required.
struct NormalizesTensors: WrongFilter {
  @Hyperparameter("scope") var scope = Normalized.Scope.global
  static let card = Card(name: "NormalizesTensors", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring {
    var right = Normalized()
    right.scope = scope
    return right
  }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    var right = Normalized()
    right.scope = .tensor
    right.change(change)
  }
}

/// A gradient of 0 becomes NaN.
struct DividesZeroByZero: WrongFilter {
  static let card = Card(name: "DividesZeroByZero", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring { Normalized() }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let g = change.gradient
    let length = g.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    for i in g.indices { g[i] = T(Double(g[i]) / length) }
  }
}

/// Its variance falls with the square of the required power.
struct AnnealsTwice: WrongFilter {
  @Hyperparameter("deviation", in: 0...) var std = 0.1
  @Hyperparameter("anneal", in: 0...) var anneal = 0.55
  static let card = Card(name: "AnnealsTwice", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring {
    var right = Noise()
    (right.std, right.anneal) = (std, anneal)
    return right
  }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    var right = Noise()
    (right.std, right.anneal) = (std, 2 * anneal)
    right.change(change)
  }
}

/// Every evaluation advances its random stream.
struct DrawsForQuestions: WrongFilter {
  @Hyperparameter("deviation", in: 0...) var std = 0.1
  @Hyperparameter("anneal", in: 0...) var anneal = 0.55
  static let card = Card(name: "DrawsForQuestions", summary: "", formula: "", source: "")
  var right: any GradientModifier & ModifierTraitDeclaring {
    var right = Noise()
    (right.std, right.anneal) = (std, anneal)
    return right
  }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    if change.isAnswer { change.state.counters[0] += 1 }
    var right = Noise()
    (right.std, right.anneal) = (std, anneal)
    right.change(change)
  }
}
