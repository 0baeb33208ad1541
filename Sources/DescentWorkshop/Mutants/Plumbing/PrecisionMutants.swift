import Descent
import DescentLaws

/// Takes the root in double precision only; in single precision it uses the square.
private struct RootInDouble: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  static let card = Card(name: "adagrad", summary: "", formula: "", source: "")
  var slots: [StateSlot] { ["sum"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += g * g
    let root = T.self == Double.self ? s[0].squareRoot() : s[0]
    x -= T(rate) * g / (root + T(1e-8))
  }
}

/// Adds ε in single precision only.
private struct EpsilonInSingle: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("stabilizer", in: 0..., kind: .stabilizer) var epsilon = 0.5
  static let card = Card(name: "adagrad", summary: "", formula: "", source: "")
  var slots: [StateSlot] { ["sum"] }
  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    s[0] += g * g
    x -= T(rate) * quotient(g, s[0].squareRoot() + (T(epsilon) is Float ? T(epsilon) : 0))
  }
}

/// The mutants of the law about both precisions.
package enum P21Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .rule(
      RuleSubject(RootInDouble.self, name: "adagrad/RootInDouble"), of: "adagrad",
      "no root in single precision", killedBy: "P21"),
    .rule(
      RuleSubject(EpsilonInSingle.self, name: "adagrad/EpsilonInSingle"), of: "adagrad",
      "no epsilon in double precision", killedBy: "P21"),
  ]
}
