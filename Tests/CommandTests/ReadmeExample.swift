import AdamPlugin
import Descent

/// The README's library example, line by line.
struct Banana: FormulaProblem {
  static let card = Card(name: "banana", summary: "curved", formula: "", source: "this page")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [-1, 1] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let wall = x[1] - x[0] * x[0]
    return (1 - x[0]) * (1 - x[0]) + 9 * wall * wall
  }
}

func runReadmeExample(print: ([Double]) -> Void) throws {
  let adam = try Adam { $0.learningRate = 0.05 }
  let run = try Run<Double>(Banana(), adam, options: RunOptions(.steps(2000)))
  print(run.finish().parameters)
}
