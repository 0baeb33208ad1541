import Descent
import DescentCatalog
import Testing

@Suite struct DefaultsTests {
  /// Every default, as text; those of `torch.optim` 2.13 are beside it where they differ.
  static let golden = [
    "sgd:lr=0.01,weight_decay=0",  // torch: lr=0.001
    "momentum:lr=0.01,momentum=0.9,dampening=0,nesterov=false,dampens_first=false,weight_decay=0",
    "adagrad:lr=0.01,lr_decay=0,initial_accumulator_value=0,eps=1e-10,weight_decay=0",
    "rmsprop:lr=0.01,alpha=0.99,eps=1e-08,momentum=0,centered=false,weight_decay=0",
    "adam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-08,amsgrad=false,weight_decay=0",
    "adamw:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-08,amsgrad=false,weight_decay=0.01",
  ]

  @Test("has the documented defaults") func defaults() {
    #expect(
      Catalog.registry.optimizerTypes.map { $0.init().specification.description } == Self.golden)
  }

  @Test("has the documented ranges") func ranges() {
    let ranges = Catalog.registry.optimizerTypes.map { type in
      let entries = type.init().hyperparameters.map { "\($0.key) \($0.allowed)" }
      return type.card.name + ": " + entries.joined(separator: "; ")
    }
    let flag = "true or false"
    #expect(
      ranges == [
        "sgd: lr [0, inf); weight_decay [0, inf)",
        "momentum: lr [0, inf); momentum [0, 1); dampening [0, 1]; nesterov \(flag); "
          + "dampens_first \(flag); weight_decay [0, inf)",
        "adagrad: lr [0, inf); lr_decay [0, inf); initial_accumulator_value [0, inf); eps [0, inf); "
          + "weight_decay [0, inf)",
        "rmsprop: lr [0, inf); alpha [0, 1); eps [0, inf); momentum [0, 1); centered \(flag); "
          + "weight_decay [0, inf)",
        "adam: lr [0, inf); beta1 [0, 1); beta2 [0, 1); eps [0, inf); amsgrad \(flag); "
          + "weight_decay [0, inf)",
        "adamw: lr [0, inf); beta1 [0, 1); beta2 [0, 1); eps [0, inf); amsgrad \(flag); "
          + "weight_decay [0, inf)",
      ])
  }

  @Test("reads its own specification back", arguments: golden)
  func roundTrip(text: String) throws {
    let optimizer = try Catalog.registry.optimizer(Specification(text))
    #expect(optimizer.specification.description == text)
  }

  @Test("says what it is, whom it follows and by which recurrence") func cards() {
    for card in Catalog.registry.optimizerTypes.map({ $0.card }) {
      #expect(!card.summary.isEmpty && !card.summary.hasSuffix("."))
      #expect(card.formula.contains("xₜ"))
      #expect(card.source.contains(/[12][0-9]{3}/), "\(card.name) has no year")
    }
  }
}
