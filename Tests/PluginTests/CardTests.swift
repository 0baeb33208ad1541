import Descent
import DescentCatalog
import Testing

@Suite("The cards of rules") struct CardTests {
  @Test("say what a rule is, whom it follows and by which recurrence") func cards() {
    for card in Catalog.registry.optimizerTypes.map({ $0.card }) {
      #expect(!card.summary.isEmpty && !card.summary.hasSuffix("."))
      #expect(card.formula.contains("xₜ") || card.formula.contains("x ←"))
      #expect(card.source.contains(/[12][0-9]{3}/), "\(card.name) has no year")
    }
  }

  @Test(
    "A rule reads its own specification back", arguments: Catalog.registry.optimizerTypes.indices)
  func roundTrip(number: Int) throws {
    let text = Catalog.registry.optimizerTypes[number].init().specification.description
    let optimizer = try Catalog.registry.optimizer(Specification(text))
    #expect(optimizer.specification.description == text)
  }
}
