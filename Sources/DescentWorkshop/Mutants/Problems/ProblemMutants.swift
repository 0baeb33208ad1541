import Descent
import DescentLaws
import Synchronization

struct FlipsSign: WrongBowl {
  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 2 * x[0]
    g[1] = -4 * x[1]
  }
}
struct MovesMinimum: WrongBowl {
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [0, 1e-7], value: 0, .closedForm(""))]
  }
}
struct ClaimsValue: WrongBowl {
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [0, 0], value: 1e-9, .closedForm(""))]
  }
}
struct CallsSaddleMinimum: WrongBowl {
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] - 2 * x[1] * x[1] }
  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 2 * x[0]
    g[1] = -4 * x[1]
  }
  var strongConvexity: Double? { nil }
}
struct ClaimsSmallL: WrongBowl {
  var smoothness: Double? { 3.9 }
}
struct ClaimsLargeMu: WrongBowl {
  var strongConvexity: Double? { 2.1 }
}
struct TransposesHessian: WrongBowl {
  func hessian(at x: [Double]) -> [Double]? { [2, 1e-3, 0, 4] }
}
struct HalvesHessian: WrongBowl {
  func hessian(at x: [Double]) -> [Double]? { [1, 0, 0, 2] }
}
struct StartsElsewhere: WrongBowl {
  static let calls = Atomic(0)
  func start(seed: UInt64) -> [Double] {
    [1, Double(Self.calls.add(1, ordering: .relaxed).newValue)]
  }
}

/// The mean of (x − aᵢ)²/2 over aᵢ = 0, …, 9 with a penalty x²/2 and wrong batches.
protocol WrongMean: Problem, Configurable {
  func batchGradient(_ x: Double, _ batch: UnsafeBufferPointer<Int>) -> Double
}

extension WrongMean {
  static var card: Card { Card(name: "\(Self.self)", summary: "", formula: "", source: "") }
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [0] }
  func _objective32() -> Objective<Float> { objective() }
  func _objective64() -> Objective<Double> { objective() }

  private func value(_ x: Double, _ batch: some Collection<Int>) -> Double {
    batch.reduce(0) { $0 + (x - Double($1)) * (x - Double($1)) } / 2 / Double(batch.count) + x * x
      / 2
  }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let examples = Examples<T>(
      count: 10, batchSize: 5,
      batchGradient: { x, g, batch in
        g[0] = T(batchGradient(Double(x[0]), batch))
        return T(value(Double(x[0]), batch))
      }, metrics: { _ in Metrics(trainLoss: 0) })
    return Objective(
      value: { T(value(Double($0[0]), 0..<10)) },
      valueAndGradient: { x, g in
        g[0] = 2 * x[0] - T(4.5)
        return T(value(Double(x[0]), 0..<10))
      }, examples: examples)
  }
}

struct LeavesPenaltyOut: WrongMean {
  func batchGradient(_ x: Double, _ batch: UnsafeBufferPointer<Int>) -> Double {
    batch.reduce(0) { $0 + x - Double($1) } / Double(batch.count)
  }
}
struct DividesByBatchSize: WrongMean {
  func batchGradient(_ x: Double, _ batch: UnsafeBufferPointer<Int>) -> Double {
    // Divide the incomplete last batch by the size of the other batches.
    batch.reduce(0) { $0 + x - Double($1) } / Double(batch.count == 3 ? 7 : batch.count) + x
  }
}

extension Mutants {
  package static let problems: [Mutant] =
    [
      .problem(FlipsSign.self, "bowl", "a sign in the gradient", killedBy: "prob/gradient"),
      .problem(MovesMinimum.self, "bowl", "the point is 1e-7 off", killedBy: "prob/minimum"),
      .problem(ClaimsValue.self, "bowl", "the value is 1e-9 off", killedBy: "prob/minimum"),
      .problem(
        CallsSaddleMinimum.self, "bowl", "a saddle called minimum", killedBy: "prob/minimum"),
      .problem(ClaimsSmallL.self, "bowl", "L too small", killedBy: "prob/quadratic_bounds"),
      .problem(ClaimsLargeMu.self, "bowl", "mu too large", killedBy: "prob/quadratic_bounds"),
      .problem(TransposesHessian.self, "bowl", "not symmetric", killedBy: "prob/hessian"),
      .problem(HalvesHessian.self, "bowl", "a factor of 2", killedBy: "prob/hessian"),
      .problem(StartsElsewhere.self, "bowl", "a start of its own", killedBy: "prob/pure"),
      .problem(LeavesPenaltyOut.self, "mean", "no penalty", killedBy: "prob/minibatch"),
      .problem(DividesByBatchSize.self, "mean", "a ragged batch", killedBy: "prob/minibatch"),
    ] + residualProblems + likelihoodProblems + formulaProblems + reverseProblems
}
