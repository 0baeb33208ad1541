import Descent
import DescentLaws

/// x ← x − η G GᵀG / ‖G‖²: a rule of matrices, which commutes with an orthogonal factor on either
/// side; or, wrongly, with the entries' cubes.
struct MatrixRule: GradientOptimizer, TraitDeclaring {
  @Hyperparameter("learning rate", in: 0...) var learningRate = 0.1
  @Hyperparameter("take entries for a matrix") var entrywise = false

  static let card = Card(name: "matrix", summary: "", formula: "", source: "")

  static func subject(entrywise: Bool) -> RuleSubject {
    let domains = [HyperparameterDomain(MatrixRule().hyperparameters[0])]
    return RuleSubject(name: "matrix", domains: domains) {
      var rule = try MatrixRule(settings: $0.settings)
      rule.entrywise = entrywise
      return rule
    }
  }

  var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide, units: ["lr": .parameter / .gradient])
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .leftAndRight
    traits.isTimeInvariant = true
    traits.isTranslationInvariant = true
    return traits
  }

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ a: StepArguments<T>, layout: Layout) {
    for tensor in layout.tensors where tensor.count > 0 {
      let columns = tensor.shape.count == 2 ? tensor.shape[1] : 1
      let rows = tensor.count / columns
      let g = a.gradient + tensor.offset
      let square = (0..<tensor.count).reduce(T.zero) { $0 + g[$1] * g[$1] }
      guard square > 0 else { continue }
      for i in 0..<rows {
        for j in 0..<columns {
          var sum = T.zero
          for k in 0..<rows {
            for l in 0..<columns {
              let product = g[i * columns + l] * g[k * columns + l]
              sum += product * g[k * columns + j]
            }
          }
          let entry = g[i * columns + j]
          let move = entrywise ? entry * entry * entry : sum
          a.parameters[tensor.offset + i * columns + j] -= T(a.rate) * (move / square)
        }
      }
    }
  }
}
