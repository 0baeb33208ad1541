import Descent
import DescentLaws

/// Gradient descent with noise.
private protocol NoisyDescent: GradientOptimizer, TraitDeclaring {
  var noise: Double { get }
  /// Whether the traits declare that it draws random numbers.
  var isDeclared: Bool { get }
  func seed(_ info: StepInfo) -> UInt64
}

extension NoisyDescent {
  var isDeclared: Bool { true }
  func seed(_ info: StepInfo) -> UInt64 { info.seed }
  func counters(for tensor: Layout.Tensor) -> [StateSlot] { ["steps"] }

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    s.counters[0] += 1
    let random = CounterRandom(seed: seed(s.info)).split(stream: UInt64(s.counters[0]))
    for i in 0..<s.count {
      s.x[i] -= T(s.rate) * (s.gradient[i] + T(noise * random.normal(UInt64(2 * i))))
    }
  }

  var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.drawsRandom = isDeclared
    return traits
  }
}

/// It does not declare its draws.
private struct DrawsInSecret: NoisyDescent {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("noise", in: 0...) var noise = 1.0
  static let card = Card(name: "sgld", summary: "", formula: "", source: "")
  var isDeclared: Bool { false }
}

/// Its draws are the same in every run.
private struct SeedsItself: NoisyDescent {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("noise", in: 0...) var noise = 1.0
  static let card = Card(name: "sgld", summary: "", formula: "", source: "")
  func seed(_ info: StepInfo) -> UInt64 { 42 }
}

/// Its steps are shorter if the value is large, but it does not declare that it needs the value.
private struct PeeksAtValue: GradientOptimizer, TraitDeclaring {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "sgd", summary: "", formula: "", source: "")

  func step<T: KernelScalar>(_ s: TensorStep<T>) {
    let factor = s.info.value > 0 ? s.rate / (1 + s.info.value) : s.rate
    for i in 0..<s.count { s.x[i] -= T(factor) * s.gradient[i] }
  }

  var traits: RuleTraits { RuleTraits(locality: .tensorWide) }
}

/// The mutants of the laws about seeds and values.
package enum P19Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .rule(
      RuleSubject(DrawsInSecret.self, name: "sgld/DrawsInSecret"), of: "sgld",
      "draws and does not say so", killedBy: "P19"),
    .rule(
      RuleSubject(SeedsItself.self, name: "sgld/SeedsItself"), of: "sgld",
      "a seed of its own", killedBy: "P19"),
  ]
}

package enum P20Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .rule(
      RuleSubject(PeeksAtValue.self, name: "sgd/PeeksAtValue"), of: "sgd",
      "reads a value that it does not ask for", killedBy: "P20")
  ]
}
