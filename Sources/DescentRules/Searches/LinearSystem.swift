/// Square systems of equations in double precision, solved in place.
public struct LinearSystem {
  public let n: Int
  /// Row by row; of a symmetric matrix the lower triangle.
  public var matrix: [Double]
  /// The right side, and then the solution.
  public var vector: [Double]

  public init(_ n: Int) {
    self.n = n
    matrix = [Double](repeating: 0, count: n * n)
    vector = [Double](repeating: 0, count: n)
  }

  public subscript(row: Int, column: Int) -> Double {
    get { matrix[row * n + column] }
    set { matrix[row * n + column] = newValue }
  }

  /// Solves by Cholesky's factors. - Returns: false where the matrix is not positive definite; it and the
  /// right side are spoilt then.
  public mutating func solvePositive() -> Bool {
    for i in 0..<n {
      for j in 0...i {
        var sum = self[i, j]
        for k in 0..<j { sum -= self[i, k] * self[j, k] }
        if i > j {
          self[i, j] = sum / self[j, j]
        } else if sum > 0, sum < .infinity {
          self[i, i] = sum.squareRoot()
        } else {
          return false
        }
      }
      for k in 0..<i { vector[i] -= self[i, k] * vector[k] }
      vector[i] /= self[i, i]
    }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) { vector[i] -= self[k, i] * vector[k] }
      vector[i] /= self[i, i]
    }
    return true
  }

  /// Solves by Gauss's elimination with the largest pivot of each column. - Returns: false where the
  /// matrix is singular.
  public mutating func solve() -> Bool {
    for k in 0..<n {
      guard let pivot = (k..<n).max(by: { abs(self[$0, k]) < abs(self[$1, k]) }),
        abs(self[pivot, k]) > 0, abs(self[pivot, k]) < .infinity
      else { return false }
      if pivot != k {
        for j in 0..<n { matrix.swapAt(k * n + j, pivot * n + j) }
        vector.swapAt(k, pivot)
      }
      for i in (k + 1)..<max(n, k + 1) {
        let factor = self[i, k] / self[k, k]
        for j in k..<n { self[i, j] -= factor * self[k, j] }
        vector[i] -= factor * vector[k]
      }
    }
    for i in (0..<n).reversed() {
      for j in (i + 1)..<max(n, i + 1) { vector[i] -= self[i, j] * vector[j] }
      vector[i] /= self[i, i]
    }
    return true
  }
}
