import Descent
import DescentRules
import ModifierPlugins

/// Decoupled decay with one bug that claims to be the right one.
protocol WrongDecoupling: MoveModifier, ModifierTraitDeclaring {
  var weightDecay: Double { get }
  var decay: DecayScale { get }
}

extension WrongDecoupling {
  var traits: ModifierTraits {
    var right = Decoupled()
    (right.weightDecay, right.decay) = (weightDecay, decay)
    return right.traits
  }
}

/// It also decays the rule's move.
struct DecaysTheMove: WrongDecoupling {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  @Hyperparameter("form") var decay = DecayScale.rate
  static let card = Card(name: "DecaysTheMove", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let part = decay.factor(rate: move.info.rate, base: move.info.baseRate) * weightDecay
    for (tensor, index) in move.layout.tensors.enumerated() where move.hasGradient(tensor) {
      for i in index.range { move.after[i] *= T(1 - part) }
    }
  }
}

/// It decays by λ alone, without the rate.
struct DecouplesWithoutRate: WrongDecoupling {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  @Hyperparameter("form") var decay = DecayScale.rate
  static let card = Card(name: "DecouplesWithoutRate", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for (tensor, index) in move.layout.tensors.enumerated() where move.hasGradient(tensor) {
      for i in index.range { move.after[i] -= T(weightDecay) * move.before[i] }
    }
  }
}

/// The form `rate_squared` is not squared.
struct ForgetsTheSquare: WrongDecoupling {
  @Hyperparameter("decay", in: 0...) var weightDecay = 0.0
  @Hyperparameter("form") var decay = DecayScale.rate
  static let card = Card(name: "ForgetsTheSquare", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let scale = decay == .rateSquared ? DecayScale.schedule : decay
    let part = scale.factor(rate: move.info.rate, base: move.info.baseRate) * weightDecay
    for (tensor, index) in move.layout.tensors.enumerated() where move.hasGradient(tensor) {
      for i in index.range { move.after[i] -= T(part) * move.before[i] }
    }
  }
}

/// A projection with one bug that claims to be the right one.
protocol WrongProjection: MoveModifier, ModifierTraitDeclaring {
  var ball: Double { get }
  var simplex: Double { get }
}

extension WrongProjection {
  var ball: Double { 0 }
  var simplex: Double { 0 }

  var right: Project {
    var right = Project()
    (right.ball, right.simplex) = (ball, simplex)
    return right
  }
  var traits: ModifierTraits { right.traits }
}

/// It moves points inside the ball onto its sphere.
struct PutsOnSphere: WrongProjection {
  @Hyperparameter("radius", in: 0...) var ball = 1.0
  static let card = Card(name: "PutsOnSphere", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for (tensor, index) in move.layout.tensors.enumerated()
    where move.hasGradient(tensor) && ball > 0 {
      let length = index.range.reduce(0) { $0 + Double(move.after[$1]) * Double(move.after[$1]) }
        .squareRoot()
      guard length > 0 else { continue }
      for i in index.range { move.after[i] *= T(ball / length) }
    }
  }
}

/// It sets negative entries to 0 and divides the rest by its sum, which gives a feasible point, but not the
/// nearest one.
struct DividesBySum: WrongProjection {
  @Hyperparameter("sum", in: 0...) var simplex = 1.0
  static let card = Card(name: "DividesBySum", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for (tensor, index) in move.layout.tensors.enumerated()
    where move.hasGradient(tensor) && simplex > 0 {
      let sum = index.range.reduce(0) { $0 + max(0, Double(move.after[$1])) }
      for i in index.range {
        move.after[i] =
          sum > 0
          ? T(max(0, Double(move.after[i])) / sum * simplex) : T(simplex / Double(index.count))
      }
    }
  }
}

/// It also projects tensors without a gradient.
struct ProjectsAllTensors: WrongProjection {
  @Hyperparameter("radius", in: 0...) var ball = 1.0
  static let card = Card(name: "ProjectsAllTensors", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    for index in move.layout.tensors where ball > 0 {
      let length = index.range.reduce(0) { $0 + Double(move.after[$1]) * Double(move.after[$1]) }
        .squareRoot()
      guard length > ball else { continue }
      for i in index.range { move.after[i] *= T(ball / length) }
    }
  }
}
