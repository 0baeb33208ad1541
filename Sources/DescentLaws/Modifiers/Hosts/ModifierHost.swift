import Descent

/// The correct rules that modifiers are tested around: one of each tier and of each way to use a step.
package enum ModifierHost: String, Sendable, CaseIterable {
  case elementwise, sums, tensorwise, matrix
  /// It reads the objective's value.
  case value
  /// It draws random numbers.
  case drawing
  /// It has decoupled decay.
  case decaying
  /// It chooses another point for evaluation.
  case averaging
  /// It evaluates gradients at other points.
  case asking
  /// It compares values with gradients.
  case searching
  /// It evaluates Hessian products.
  case products
  /// It evaluates other examples.
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

  /// Whether it evaluates the objective, beyond the value at the point.
  var asks: Bool { !rule.needs.isDisjoint(with: Needs.ofProblem.union([.evaluation])) }
}

extension Card {
  /// The card of a rule that only laws use.
  static func host(_ name: String) -> Card {
    Card(name: name, summary: "a rule for laws about modifiers", formula: "", source: "")
  }
}
