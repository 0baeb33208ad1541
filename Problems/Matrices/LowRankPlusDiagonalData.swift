import Descent

extension LowRankPlusDiagonal {
  public var stationaryPoints: [StationaryPoint] {
    let (truth, energies) = (truth, energies)
    let (low, d) = (truth[..<(n * rank)], truth[(n * rank)...])
    let how = StationaryPoint.Provenance.closedForm("all residuals vanish at (U*, d*)")
    let minima =
      rank == 1
      ? [1, -1].map { sign in
        StationaryPoint(.globalMinimum, at: low.map { sign * $0 } + d, value: 0, how)
      }
      : [
        StationaryPoint(
          .minimisingSet(dimension: rank * (rank - 1) / 2), at: truth, value: 0, how)
      ]
    let mean = energies.reduce(0, +) / Double(n)
    let squares = energies.reduce(0) { $0 + $1 * $1 }
    let saddle = StationaryPoint(
      .saddle(index: rank * energies.count { $0 > mean }),
      at: low.map { _ in 0 } + d.map { $0 + mean }, value: (squares - Double(n) * mean * mean) / 2,
      .closedForm("the gradient by U is 0 at U = 0, and the diagonal fits"))
    // An eigenvalue equal to the mean would make the Hessian at the saddle singular.
    return minima + (energies.contains { abs($0 - mean) < 1e-6 * top } ? [] : [saddle])
  }

  /// The eigenvalues of U*U*ᵀ, one for the constant column of an odd rank and one for both columns of
  /// each frequency.
  private var energies: [Double] {
    let steps = (rank + 1) / 2 - 1
    let step = steps > 0 ? (top - top / condition) / Double(steps) : 0
    return (0..<rank).map { top - step * Double(($0 + rank % 2) / 2) }
  }

  /// (U*, d*)
  private var truth: [Double] {
    let energies = energies
    var x = (0..<layout.count).map { diagonal * Double($0 - n * rank + 1) / Double(n) }
    for i in 0..<n {
      for k in 0..<rank {
        x[i * rank + k] = (energies[k] / Double(n)).squareRoot() * wave(k, i)
      }
    }
    return x
  }

  /// Entry `i` of the trigonometric column `k`, of norm √n.
  private func wave(_ k: Int, _ i: Int) -> Double {
    if rank % 2 == 1, k == 0 { return 1 }
    let place = k - rank % 2
    let angle = 2 * Double.pi * Double((place / 2 + 1) * i % n) / Double(n)
    return Double(2).squareRoot() * (place % 2 == 0 ? Double.cos(angle) : Double.sin(angle))
  }

  /// The upper triangle of M by rows, in the order in which the residuals sum it.
  var matrix: [Double] {
    let x = truth
    var entries: [Double] = []
    for i in 0..<n {
      for j in i..<n {
        var sum = i == j ? x[n * rank + i] : 0
        for c in 0..<rank { sum += x[i * rank + c] * x[j * rank + c] }
        entries.append(sum)
      }
    }
    return entries
  }
}
