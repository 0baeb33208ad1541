import Descent

extension AveragingLaws {
  /// `ema/newest_weight`: xₜ + δ instead of xₜ changes aₜ by w δ, where w = 1 at t = 1, then 1 − d or,
  /// debiased, (1 − d)/(1 − dᵗ). δ is as large as the numbers themselves, so that the tolerance can be
  /// relative.
  static let newestWeight = AveragingLaw(
    LawCard(
      "ema/newest_weight", "weight of the newest", "the newest value has the weight 1 − d",
      catches: "decay and 1 − decay swapped, a counter one off, a warm-up of the decay")
  ) { averaging, c in
    let last = c.values.count - 1
    let delta = c.values[last].indices.map { i in
      let largest = c.values.reduce(0) { max($0, abs($1[i])) }
      return largest > 0
        ? Double.power(largest.exponent + 1) : 1
    }
    var moved = c
    moved.values[last] = c.values[last].indices.map {
      c.precision.rounded(c.values[last][$0] + delta[$0])
    }
    let (before, after) = (try averaging.run(c)[last], try averaging.run(moved)[last])
    let weight =
      last == 0
      ? 1 : c.isDebiased ? (1 - c.decay) / (1 - .pow(c.decay, last + 1)) : 1 - c.decay
    let change = before.indices.map { after[$0] - before[$0] }
    let expected = delta.indices.map { weight * (moved.values[last][$0] - c.values[last][$0]) }
    return Comparison.compare([expected], [change], "a change of the newest of \(last + 1)") {
      _, i, _ in moved.tolerance(last, i) + c.tolerance(last, i)
    }
  }
}
