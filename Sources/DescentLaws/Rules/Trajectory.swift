import Descent

/// What a rule is stepped over where nothing depends on where it goes: gradients that are given beforehand.
package struct TrajectoryRequest: Sendable {
  package var layout: Layout
  package var precision: Precision
  /// Where the run begins, as many numbers as the layout has.
  package var start: [Double]
  /// The gradient of each step.
  package var gradients: [[Double]]
  /// The learning rate of each step; nil for the rule's own.
  package var rates: [Double?]
  /// For each step and tensor whether it has a gradient; nil if all have.
  package var present: [[Bool]]?
  /// Where each step begins; nil for where the one before it ended.
  package var starts: [[Double]]?
  /// The seed of the run.
  package var seed: UInt64 = 0
  /// The length of the run, as rules that ask for it are told; nil if it has none.
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

  /// The run of a case.
  init(_ c: RuleCase, rates: [Double?]? = nil) {
    self.init(
      layout: c.layout, precision: c.precision, start: c.start, gradients: c.gradients,
      rates: rates ?? c.rates)
    horizon = c.hasHorizon ? Session.horizon(c) : nil
  }
}

/// What a rule does over given gradients.
package struct Trajectory: Sendable {
  /// The point after each step.
  package var points: [[Double]]
  /// The point that the rule names to be evaluated at the end.
  package var evaluationPoint: [Double]
  /// Buffers and scalars at the end.
  package var state: [Double]

  package init(points: [[Double]], evaluationPoint: [Double], state: [Double]) {
    self.points = points
    self.evaluationPoint = evaluationPoint
    self.state = state
  }
}

extension Trajectory {
  /// The kernel's own steps, one after another.
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
      // The caller's own memory where it is of this type: a rule that writes there is found out.
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
