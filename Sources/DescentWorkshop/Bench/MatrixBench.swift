import Descent
import DescentCatalog
import DescentMatrix

/// Matrix rules in single precision on 512 × 512, compared with the products and decompositions that their
/// steps consist of.
enum MatrixBench {
  static let n = 512

  /// The operations of a step, on separate matrices.
  private final class Operations {
    let work = WorkMemory<Float>()
    let a, b, c: MutableMatrixView<Float>
    let values: UnsafeMutableBufferPointer<Float>

    init() {
      (a, b, c) = (work.matrix(n, n), work.matrix(n, n), work.matrix(n, n))
      values = work.take(n)
      let random = CounterRandom(seed: 1)
      for i in 0..<n {
        for j in 0..<n { a[i, j] = Float(random.normal(UInt64(i * n + j))) / 512 }
      }
    }

    func grams(_ count: Int) { for _ in 0..<count { b.setGram(a.view) } }
    func products(_ count: Int) { for _ in 0..<count { c.setProduct(a, b) } }
    func eigen(_ count: Int) {
      b.setGram(a.view)
      for _ in 0..<count { b.view.symmetricEigen(values: values, vectors: c, work: work) }
    }
    func orthonormal(_ count: Int) {
      for _ in 0..<count {
        c.copy(a.view)
        c.orthonormaliseColumns(work: work)
      }
    }
  }

  /// The operations that a number of steps of a rule consists of.
  private static let parts:
    [(rule: String, steps: Int, operations: @Sendable (Operations) -> Void)] = [
      (
        "muon", 1,
        {
          $0.grams(5); $0.products(10)
        }
      ),
      // Two factors and their roots; each root ends with a product with the transpose.
      (
        "shampoo", 1,
        {
          $0.grams(4); $0.eigen(2); $0.products(2)
        }
      ),
      // Ten steps between updates of the basis, with the factors and the products into the basis and back;
      // then the mean into the basis and back, and for each axis a product and an orthonormal basis.
      (
        "soap:update_period=10", 10,
        {
          $0.grams(20); $0.products(40 + 4 + 2); $0.orthonormal(2)
        }
      ),
    ]

  static func run() throws -> [String: [Timing]] {
    var all: [String: [Timing]] = [:]
    print("rules of matrices, float32, 512 x 512: ns a coordinate, and their products alone")
    for (text, steps, operations) in parts {
      let rule = try Catalog.registry.optimizer(Specification(text))
      let layout = Layout([(name: "w", shape: [n, n])])
      let kernel = try Float.makeKernel(rule, layout, workers: nil)
      let memory = EngineMemory(n * n, kernel.stateLayout)
      let random = CounterRandom(seed: 2)
      for i in 0..<(n * n) { memory.pointer[n * n + i] = Float(random.normal(UInt64(i))) }
      let (step, oracle) = (memory.step, Oracle<Float>.unavailable())
      let own = Operations()
      let times = try timeInRounds(
        [
          Work(name: text, units: n * n * steps) {
            for _ in 0..<steps { _ = kernel.step(step, oracle) }
            withExtendedLifetime(memory) {}
          },
          Work(name: "its products", units: n * n * steps) { operations(own) },
        ], seconds: 0.3)
      for timing in times { print(line(timing)) }
      print("  ratio:", number(times[0].median / times[1].median))
      all["matrices-\(rule.specification.name)"] = times
    }
    return all
  }
}
