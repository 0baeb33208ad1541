import AdamPlugin
import Descent
import Foundation
import NetworkProblems
import Testing

@Suite("The multilayer perceptron") struct MLPTests {
  /// One record of the independent program: see Reference/make_reference.py.
  struct Reference: Decodable, Sendable, CustomStringConvertible {
    struct Minimum: Decodable, Sendable {
      let value: Double
      let smallestEigenvalue: Double
      let trainAccuracy: Double
      let testAccuracy: Double?
    }
    let data: String
    let hidden: [Int]
    let activation: String
    let ridge: Double
    let test: Double
    let dimension: Int
    let startHead: [Double]
    let value: Double
    let gradientNorm: Double
    let gradientProbe: Double
    let minimum: Minimum?
    var description: String { "\(data) \(hidden) \(activation)" }

    func problem() throws -> MLP {
      try MLP(settings: [
        (key: "data", text: data), (key: "hidden", text: hidden.hyperparameterText),
        (key: "activation", text: activation), (key: "ridge", text: ridge.hyperparameterText),
        (key: "test", text: test.hyperparameterText), (key: "batch", text: "full"),
      ])
    }
  }

  static let references: [Reference] = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard
      let url = Bundle.module.url(
        forResource: "reference", withExtension: "json", subdirectory: "Reference"),
      let records = try? decoder.decode([Reference].self, from: Data(contentsOf: url))
    else { return [] }
    return records
  }()

  @Test("the reference file is there") func file() { #expect(Self.references.count == 5) }

  @Test("start, value and gradient are the independent program's", arguments: references)
  func start(_ reference: Reference) throws {
    let problem = try reference.problem()
    let x = problem.start(seed: 0)
    #expect(x.count == reference.dimension)
    #expect(distance(Array(x[0..<4]), reference.startHead) < 1e-15)
    // Means of up to 1437 terms of order 1, and gradients through up to three layers.
    #expect(abs(try problem.value(at: x) - reference.value) < 1e-13)
    let gradient = try problem.gradient(at: x)
    let norm = Double.sqrt(dot(gradient, gradient))
    #expect(abs(norm - reference.gradientNorm) < 1e-12)
    let probe = dot(gradient, normals(x.count, seed: 99))
    #expect(abs(probe - reference.gradientProbe) < 1e-11)
  }

  @Test("the stored minimisers are stationary, with the values that belong to them")
  func minima() throws {
    let withMinimum = Self.references.filter { $0.minimum != nil }
    #expect(withMinimum.count == 2)
    for reference in withMinimum {
      let problem = try reference.problem()
      let stored = try #require(problem.reference)
      let point = try #require(stored.point)
      let minimum = try #require(reference.minimum)
      #expect(stored.kind == .localMinimum && minimum.smallestEigenvalue > 1e-5)
      let gradient = try problem.gradient(at: point)
      #expect(Double.sqrt(dot(gradient, gradient)) < 1e-14)
      #expect(abs(try problem.value(at: point) - stored.value) < 1e-14)
      #expect(abs(stored.value - minimum.value) < 1e-15)
      let metrics = try #require(Double.makeObjective(problem).examples).metrics(point)
      #expect(metrics.trainAccuracy == minimum.trainAccuracy)
      #expect(metrics.testAccuracy == minimum.testAccuracy)
    }
  }

  @Test("the start is a pure function of the seed, within Glorot's bounds or of He's variance")
  func initialisation() throws {
    let glorot = try MLP { $0.activation = .tanh }
    let x = glorot.start(seed: 7)
    #expect(x == glorot.start(seed: 7) && x != glorot.start(seed: 8))
    let weights = x[0..<4096]
    let bound = Double.sqrt(6.0 / 128)
    #expect(weights.allSatisfy { abs($0) <= bound } && x[4096..<4160].allSatisfy { $0 == 0 })
    #expect(try #require(weights.max()) > 0.99 * bound)
    let he = MLP().start(seed: 7)[0..<4096]
    let variance = he.reduce(0) { $0 + $1 * $1 } / 4096
    // The variance of 4096 squares: a standard error of 2.2 %.
    #expect(abs(variance * 32 - 1) < 0.1)
  }

  @Test("tensors are named and shaped as in PyTorch") func layout() throws {
    let layout = try MLP { $0.hidden = [7, 5] }.layout
    #expect(
      layout.tensors.map(\.name).joined(separator: " ")
        == "layer1.weight layer1.bias layer2.weight layer2.bias layer3.weight layer3.bias")
    #expect(layout.tensors.map(\.shape) == [[7, 64], [7], [5, 7], [5], [10, 5], [10]])
    #expect(Softmax().layout.tensors.map(\.name) == ["weight", "bias"])
  }

  @Test("digits with 64 hidden units and Adam reach 97 % within 30 epochs", arguments: 0..<5)
  func digits(seed: Int) throws {
    var options = RunOptions(.epochs(30))
    options.seed = UInt64(seed)
    options.traceInterval = 0
    // In double precision, where a platform's rounding cannot tip an example over.
    let problem = try MLP(settings: [
      (key: "data", text: "digits"), (key: "hidden", text: "64"), (key: "batch", text: "32"),
    ])
    var best = 0.0
    let run = try Run<Double>(
      problem, Adam(), options: options,
      observers: [{ step in best = max(best, step.metrics?.testAccuracy ?? 0) }])
    while run.outcome == nil, best < 0.97 { run.advance() }
    #expect(best >= 0.97)
  }
}
