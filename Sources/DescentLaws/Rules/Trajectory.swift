import Descent

/// The input of a run whose gradients are known beforehand and do not depend on the points.
package struct TrajectoryRequest: Sendable {
  package var layout: Layout
  package var precision: Precision
  /// The start of the run, with one number per coordinate of the layout.
  package var start: [Double]
  /// The gradient of each step.
  package var gradients: [[Double]]
  /// The learning rate of each step; nil for the rule's own.
  package var rates: [Double?]
  /// Whether each tensor has a gradient at each step; nil if all have.
  package var present: [[Bool]]?
  /// The point at which each step begins; nil to continue from the previous step.
  package var starts: [[Double]]?
  /// The seed of the run.
  package var seed: UInt64 = 0
  /// The length of the run that is reported to rules that ask for it; nil if it has none.
  package var horizon: Int?
  /// Whether a rule that evaluates the objective sees f(x) = g · x, with the gradient g of the step.
  package var hasLinearObjective = false

  package init(
    layout: Layout, precision: Precision, start: [Double], gradients: [[Double]],
    rates: [Double?]
  ) {
    precondition(
      gradients.count == rates.count, "\(gradients.count) gradients for \(rates.count) rates")
    self.layout = layout
    self.precision = precision
    self.start = start
    self.gradients = gradients
    self.rates = rates
  }

  /// The request for the run of a case.
  init(_ c: RuleCase, rates: [Double?]? = nil) {
    self.init(
      layout: c.layout, precision: c.precision, start: c.start, gradients: c.gradients,
      rates: rates ?? c.rates)
    horizon = c.hasHorizon ? Session.horizon(c) : nil
  }
}

/// The result of a run over given gradients.
package struct Trajectory: Sendable {
  /// The point after each step.
  package var points: [[Double]]
  /// The point that the rule chooses for evaluation after the last step.
  package var evaluationPoint: [Double]
  /// The buffers and scalars after the last step.
  package var state: [Double]

  package init(points: [[Double]], evaluationPoint: [Double], state: [Double]) {
    self.points = points
    self.evaluationPoint = evaluationPoint
    self.state = state
  }
}

extension Trajectory {
  /// Runs the steps in the kernel.
  init<T: KernelScalar>(
    of rule: any Optimizer, _ request: TrajectoryRequest, in _: T.Type
  ) throws {
    var stepper = try Stepper<T>(rule, request.layout)
    stepper.seed = request.seed
    if let horizon = request.horizon { stepper.horizon = horizon }
    var x = request.start.map { T($0) }
    points = []
    for (step, numbers) in request.gradients.enumerated() {
      if let starts = request.starts { x = starts[step].map { T($0) } }
      // Pass the caller's own array if it has this type, so that a rule that writes into it is detected.
      let gradient = numbers as? [T] ?? numbers.map { T($0) }
      stepper.step(
        &x, gradient: gradient, rate: request.rates[step], present: request.present?[step],
        oracle: request.hasLinearObjective ? Self.linear(gradient) : nil)
      points.append(x.map { Double($0) })
    }
    evaluationPoint = stepper.evaluationPoint(x).map { Double($0) }
    state = stepper.state.storage.map { Double($0) } + stepper.state.scalars
  }

  private static func linear<T: KernelScalar>(_ g: [T]) -> Oracle<T> {
    Oracle { point, gradient in
      var value = T.zero
      for i in g.indices {
        gradient[i] = g[i]
        value += g[i] * point[i]
      }
      return value
    }
  }
}
