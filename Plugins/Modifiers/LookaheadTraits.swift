import Descent

extension Lookahead: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (k, alpha) = (k, alpha)
    return ModifierTraits(
      neutral: pullback == .pullback ? ["alpha": "1"] : ["alpha": "1", "pullback": "none"],
      units: [:],
      meeting: .init(
        steps: k, part: alpha,
        bufferPart: pullback == .reset ? nil : pullback == .pullback ? alpha : 1),
      definition: .path { start, moves in
        var slow = start
        return moves.indices.map { step in
          // The moves since the last synchronization.
          let fast = moves[(step - step % k)...step].reduce(slow) { zip($0, $1).map(+) }
          guard (step + 1) % k == 0 else { return fast }
          slow = zip(slow, fast).map { (1 - alpha) * $0 + alpha * $1 }
          return slow
        }
      })
  }
}
