import Descent
import DescentCatalog
import Synchronization

/// ½ Σ xᵢ² from 4, −4, 4, …: with rate ½ every step halves x, exactly.
struct Bowl: FormulaProblem {
  @Hyperparameter("dimension", in: 0...) var n = 2

  static let card = Card(name: "bowl", summary: "", formula: "", source: "")

  var layout: Layout { .vector(n) }
  func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? 4 : -4 } }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count { sum += x[i] * x[i] / 2 }
    return sum
  }
}

/// √x from 1: beyond 0 it is NaN.
struct Cliff: FormulaProblem {
  @Hyperparameter("start") var x0 = 1.0

  static let card = Card(name: "cliff", summary: "", formula: "", source: "")

  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [x0] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { N.sqrt(x[0]) }
}

/// 7, in no dimensions.
struct Nothing: FormulaProblem {
  static let card = Card(name: "nothing", summary: "", formula: "", source: "")

  var layout: Layout { Layout([]) }
  func start(seed: UInt64) -> [Double] { [] }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { 7 }
}

/// The mean of ½ (x − aᵢ)² over examples aᵢ; records its batches.
struct Means: Problem {
  final class Log: Sendable {
    let batches = Mutex<[[Int]]>([])
    var all: [[Int]] { batches.withLock { $0 } }
  }

  var examples: [Double]
  var batchSize: Int
  let log = Log()

  init(_ examples: [Double], batch: Int) {
    self.examples = examples
    batchSize = batch
  }

  /// `count` examples that are multiples of ¼.
  init(count: Int, batch: Int) {
    self.init((0..<UInt64(count)).map { CounterRandom(seed: 3).quarter($0) }, batch: batch)
  }

  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [8] }

  var specification: Specification {
    Specification(
      name: "means",
      settings: [
        (key: "examples", text: String(examples.count)), (key: "batch", text: String(batchSize)),
      ])
  }

  func _objective32() throws -> Objective<Float> { objective() }
  func _objective64() throws -> Objective<Double> { objective() }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let (targets, log) = (examples.map { T($0) }, log)
    func mean(_ x: T, _ indices: some Collection<Int>) -> (value: T, slope: T) {
      var (value, slope) = (T.zero, T.zero)
      for i in indices {
        value += (x - targets[i]) * (x - targets[i]) / 2
        slope += x - targets[i]
      }
      return (value / T(indices.count), slope / T(indices.count))
    }
    return Objective(
      value: { mean($0[0], targets.indices).value },
      valueAndGradient: { x, g in
        let (value, slope) = mean(x[0], targets.indices)
        g[0] = slope
        return value
      },
      examples: Examples(
        count: targets.count, batchSize: batchSize,
        batchGradient: { x, g, batch in
          log.batches.withLock { $0.append(Array(batch)) }
          let (value, slope) = mean(x[0], batch)
          g[0] = slope
          return value
        },
        metrics: { x in
          Metrics(
            trainLoss: Double(mean(x[0], targets.indices).value), trainAccuracy: 0,
            testAccuracy: nil)
        }))
  }
}

/// A built-in optimizer from text.
func optimizer(_ text: String) throws -> any Optimizer {
  try Catalog.registry.optimizer(Specification(text))
}

/// The message of a thrown configuration error.
func message(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return String(describing: error) }
}

/// A copy of the next batch, and whether it ends the epoch.
func nextBatch(_ order: BatchOrder) -> (indices: [Int], endsEpoch: Bool) {
  let batch = order.next()
  return (Array(batch.indices), batch.endsEpoch)
}
