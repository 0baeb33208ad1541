import Descent
import DescentTextbook
import LawMutants

extension Laboratory {
  /// The catalog's plugins, with a wrong rule under the name and the settings of the right one.
  init(with mutant: Mutant) {
    self.init()
    substitutes[mutant.original] = mutant.subject?.make
  }

  /// The same with a rule that the test declares.
  init<Rule: ConfigurableOptimizer>(with wrong: Rule.Type, settings: [(key: String, text: String)])
  {
    self.init()
    substitutes[Rule.card.name] = { try Rule(settings: $0.settings + settings) }
  }
}

extension Experiment {
  /// Whether the predictions hold of what a laboratory's rules do; the control is left out.
  func holds(in laboratory: Laboratory) throws -> Bool {
    let measured = try measure(laboratory, rule ?? Specification(name: "none"))
    return zip(try predictions(), measured).allSatisfy { $0.holds(for: $1) }
  }
}
