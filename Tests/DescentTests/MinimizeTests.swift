import Descent
import DescentCatalog
import Testing

@Suite("Minimising a function written in place") struct MinimizeTests {
  private struct Valley: FormulaProblem {
    static let card = Card(name: "valley", summary: "", formula: "", source: "")
    var layout: Layout { .vector(3) }
    func start(seed: UInt64) -> [Double] { [-1, 1, 2] }
    func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
      let wall = x[1] - x[0] * x[0]
      return (1 - x[0]) * (1 - x[0]) + 9 * wall * wall + .exp(x[2]) - x[2]
    }
  }

  private static let valley: @Sendable (Point<Traced<Double>>) -> Traced<Double> = { x in
    let wall = x[1] - x[0] * x[0]
    return (1 - x[0]) * (1 - x[0]) + 9 * wall * wall + .exp(x[2]) - x[2]
  }

  @Test("takes the path of the same formula as a problem") func path() throws {
    let rule = try Catalog.registry.optimizer(Specification("momentum:lr=0.002"))
    let end = try minimize(from: [-1, 1, 2], with: rule, steps: 300, Self.valley)
    let run = try Run<Double>(Valley(), rule, options: RunOptions(.steps(300)))
    let expected = run.finish().parameters
    for (a, b) in zip(end.parameters, expected) { #expect(abs(a - b) < 1e-12) }
    #expect(end.outcome == .stepLimit(step: 300))
  }

  @Test("has a gradient in both precisions") func precisions() throws {
    let problem = ClosureProblem(begin: [-1, 1, 2], objective: Self.valley)
    let point: [Double] = [0.5, -0.25, 0.75]
    var (wide, narrow) = ([0.0, 0, 0], [Float(0), 0, 0])
    let value = try problem._objective64().valueAndGradient(point, &wide)
    let single = try problem._objective32().valueAndGradient(point.map { Float($0) }, &narrow)
    let expected = Valley().dualGradient(at: point)
    #expect(abs(value - expected.value) < 1e-14 && abs(Double(single) - value) < 1e-6)
    for i in 0..<3 {
      #expect(abs(wide[i] - expected.gradient[i]) < 1e-13)
      #expect(abs(Double(narrow[i]) - wide[i]) < 1e-5)
    }
  }

  @Test("is refused for no coordinates") func empty() throws {
    let rule = try Catalog.registry.optimizer(Specification("sgd"))
    #expect(throws: ConfigurationError.self) {
      try minimize(from: [], with: rule) { _ in 0 }
    }
  }
}
