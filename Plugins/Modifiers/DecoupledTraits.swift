import Descent

extension Decoupled: ModifierTraitDeclaring {
  public var traits: ModifierTraits {
    let (weightDecay, decay) = (weightDecay, decay)
    return ModifierTraits(
      neutral: ["weight_decay": "0"],
      // The laws scale the rates but not the rate before the schedule, which has the same unit.
      units: decay == .rate ? ["weight_decay": .gradient / .parameter] : nil,
      definition: .ratedPath { start, moves, rates in
        var x = start
        return zip(moves, rates).map { move, rate in
          let part = (decay == .rateSquared ? rate * rate : rate) * weightDecay
          x = zip(x, move).map { $0 - part * $0 + $1 }
          return x
        }
      })
  }
}
