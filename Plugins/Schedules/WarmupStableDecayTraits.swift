import Descent

extension WarmupStableDecay: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    let top = max(1, min(warmup, horizon))
    var traits = ScheduleTraits(endpoints: [.init(1, 1 / Double(max(1, warmup)))], peak: top...top)
    // A warm-up that is cut off may end below `end`.
    if warmup > horizon, end > Double(horizon) / Double(warmup) {
      traits.peak = ScheduleTraits.rising
    }
    if warmup <= horizon { traits.endpoints.append(.init(max(1, warmup), 1)) }
    if horizon < .max { traits.endpoints += [.init(horizon + 1, end), .init(.max, end)] }
    traits.times = ["warmup", "decay", "horizon"]
    traits.timeScales = top < .max ? [.init(origin: 1, steps: (top + 1)...(.max))] : []
    if warmup > 0 { traits.timeScales.append(.init(origin: 0, steps: 1...top)) }
    guard warmup < horizon, horizon < .max else { return traits }
    let length = min(decay, horizon - warmup)
    guard length > 0 else { return traits }
    let first = horizon - length + 1
    let steepest =
      switch shape {
      case .linear: 1 / Double(length)
      case .cosine: Double.pi / 2 / Double(length)
      case .sqrt: 1 / Double(length).squareRoot()
      }
    traits.slope = max((1 - end) * steepest, warmup > 0 ? 1 / Double(warmup) : 0)
    if shape != .sqrt { traits.halfTurn = first...(horizon + 1) }
    // The point after a quarter of the decay, or after half of it.
    let part = length % 4 == 0 ? 4 : 2
    if length % part == 0 {
      let left =
        switch shape {
        case .linear: part == 4 ? 0.75 : 0.5
        case .cosine: part == 4 ? (1 + 0.5.squareRoot()) / 2 : 0.5
        case .sqrt: part == 4 ? 0.5 : 1 - 0.5.squareRoot()
        }
      traits.shape = [.init(first + length / part, end + (1 - end) * left)]
    }
    return traits
  }
}
