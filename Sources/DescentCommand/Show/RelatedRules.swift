import Descent
import DescentCatalog

/// The rules that equal a rule at certain settings, by the peer claims that laws test.
struct RelatedRules {
  let type: any ConfigurableOptimizer.Type

  var section: Section {
    let own = claims(of: type)
    let name = type.card.name
    let others = Catalog.registry.optimizerTypes.filter { $0 != type }.flatMap(claims).filter {
      $0.peer == name
    }
    let lines = (own + others).map { claim in
      let first = claim.steps.map { " (\(counted($0, "step")))" } ?? ""
      return claim.claim + first
    }
    guard !lines.isEmpty else { return Section("related", "no other rule is declared to equal it") }
    return Section("related", (lines + ["tested by R4, R7 and R8"]).joined(separator: "\n"))
  }

  private func claims(of type: any ConfigurableOptimizer.Type) -> [PeerClaim] {
    (type as? any PeerDeclaring.Type)?.peers ?? []
  }
}
