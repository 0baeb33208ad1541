import Descent
import DescentCatalog

extension Catalog {
  /// Every coordinatewise rule, with and without sums, at its defaults and with each of its switches on. New
  /// plugins are covered because they are in the catalogue.
  static func optimizerTexts() throws -> [String] {
    let types = registry.optimizerTypes.filter { type in
      let rule = type.init()
      return (rule is any CoordinatewiseOptimizer || rule is any SummingOptimizer)
        && rule.needs.isSubset(of: .step)
    }
    return try types.flatMap { type in
      let name = type.card.name
      // AdaBound approaches its own final rate, at which it would leave Rosenbrock's valley.
      let own = name == "adabound" ? ["final_lr=1e-05"] : []
      let settings = try registry.optimizer(Specification(name)).specification.settings
      let switches = settings.filter { $0.text == "false" }.map { ["\($0.key)=true"] }
      return ([[]] + switches).map { texts in
        let all = own + texts
        return all.isEmpty ? name : name + ":" + all.joined(separator: ",")
      }
    }
  }

  /// Every other rule: rules that evaluate the objective, rules that work on whole tensors, and rules with
  /// scalars that all tensors share.
  static func otherOptimizers() throws -> [any Optimizer] {
    let texts = Set(try optimizerTexts())
    // SAGA stores a gradient for each example and needs their number as a setting.
    let settings = ["saga": "saga:examples=150"]
    return try registry.optimizerTypes.map { $0.card.name }
      .filter { !texts.contains($0) && $0 != "adabound" }
      .map { try registry.optimizer(Specification(settings[$0] ?? $0)) }
  }

  /// Rules with a variant whose loop keeps calls.
  private static let scalarRules = ["adabound"]

  /// The types of the other coordinatewise rules in the form of symbol names: `AdamPlugin.Adam`.
  static var coordinatewiseRules: [String] {
    registry.optimizerTypes.filter {
      $0 is any CoordinatewiseOptimizer.Type && !scalarRules.contains($0.card.name)
    }
    .map { String(reflecting: $0) }
  }
}
