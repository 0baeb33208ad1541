import Descent

extension BilinearRegression {
  /// One point for each set of singular values that a stationary point can keep.
  public var stationaryPoints: [StationaryPoint] {
    let (inputs, map) = (inputs, map)
    let landscape = FactorizationLandscape(frame: map, rank: rank, offset: noise * noise / 2)
    return landscape.sets.map { kept in
      var x = [Double](repeating: 0, count: layout.count)
      for (index, k) in kept.enumerated() {
        // X⁺ times the left singular vector, and U and V scaled to the same norm.
        let left = map.left(k)
        var column = [Double](repeating: 0, count: features)
        for i in 0..<features {
          for (j, entry) in inputs.right(i).enumerated() {
            column[j] += left[i] / inputs.sigma[i] * entry
          }
        }
        let norm = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let size = (map.sigma[k] / norm).squareRoot()
        for (j, entry) in column.enumerated() { x[j * rank + index] = size * entry }
        for (j, entry) in map.right(k).enumerated() {
          x[(features + j) * rank + index] = map.sigma[k] / size * entry
        }
      }
      return landscape.point(kept, at: x, "keeps the singular values \(kept.map { map.sigma[$0] })")
    }
  }

  private var inputs: SingularFrame {
    SingularFrame(examples, features, top: 1, condition: condition)
  }
  /// The frame of the part of Y in the range of X, in the basis of X's left singular vectors.
  private var map: SingularFrame { SingularFrame(features, outputs, top: 3, condition: 3) }

  var data: (x: [Double], y: [Double]) {
    let (inputs, part) = (inputs, map.matrix)
    var y = [Double](repeating: 0, count: examples * outputs)
    func add(_ left: [Double], _ row: [Double]) {
      for s in 0..<examples { for j in 0..<outputs { y[s * outputs + j] += left[s] * row[j] } }
    }
    for i in 0..<features {
      add(inputs.left(i), Array(part[(i * outputs)..<((i + 1) * outputs)]))
    }
    let level = noise / Double(outputs).squareRoot()
    add(inputs.left(features), [Double](repeating: level, count: outputs))
    return (inputs.matrix, y)
  }
}
