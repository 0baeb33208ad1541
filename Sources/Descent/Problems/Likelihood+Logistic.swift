import RealModule

extension Likelihood {
  /// The likelihood of the mean of `ln(1 + exp(−row · x))`, the logistic loss of rows that are features
  /// multiplied by their label, ±1.
  ///
  /// - Parameters:
  ///   - rows: the rows one after another.
  ///   - width: the numbers of a row, 1 or more.
  @specialized(where T == Float)
  @specialized(where T == Double)
  package static func logistic(rows: [Double], width: Int) -> Likelihood {
    let values = rows.map { T($0) }
    let count = values.count / width
    return Likelihood { x, g, indices, labels in
      let total = indices?.count ?? count
      for j in 0..<width { g[j] = 0 }
      for place in 0..<total {
        let i = indices?[place] ?? place
        var margin = T.zero
        for j in 0..<width { margin += values[i * width + j] * x[j] }
        // The probability of the label that the row has.
        let p = 1 / (1 + T.exp(-margin))
        let slope = (labels.uniform(i) < Double(p) ? p - 1 : p) / T(total)
        for j in 0..<width { g[j] += slope * values[i * width + j] }
      }
      return total
    }
  }
}
