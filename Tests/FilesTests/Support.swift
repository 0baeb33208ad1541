import Descent
import Foundation
import Testing

/// A directory that is deleted at the end of the test.
final class TemporaryDirectory {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "descent-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// The names of everything in it, hidden files too.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// The bytes of a file of the test bundle's `Reference`.
func reference(_ name: String) throws -> [UInt8] {
  let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
  return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
}

/// Linear regression on 50 made-up examples, 8 at a time, so that the last batch of an epoch is
/// smaller; two tensors, so that rules keep counters for each.
struct Regression: Problem {
  var exampleCount = 50
  var batchSize = 8

  var layout: Layout { Layout([(name: "weight", shape: [4]), (name: "bias", shape: [1])]) }
  var specification: Specification {
    Specification(
      name: "regression",
      settings: [(key: "n", text: "\(exampleCount)"), (key: "batch", text: "\(batchSize)")])
  }

  func start(seed: UInt64) -> [Double] {
    let random = CounterRandom(seed: seed).split(stream: RandomStream.start)
    return (0..<5).map { random.uniform($0) - 0.5 }
  }

  func _objective32() throws -> Objective<Float> { objective() }
  func _objective64() throws -> Objective<Double> { objective() }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let random = CounterRandom(seed: 9).split(stream: RandomStream.data)
    let data = (0..<UInt64(exampleCount * 5)).map { T(random.quarter($0)) }
    let all = Array(0..<exampleCount)
    // The mean of ½ (w·a + b − y)², and its gradient.
    func mean(_ x: UnsafePointer<T>, _ g: UnsafeMutablePointer<T>?, _ batch: [Int]) -> T {
      var sum = T(0)
      for i in 0..<5 { g?[i] = 0 }
      for example in batch {
        var residual = x[4] - data[example * 5 + 4]
        for i in 0..<4 { residual += x[i] * data[example * 5 + i] }
        sum += residual * residual / 2
        guard let g else { continue }
        for i in 0..<4 { g[i] += residual * data[example * 5 + i] / T(batch.count) }
        g[4] += residual / T(batch.count)
      }
      return sum / T(batch.count)
    }
    return Objective(
      value: { mean($0, nil, all) }, valueAndGradient: { mean($0, $1, all) },
      examples: Examples(
        count: exampleCount, batchSize: batchSize,
        batchGradient: { mean($0, $1, Array($2)) },
        metrics: { x in
          Metrics(trainLoss: Double(mean(x, nil, all)), trainAccuracy: 0.5, testAccuracy: nil)
        }))
  }
}
