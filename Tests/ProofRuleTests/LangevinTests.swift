import Descent
import DescentCatalog
import SampledPlugin
import Testing

@Suite("Langevin dynamics") struct LangevinTests {
  @Test("At temperature 0 it is gradient descent, bit for bit") func cold() throws {
    func path(_ rule: any Optimizer) throws -> [Double] {
      try Run<Double>(
        Catalog.registry.problem(Specification("beale")), rule, options: RunOptions(.steps(50))
      ).finish().parameters
    }
    let cold = try SGLD {
      $0.temperature = 0
      $0.learningRate = 0.001
    }
    #expect(try path(cold) == path(Catalog.registry.optimizer(Specification("sgd:lr=0.001"))))
  }

  @Test("On ½hx² its variance is T/(h(1 − ηh/2))", arguments: [0.2, 0.8, 1.5])
  func variance(_ product: Double) throws {
    let (h, temperature, count, rounds) = (2.0, 0.5, 2000, 200)
    let rule = try SGLD {
      $0.learningRate = product / h
      $0.temperature = temperature
    }
    var stepper = try Stepper<Double>(rule, .vector(count))
    stepper.seed = 11
    var x = [Double](repeating: 0, count: count)
    // Long enough that the start is forgotten: |1 − ηh|^100 < 1e-9.
    for _ in 0..<100 { stepper.step(&x, gradient: x.map { h * $0 }) }
    var sum = 0.0
    for _ in 0..<rounds {
      stepper.step(&x, gradient: x.map { h * $0 })
      sum += x.reduce(0) { $0 + $1 * $1 }
    }
    let expected = temperature / (h * (1 - product / 2))
    // Squares of neighbouring steps correlate with r² for r = 1 − ηh, so that as many independent ones
    // are n(1 − r²)/(1 + r²); five standard deviations of √(2/n).
    let r = (1 - product) * (1 - product)
    let independent = Double(count * rounds) * (1 - r) / (1 + r)
    let ratio = sum / Double(count * rounds) / expected
    #expect(abs(ratio - 1) < 5 * (2 / independent).squareRoot())
  }

  @Test("A tensor draws the same numbers in any position, and others with another seed")
  func streams() throws {
    func noise(_ names: [String], seed: UInt64) throws -> [String: [Double]] {
      let layout = Layout(names.map { (name: $0, shape: [3]) })
      var stepper = try Stepper<Double>(SGLD(), layout)
      stepper.seed = seed
      var x = [Double](repeating: 0, count: layout.count)
      for _ in 0..<2 { stepper.step(&x, gradient: x) }
      return Dictionary(uniqueKeysWithValues: layout.tensors.map { ($0.name, Array(x[$0.range])) })
    }
    let first = try noise(["a", "b"], seed: 1)
    #expect(try noise(["b", "a"], seed: 1) == first)
    #expect(try noise(["a", "b"], seed: 2)["a"] != first["a"])
    #expect(first["a"] != first["b"])
  }
}
