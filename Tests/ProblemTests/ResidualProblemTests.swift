import BowlProblems
import Descent
import DescentCatalog
import LeastSquaresProblems
import Testing
import ValleyProblems

@Suite("A problem with residuals") struct ResidualProblemTests {
  @Test("residuals and Jacobian are those of the formula, in both precisions") func jacobian()
    throws
  {
    try check(Double.self)
    try check(Float.self)
  }

  private func check<T: KernelScalar>(_: T.Type) throws {
    let functions = try #require(try T.makeObjective(Rosenbrock()).residuals)
    #expect(functions.count == 2 && functions.factor == 1)
    var (r, jacobian) = ([T](repeating: 0, count: 2), [T](repeating: 0, count: 4))
    functions.jacobian([-1.5, 2], &r, &jacobian)
    // 10 (x₂ − x₁²) and 1 − x₁, all of them exact.
    #expect(r == [-2.5, 2.5] && jacobian == [30, 10, -1, 0])
    functions.values([0.5, 0.25], &r)
    #expect(r == [0, 0.5])
  }

  @Test("offers residuals by conformance, and only then") func offers() {
    #expect(Beale().offers.contains([.residuals, .hessianProduct]))
    #expect(!Square().offers.contains(.residuals))
    for type in Catalog.registry.problemTypes {
      let problem = type.init()
      #expect(problem.offers.contains(.residuals) == (problem is any ResidualProblem))
    }
  }

  @Test("value, gradient and Hessian follow from the residuals alone") func powell() throws {
    let problem = PowellSingular()
    let x = problem.start(seed: 0)
    // (3 − 10)² + 5 + 1 + 10 · 2⁴; Moré, Garbow and Hillstrom give 215 as well.
    #expect(abs(try problem.value(at: x) - 215) < 1e-12)
    // 2r₁ + 40 (x₁ − x₄)³ = −14 + 320, and so on.
    let gradient = try problem.gradient(at: x)
    for (found, exact) in zip(gradient, [306, -144, -2, -310] as [Double]) {
      #expect(abs(found - exact) < 1e-12)
    }
    let hessian = try #require(problem.hessian(at: [0, 0, 0, 0]))
    let exact: [Double] = [2, 20, 0, 0, 20, 200, 0, 0, 0, 0, 10, -10, 0, 0, -10, 10]
    for (found, exact) in zip(hessian, exact) { #expect(abs(found - exact) < 1e-13) }
  }

  @Test("a Hessian product is the Hessian's, in every dimension modulo four") func product() throws
  {
    for n in 2...9 {
      let problem = try Rosenbrock { $0.n = n }
      let x = (0..<n).map { 0.3 * Double($0) - 0.7 }
      let v = (0..<n).map { Double($0 % 3) - 0.5 }
      let hessian = try #require(problem.hessian(at: x))
      let product = try problem.hessianProduct(at: x, times: v)
      for i in 0..<n {
        let exact = (0..<n).reduce(0) { $0 + hessian[i * n + $1] * v[$1] }
        #expect(abs(product[i] - exact) <= 1e-13 * 1e4)
      }
    }
  }

  @Test("records name instances that exist, and names that are used once") func records() throws {
    let records = Catalog.registry.problemTypes.map { (name: $0.card.name, record: $0.record) }
    for (name, record) in records {
      #expect(!record.family.isEmpty, "\(name)")
      for text in record.instances {
        let specification = try Specification(text)
        let problem = try Catalog.registry.problem(specification)
        #expect(specification.name == name && !problem.stationaryPoints.isEmpty, "\(text)")
      }
    }
    let aliases = records.flatMap(\.record.aliases)
    #expect(Set(aliases).count == aliases.count && aliases.contains("mgh13"))
  }
}
