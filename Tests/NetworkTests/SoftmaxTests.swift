import Descent
import DescentData
import NetworkProblems
import Testing

@Suite("Softmax regression") struct SoftmaxTests {
  /// An instance with a published minimum: keys, minimum, accuracy there.
  struct Instance: Sendable, CustomStringConvertible {
    let data: String
    let ridge: Double
    let minimum: Double
    var accuracy: Double?
    var description: String { "\(data) ridge \(ridge)" }

    func problem() throws -> Softmax {
      try Softmax {
        $0.data = data
        $0.ridge = ridge
        $0.test = 0
      }
    }
  }

  static let small = [
    Instance(data: "iris", ridge: 0.01, minimum: 0.243677226649382421871125, accuracy: 0.96),
    Instance(data: "iris", ridge: 0.001, minimum: 0.102368078430078416479700, accuracy: 0.98),
    Instance(data: "blobs", ridge: 0.01, minimum: 0.108822307269398216573791),
  ]
  static let digits = [
    Instance(data: "digits", ridge: 0.01, minimum: 0.7385140818752104021, accuracy: 0.9510294936),
    Instance(data: "digits", ridge: 0.001, minimum: 0.2618645472171726027, accuracy: 0.978853645),
  ]

  @Test("starts at ln K", arguments: small + digits) func start(_ instance: Instance) throws {
    let problem = try instance.problem()
    let classes = Double(try problem.loadedExamples().data.classCount)
    let value = try problem.value(at: problem.start(seed: 0))
    // A sum of up to 1797 equal terms, each rounded once more.
    #expect(abs(value - .log(classes)) < 1e-14)
  }

  @Test("Newton's method finds the published minimum and accuracy", arguments: small + digits)
  func newton(_ instance: Instance) throws {
    let problem = try instance.problem()
    let objective = try Double.makeObjective(problem)
    var x = problem.start(seed: 0)
    var gradient = x
    for _ in 0..<10 {
      _ = objective.valueAndGradient(x, &gradient)
      let step = solve(try #require(problem.hessian(at: x)), gradient)
      for i in x.indices { x[i] -= step[i] }
      if distance(gradient, [Double](repeating: 0, count: x.count)) < 1e-13 { break }
    }
    // Sums of up to 1797 terms of order 1.
    #expect(abs(objective.value(x) - instance.minimum) < 2e-15)
    let reference = try #require(problem.reference)
    #expect(abs(reference.value - instance.minimum) < 1e-15 && reference.kind == .globalMinimum)
    if let accuracy = instance.accuracy {
      let metrics = try #require(objective.examples).metrics(x)
      #expect(
        abs(try #require(metrics.trainAccuracy) - accuracy) < 1e-9 && metrics.testAccuracy == nil)
    }
  }

  @Test("the exact Hessian is the gradient's derivative") func hessian() throws {
    let problem = try SoftmaxTests.small[0].problem()
    let x = normals(problem.dimension, seed: 1, scale: 0.5)
    let hessian = try #require(problem.hessian(at: x))
    let h = 1e-5
    for i in x.indices {
      var (up, down) = (x, x)
      up[i] += h
      down[i] -= h
      let column = zip(try problem.gradient(at: up), try problem.gradient(at: down)).map {
        ($0 - $1) / (2 * h)
      }
      let row = Array(hessian[(i * x.count)..<((i + 1) * x.count)])
      // Central differences: h² for truncation, 1e-16/h for rounding.
      #expect(distance(row, column) < 1e-9)
    }
  }

  @Test("no minimum is claimed for other instances") func others() throws {
    for change: @Sendable (inout Softmax) -> Void in [
      { $0.test = 0.2 }, { $0.ridge = 0.02 }, { $0.data = "moons" },
      {
        $0.data = "blobs"
        $0.noise = 0.5
      },
    ] {
      let problem = try Softmax {
        $0.data = "iris"
        $0.ridge = 0.01
        $0.test = 0
        change(&$0)
      }
      #expect(problem.stationaryPoints.isEmpty)
    }
  }

  @Test("a perceptron without hidden layers is softmax regression") func perceptron() throws {
    let softmax = try Softmax { $0.data = "iris" }
    let mlp = try MLP {
      $0.data = "iris"
      $0.hidden = []
    }
    var x = normals(softmax.dimension, seed: 3)
    x[14] = -x[12] - x[13]  // where the gauge term vanishes
    // Sums in two orders.
    let (one, other) = (try softmax.value(at: x), try mlp.value(at: x))
    #expect(abs(one - other) <= 4 * one.ulp)
    #expect(softmax.layout == mlp.layout)
  }
}
