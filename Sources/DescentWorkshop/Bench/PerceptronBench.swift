import Descent
import DescentCatalog
import DescentStudy

/// One training step of a perceptron in single precision, as in a run: gathering the batch, forward and
/// backward pass, Adam's update, norms, trace.
struct PerceptronBench {
  let widths: [Int]
  let batch: Int
  /// The steps of an epoch. A run is replaced before it finishes an epoch, because the score of all examples
  /// that follows is not part of a step.
  let batches: Int
  /// The steps of one timed call.
  let steps: Int

  static let all = [
    PerceptronBench(widths: [2, 16, 16, 2], batch: 32, batches: 1024, steps: 40),
    PerceptronBench(widths: [64, 128, 10], batch: 64, batches: 256, steps: 4),
    PerceptronBench(widths: [784, 512, 512, 10], batch: 256, batches: 20, steps: 1),
  ]

  var name: String { widths.map(String.init).joined(separator: "-") }
  var exampleCount: Int { batch * batches }

  /// The multiplications and additions of the matrix products of one step: forward, for the gradient of the
  /// weights and, except in the first layer, for the gradient of the inputs.
  var operations: Double {
    let products = zip(widths, widths.dropFirst()).map { Double(2 * batch * $0 * $1) }
    return 3 * products.reduce(0, +) - products[0]
  }

  /// The problem with its data loaded.
  func problem(examples: Int? = nil) throws -> any Problem {
    let hidden = widths.dropFirst().dropLast().map(String.init).joined(separator: "-")
    let common = "hidden=\(hidden),activation=relu,batch=\(batch),test=0"
    let count = examples ?? exampleCount
    if widths[0] == 2 {
      let text = "mlp:data=moons,examples=\(count),\(common)"
      return try Catalog.registry.problem(Specification(text))
    }
    let side = Int(Double(widths[0]).squareRoot())
    let images = try SyntheticImages(
      count: count, rows: side, columns: side, classes: widths[widths.count - 1])
    defer { images.remove() }
    return try Catalog.registry.problem(Specification("mlp:data=\(images.path),\(common)"))
  }

  func work(threads: Int = 1) throws -> Work {
    let problem = try problem()
    let optimizer = try Catalog.registry.optimizer(Specification("adam"))
    let workers = threads > 1 ? Workers.dispatch(threads: threads) : nil
    var run: Run<Float>?
    var left = 0
    return Work(
      name: "\(name), batch \(batch), threads \(threads)", units: steps, operations: operations,
      isOneThread: threads == 1,
      setUp: {
        left -= steps
        if left >= steps { return }
        let fresh = try Run<Float>(
          problem, optimizer, options: RunOptions(.epochs(2)), workers: workers)
        fresh.advance(1)
        run = fresh
        left = batches - 1
      },
      body: { run?.advance(steps) })
  }

  static func run() throws -> [String: [Timing]] {
    print("training step of a perceptron, float32, ReLU, Adam: ns a step")
    let times = try all.map { try timeInRounds([$0.work()])[0] }
    for time in times { print(line(time)) }
    return ["perceptron": times]
  }
}
