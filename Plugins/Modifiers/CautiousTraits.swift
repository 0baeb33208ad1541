import Descent
import DescentRules

extension Cautious: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (scale, isDecoupled) = (scale, decay == .decoupled)
    return ModifierTraits(
      units: [:],
      definition: .move { before, after, gradient, decay in
        let rest = before.map { isDecoupled ? (1 - decay) * $0 : $0 }
        let moves = zip(after, rest).map { $0 - $1 }
        let mask = zip(moves, gradient).map { $0.sign != $1.sign && $0 != 0 && $1 != 0 ? 1.0 : 0 }
        let (kept, n) = (mask.reduce(0, +), Double(mask.count))
        let factor: Double =
          switch scale {
          case .mean: 1 / max(kept / n, 1e-3)
          case .count: n / (kept + 1)
          case .none: 1
          }
        return rest.indices.map { rest[$0] + factor * mask[$0] * moves[$0] }
      })
  }
}
