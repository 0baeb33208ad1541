import Descent

extension RuleCase {
  /// The case with gradients, parameters and rates scaled by powers of two.
  ///
  /// In double precision gradients of ordinary size are scaled by up to 2^±200, in single precision by up to
  /// 2^±24, so that their squares, the squares of these and sums of them are normal numbers. Half of the runs
  /// begin at 0, where no parameter hides a small move. Rates are scaled farther down than up, because a
  /// large rate makes decay grow without bound.
  func extreme(_ draw: inout Draw) -> RuleCase {
    func factor(_ limit: Int, _ draw: inout Draw) -> Double {
      guard draw.isTrue(probability: 0.7) else { return 1 }
      return .power(draw.index(below: 2 * limit + 1) - limit)
    }
    let isDouble = precision == .float64
    let (gradient, parameter) = (
      factor(isDouble ? 200 : 24, &draw), factor(isDouble ? 100 : 16, &draw)
    )
    let rate = draw.element(of: [1, 1, 0x1p10, 0x1p-10, 0x1p-40])
    var copy = mapGradients { $2 * gradient }
    let startsAtZero = draw.isTrue(probability: 0.5)
    copy.start = start.map { startsAtZero ? 0 : $0 * parameter }
    copy.rates = rates.map { $0 * rate }
    return copy
  }
}
