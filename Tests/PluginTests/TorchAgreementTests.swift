import Descent
import DescentCatalog
import Testing

@Suite("The agreement with PyTorch") struct TorchAgreementTests {
  /// A plain float64 re-implementation of the recurrences differs by at most 5.2e-14.
  static let tolerance = 1e-12

  /// Options that our rules have and `torch.optim` lacks: conventions of other libraries and papers,
  /// which records and laws test.
  static let conventions: Set = [
    "rate_in_velocity", "amsgrad_corrected", "bias_correction", "eps_placement", "decay",
  ]

  static let notInTorch = ["momentum": ["dampens_first"]]

  @Test("agrees with torch.optim over 1,000 steps", arguments: try TorchReference.load().cases)
  func agrees(_ reference: TorchReference.Case) throws {
    let optimizer = try Catalog.registry.optimizer(Specification(reference.spec))
    let deviation = try TorchReference.load().deviation(of: optimizer, from: reference)
    #expect(deviation <= Self.tolerance)
  }

  @Test("agrees in all 38 cases, each with its last step") func complete() throws {
    let reference = try TorchReference.load()
    #expect(reference.cases.count == 38 && reference.steps == 1000)
    #expect(reference.cases.allSatisfy { $0.rows.last?.step == 1000 && $0.rows.count == 22 })
    #expect(Set(reference.cases.map(\.name)).count == 38)
  }

  @Test("has a case away from the default for every option of torch") func coverage() throws {
    let cases = try TorchReference.load().cases.map { try Specification($0.spec) }
    let names = Set(cases.map(\.name))
    for type in Catalog.registry.optimizerTypes where names.contains(type.card.name) {
      let (name, defaults) = (type.card.name, type.init().specification)
      for option in defaults.settings.map(\.key) {
        if Self.notInTorch[name]?.contains(option) == true || Self.conventions.contains(option) {
          continue
        }
        let isTried = cases.contains { spec in
          guard spec.name == name, let text = spec[option] else { return false }
          // A rate is tried by being given: torch's default rates are not ours.
          return option == "lr" || text != defaults[option]
        }
        #expect(isTried, "\(name) \(option)")
      }
    }
  }

  /// Changes by one part in ten thousand, or from zero to a millionth, or a flag the other way.
  static func mutants(of optimizer: any Optimizer) -> [Specification] {
    ((optimizer as? any Configurable)?.hyperparameters ?? []).compactMap { hyperparameter in
      if conventions.contains(hyperparameter.key) { return nil }
      var mutant = optimizer.specification
      // Without dampening the first gradient has none either: no trajectory can tell.
      if hyperparameter.key == "dampens_first", mutant["dampening"] == "0" { return nil }
      // Adagrad's ε of 1e-10 is beneath notice where every root is above 0.02.
      let hasLargeRoots =
        mutant["initial_accumulator_value"] == "0.25" || mutant["weight_decay"] == "0.01"
      if mutant.name == "adagrad", mutant["eps"] == "1e-10", hyperparameter.key == "eps",
        hasLargeRoots
      {
        return nil
      }
      let text: String
      if let flag = Bool(hyperparameter.value) {
        text = String(!flag)
      } else if let number = Double(hyperparameter.value) {
        text = String(number == 0 ? 1e-6 : number * 0.9999)
      } else {
        return nil
      }
      mutant.settings = mutant.settings.map { $0.key == hyperparameter.key ? ($0.key, text) : $0 }
      return mutant
    }
  }

  @Test(
    "would notice any hyperparameter off by a ten-thousandth",
    arguments: try TorchReference.load().cases)
  func mutantsFail(_ reference: TorchReference.Case) throws {
    let all = try TorchReference.load()
    let optimizer = try Catalog.registry.optimizer(Specification(reference.spec))
    var tried = 0
    for mutant in Self.mutants(of: optimizer) {
      // Nesterov's form allows no dampening: such a mutant is refused, which is noticing too.
      guard let wrong = try? Catalog.registry.optimizer(mutant) else { continue }
      #expect(try all.deviation(of: wrong, from: reference) > Self.tolerance, "\(mutant)")
      tried += 1
    }
    #expect(tried >= 2)
  }
}
