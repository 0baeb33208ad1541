import Descent
import DescentAlgebra
import DescentPictures

extension Textbook {
  private static let rules = [
    "sgd:lr=0.1", "momentum:lr=0.01,momentum=0.9", "adam:lr=0.01",
  ]
  private static let (updates, parts, part) = (50, 4, 8)
  private static let whole = parts * part

  /// SGD-07: four micro-batches of 8, accumulated, are one batch of 32.
  static let sgd07 = Experiment(
    "SGD-07",
    "The mean of \(parts) micro-batches of \(part) trains like batches of \(whole), up to rounding.",
    formula: "x_k (\(parts) × \(part), mean) = x_k (\(whole)), k = \(updates)",
    source: "elementary: linearity of the mean", kind: .identity,
    refutation: "parameters that differ by more than rounding after \(updates) updates",
    predict: {
      rules.map { Prediction("largest difference, \($0)", 0, .absolute(accumulationError)) }
    },
    measure: { lab in
      try rules.map { try accumulated(lab, Specification(literal: $0), updates: updates) }
    },
    control: "the sum in the place of the mean",
    { lab in try rules.map { try summed(lab, Specification(literal: $0), updates: updates) } }
  ).showing { lab, _ in
    let counts = [1, 2, 5, 10, 20, 35, updates]
    // A logarithmic axis cannot show zero.
    func shown(_ difference: (Int) throws -> Double) rethrows -> [SIMD2<Double>] {
      try .curve(steps: counts) { max(1e-18, try difference($0)) }
    }
    let specifications = rules.map { Specification(literal: $0) }
    return try ChartPanel(
      "accumulated micro-batches against whole batches", x: Axis("updates"),
      y: .logarithmic("largest difference of a parameter, at least 1e-18"),
      [.run("allowed", .level(accumulationError, from: 0, to: Double(updates)))]
        + specifications.map { rule in
          .measured(rule.name, try shown { try accumulated(lab, rule, updates: $0) })
        } + [
          .control(
            "sgd, summed", try shown { try summed(lab, specifications[0], updates: $0) })
        ])
  }

  private static let accumulationError = 1e-12

  /// 128 training examples: four batches of 32 per epoch.
  private static func blobs(_ lab: Laboratory, batch: Int) throws -> any Problem {
    try lab.registry.problem(
      Specification(literal: "softmax:data=blobs,examples=160,batch=\(batch)"))
  }

  private static func trained(
    _ lab: Laboratory, _ rule: any Optimizer, batch: Int, updates: Int
  ) throws -> [Double] {
    let problem = try blobs(lab, batch: batch)
    return try Run<Double>(problem, rule, options: RunOptions(.steps(updates))).finish().parameters
  }

  /// The largest difference caused by accumulation.
  private static func accumulated(
    _ lab: Laboratory, _ rule: Specification, updates: Int
  ) throws -> Double {
    let rule = try lab.rule(rule)
    let whole = try trained(lab, rule, batch: whole, updates: updates)
    return try trained(lab, rule.accumulating(steps: parts), batch: part, updates: updates)
      .minus(whole).largestMagnitude
  }

  /// The same, with each gradient of the whole batch multiplied by the number of parts, which
  /// is equivalent to summing micro-batches.
  private static func summed(
    _ lab: Laboratory, _ rule: Specification, updates: Int
  ) throws -> Double {
    let rule = try lab.rule(rule)
    let problem = try blobs(lab, batch: whole)
    let objective = try Double.makeObjective(problem)
    guard let examples = objective.examples else { return .nan }
    let order = BatchOrder(exampleCount: examples.count, batchSize: whole, seed: 0)
    var stepper = try Stepper<Double>(rule, problem.layout)
    var x = problem.start(seed: 0)
    var gradient = x
    for _ in 0..<updates {
      let batch = order.next().indices
      x.withUnsafeBufferPointer { x in
        gradient.withUnsafeMutableBufferPointer { g in
          guard let point = x.baseAddress, let out = g.baseAddress else { return }
          _ = examples.batchGradient(point, out, batch)
        }
      }
      stepper.step(&x, gradient: gradient.scaled(by: Double(parts)))
    }
    return try x.minus(trained(lab, rule, batch: whole, updates: updates)).largestMagnitude
  }
}
