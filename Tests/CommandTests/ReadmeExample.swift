import AdamPlugin
import Descent

/// The problem of the README, line by line.
struct Banana: FormulaProblem {
  static let card = Card(
    name: "banana", summary: "a curved valley", formula: "(1 − x₁)² + 9 (x₂ − x₁²)²",
    source: "this page")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [-1, 1] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    (1 - x[0]) * (1 - x[0]) + 9 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0])
  }
}

enum ReadmeExample {
  /// The end points of the README's two lines, and of the same run on the problem.
  static func minima() throws -> [[Double]] {
    let end = try minimize(from: [-1, 1], with: Adam { $0.learningRate = 0.05 }) { x in
      (1 - x[0]) * (1 - x[0]) + 9 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0])
    }
    let adam = try Adam { $0.learningRate = 0.05 }
    let run = try Run<Double>(Banana(), adam, options: RunOptions(.steps(1000)))
    return [end.parameters, run.finish().parameters]
  }
}
