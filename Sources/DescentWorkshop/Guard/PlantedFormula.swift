import Descent

/// Eighty residuals of forty coordinates, with rows, elementary functions and a branch. They need more memory
/// than an evaluation has on the stack.
struct PlantedFormula: ResidualProblem {
  @Prepared var rows: [Double]? = nil

  static let card = Card(name: "planted", summary: "", formula: "", source: "")
  var layout: Layout { .vector(40) }
  func start(seed: UInt64) -> [Double] {
    (0..<40).map { CounterRandom(seed: seed).normal(UInt64($0)) }
  }
  mutating func prepare() {
    rows = (0..<1600).map { CounterRandom(seed: 3).normal(UInt64($0)) }
  }
  var residualCount: Int { 80 }

  func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    (rows ?? []).withUnsafeBufferPointer { rows in
      for i in 0..<40 {
        r[i] = N.dot(rows.baseAddress! + i * 40, x) - 1
        r[40 + i] = x[i] > 0 ? N.exp(-x[i]) : N.sin(x[i]) / (1 + x[i] * x[i])
      }
    }
  }
}
