import Descent

/// A right rule of each tier, and of each way to use a step, for a modifier to be put around.
package enum ModifierHost: String, Sendable, CaseIterable {
  case elementwise, sums, tensorwise, matrix
  /// It reads the objective's value.
  case value
  /// It draws random numbers.
  case drawing
  /// It decays beside its move.
  case decaying
  /// It names another point to be evaluated.
  case averaging
  /// It asks for gradients elsewhere.
  case asking
  /// It compares values with gradients.
  case searching
  /// It asks for products of the Hessian.
  case products
  /// It asks for other examples.
  case examples

  package var rule: any Optimizer {
    switch self {
    case .elementwise: ElementwiseHost()
    case .sums: SumsHost()
    case .tensorwise: TensorwiseHost()
    case .matrix: MatrixHost()
    case .value: ValueHost()
    case .drawing: DrawingHost()
    case .decaying: DecayingHost()
    case .averaging: AveragingHost()
    case .asking: AskingHost()
    case .searching: SearchingHost()
    case .products: ProductsHost()
    case .examples: ExamplesHost()
    }
  }

  /// Whether it asks the objective, beyond its value at the point.
  var asks: Bool { !rule.needs.isDisjoint(with: Needs.ofProblem.union([.evaluation])) }
}

extension Card {
  /// The card of a rule that only laws see.
  static func host(_ name: String) -> Card {
    Card(name: name, summary: "a rule for laws about modifiers", formula: "", source: "")
  }
}
