import BowlProblems
import Descent
import DescentAlgebra
import DescentCatalog
import DescentTextbook
import Testing

@Suite("A region of stability") struct StabilityRegionTests {
  private let lab = Laboratory()

  @Test("runs show the limit of the formula", arguments: Textbook.regions.map(\.name))
  func limits(name: String) throws {
    let region = try #require(Textbook.regions.first { $0.name == name })
    for momentum in [0, 0.5, 0.9] {
      let measured = try region.measuredLimit(lab, momentum: momentum)
      #expect(abs(measured / region.limit(momentum) - 1) < 1e-8, "momentum \(momentum)")
    }
  }

  @Test(
    "the probed spectral radius passes 1 at the limit of the formula",
    arguments: Textbook.regions.map(\.name))
  func radii(name: String) throws {
    let region = try #require(Textbook.regions.first { $0.name == name })
    for momentum in [0, 0.3, 0.9] {
      let step = try region.step(lab, momentum: momentum)
      let limit = region.limit(momentum)
      #expect(try region.radius(step, product: limit * (1 - 1e-6)) < 1)
      #expect(try region.radius(step, product: limit * (1 + 1e-6)) > 1)
    }
  }

  @Test("the step of each rule is linear", arguments: Textbook.regions.map(\.name))
  func superposition(name: String) throws {
    let region = try #require(Textbook.regions.first { $0.name == name })
    let step = try region.step(lab, momentum: 0.8)
    let vector = (0..<step.order).map { 0.3 + Double($0) }
    let image = step.image(vector, rate: 0.2, curvature: 7)
    let matrix = step.matrix(rate: 0.2, curvature: 7)
    let product = Matrix(step.order, step.order, matrix) * vector
    #expect(image.minus(product).largestMagnitude < 1e-14 * max(1, product.largestMagnitude))
  }

  // z² − (1 + β − a) z + β: complex roots of modulus √β, or two real ones.
  @Test("heavy ball's radius is that of its characteristic polynomial") func heavyBall() throws {
    let region = try #require(Textbook.regions.first { $0.name == "heavy-ball" })
    for momentum in [0.2, 0.5, 0.9] {
      let step = try region.step(lab, momentum: momentum)
      for product in [0.01, 0.5, 1.5, 2.9, 3.5, 6] {
        let (b, a) = (momentum, product)
        let discriminant = (1 + b - a) * (1 + b - a) - 4 * b
        let radius =
          discriminant < 0
          ? Double.sqrt(b) : (abs(1 + b - a) + .sqrt(discriminant)) / 2
        #expect(abs(try region.radius(step, product: product) - radius) < 1e-12)
      }
    }
  }

  @Test("its own first step does not enter the matrix") func firstStep() throws {
    // Undampened first gradients are the library's default; later steps are those of the average.
    let own = try LinearizedStep(
      lab, Specification("momentum:momentum=0.9,dampening=0.9"))
    let region = try #require(Textbook.regions.first { $0.name == "averaged" })
    let averaged = try region.step(lab, momentum: 0.9)
    #expect(
      own.matrix(rate: 0.1, curvature: 7) == averaged.matrix(rate: 0.1, curvature: 7))
  }

  @Test("the map has a cell a rate and momentum, pale toward the boundary") func map() throws {
    let region = try #require(Textbook.regions.first { $0.name == "nesterov" })
    let map = try region.map(lab, columns: 6, rows: 4, limits: 2)
    #expect(map.rates == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5])
    #expect(map.momenta == [0.125, 0.375, 0.625, 0.875])
    for (momentum, row) in zip(map.momenta, map.radii) {
      for (rate, radius) in zip(map.rates, row) {
        #expect((radius < 1) == (rate < region.limit(momentum)))
      }
    }
    #expect(map.measured.count == 2)
    #expect(map.predicted.allSatisfy { abs($0.rate - region.limit($0.momentum)) == 0 })
  }
}

@Suite("A crossing of the stability limit") struct StabilityCrossingTests {
  @Test("finds a crossing to the tolerance, of smooth, stepped and infinite functions")
  func crossings() {
    let lab = Laboratory()
    let target = 0.37
    let functions: [@Sendable (Double) -> Double] = [
      { $0 - target }, { $0 < target ? -1 : 1 }, { $0 < target ? -.infinity : .infinity },
      { .pow($0 - target, 3) }, { $0 < target ? -1e-9 : 1e9 },
    ]
    for function in functions {
      let found = lab.crossing(1e-3, 100, growth: function)
      #expect(abs(found / target - 1) <= 0x1p-40)
    }
  }

  @Test("needs far fewer evaluations than bisection where the function is smooth")
  func evaluations() {
    var count = 0
    let found = Laboratory().crossing(1e-3, 100) {
      count += 1
      return .log($0 / 0.37) * 3000
    }
    #expect(abs(found / 0.37 - 1) <= 0x1p-40)
    // Bisection takes log₂(11.5 · 2⁴⁰) = 44.
    #expect(count <= 16)
  }

  @Test("a diverging run grows, a dying one shrinks, and the limit is between") func growth() throws
  {
    let problem = DiagonalQuadratic([7])
    func growth(_ rate: Double) throws -> Double {
      try Laboratory().growth(
        Specification("sgd"), rate: rate, on: problem, from: [1], steps: 500)
    }
    #expect(try growth(1) == .infinity)
    #expect(try growth(1.0 / 7) == -.infinity)
    // The factor |1 − lr λ|, once for each step between the windows.
    let expected = 500 * Double.log(1.99 - 1)
    #expect(abs(try growth(1.99 / 7) - expected) < 1e-9)
  }
}
