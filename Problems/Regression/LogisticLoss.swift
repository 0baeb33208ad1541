import Descent

/// The mean logistic loss with a ridge. The rows are features multiplied by the label, ±1.
struct LogisticLoss {
  /// The rows one after another, with `width` numbers each.
  let rows: [Double]
  let width: Int

  func likelihood<T>() -> Likelihood<T> { .logistic(rows: rows, width: width) }

  /// `(1/m) Σ ln(1 + exp(−row·x)) + (λ/2) Σ xⱼ²`, the ridge over the first `penalised` coordinates.
  func value<N: FormulaNumber>(_ x: Point<N>, ridge: Double, penalised: Int) -> N {
    var sum = N.zero
    for first in stride(from: 0, to: rows.count, by: width) {
      var margin = N.zero
      for j in 0..<width { margin += N(rows[first + j]) * x[j] }
      // The exponent is never positive, so nothing overflows, and small losses keep their
      // precision.
      sum +=
        margin < 0
        ? N.log(onePlus: N.exp(margin)) - margin : N.log(onePlus: N.exp(-margin))
    }
    var squares = N.zero
    for j in 0..<penalised { squares += x[j] * x[j] }
    return sum / N(Double(rows.count / width)) + N(ridge / 2) * squares
  }
}
