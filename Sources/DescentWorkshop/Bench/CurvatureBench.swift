import CBenchReference
import Descent
import DescentCatalog

/// A step of L-BFGS with ten pairs at a million parameters, in double precision and without a line search,
/// compared with the two loops over the pairs in C, which take 4 m n multiplications and additions.
enum CurvatureBench {
  static let n = 1_000_000
  static let pairs = 10

  static func run() throws -> [String: [Timing]] {
    let rule = try Catalog.registry.optimizer(
      Specification("lbfgs:history_size=\(pairs),line_search=none,lr=0.1"))
    let kernel = try Double.makeKernel(rule, .vector(n), workers: nil)
    let report = ReportMemory<Double>(0)
    var state = OptimizerState<Double>(kernel.stateLayout)
    let (x, g) = (
      UnsafeMutablePointer<Double>.allocate(capacity: n),
      UnsafeMutablePointer<Double>.allocate(capacity: n)
    )
    let other = UnsafeMutablePointer<Double>.allocate(capacity: (2 * pairs + 1) * n)
    defer { [x, g, other].forEach { $0.deallocate() } }
    for i in 0..<n { x[i] = Double(i % 11) - 5 }
    for i in 0..<((2 * pairs + 1) * n) { other[i] = 1e-3 * (Double(i % 7) - 3) }
    // A quadratic with curvatures from 1 to 2, so that every pair is used.
    func gradient() { for i in 0..<n { g[i] = x[i] * (1 + Double(i & 63) / 63) } }
    let times = try state.storage.withUnsafeMutableBufferPointer { buffers in
      try state.scalars.withUnsafeMutableBufferPointer { scalars in
        let step = StepArguments<Double>(
          parameters: x, gradient: UnsafePointer(g), buffers: buffers.baseAddress!,
          scalars: scalars.baseAddress!, rate: 0.1, report: report.pointer)
        let oracle = Oracle<Double>.unavailable()
        func advance() {
          // Restart before the run converges and has nothing left to do.
          if abs(x[1]) < 1e-6 { for i in 0..<n { x[i] = Double(i % 11) - 5 } }
          gradient()
          _ = kernel.step(step, oracle)
        }
        for _ in 0..<(2 * pairs) { advance() }
        return try timeInRounds(
          [
            Work(name: "gradient and step", units: n, body: advance),
            Work(name: "gradient", units: n, body: gradient),
            Work(name: "two loops in C", units: n) {
              reference_two_loops(n, Int32(pairs), other, other + pairs * n, other + 2 * pairs * n)
            },
          ], seconds: 0.3)
      }
    }
    withExtendedLifetime(report) {}
    print("L-BFGS, float64, m = \(pairs), n = \(n): ns a coordinate")
    for timing in times { print(line(timing)) }
    print(
      "  ratio of the step less the gradient:",
      number((times[0].median - times[1].median) / times[2].median))
    return ["curvature": times]
  }
}
