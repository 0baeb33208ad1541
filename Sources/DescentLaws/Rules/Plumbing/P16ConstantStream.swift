import Descent

extension RuleLaws {
  /// P16: each of hundreds of steps under equal gradients leaves the parameters finite. Each step begins at
  /// the start of the case, because a move proportional to the point may legitimately grow without bound.
  ///
  /// It takes 45/(1 − decay) steps until decayᵗ is below every roundoff and differences of averages that are
  /// 0 in exact arithmetic have had either sign. Decays above 0.99 are limited to 0.99, because nothing new
  /// happens later and there would be tens of thousands of steps.
  static let constantStream = RuleLaw(
    LawCard(
      "P16", "long constant stream", "hundreds of equal gradients leave the parameters finite",
      catches: "a variance below zero by rounding, sums without end",
      knownBugs: [
        "apache/mxnet #6235: centred RMSprop, NaN weights",
        "torch 2.13 RMSprop(centered) and optax 0.2.8 scale_by_stddev: NaN from step 24 on",
      ], tier: .pull),
    options: RuleCaseOptions {
      $0.steps = 1...1
      $0.profiles = [.constant]
    }
  ) { rule, c in
    var c = c
    var longest = 0.5
    c = rule.limiting(.decays, to: 0.99, in: c)
    longest = max(longest, rule.memory(.decays, c))
    c = rule.switchingOff([.weightDecay], in: c)
    // If the state is not visible, decays may be undeclared, so use a number of steps that is enough for most
    // rules.
    let steps = rule.driver.affordable(
      max(Int(45 / (1 - longest)), rule.driver.seesState ? 0 : 1024), seconds: 0.5)
    if !rule.driver.seesState {
      var request = TrajectoryRequest(c)
      request.gradients = Array(repeating: c.gradients[0], count: steps)
      request.rates = Array(repeating: c.rates[0], count: steps)
      request.starts = Array(repeating: c.start, count: steps)
      for (step, point) in try rule.driver.trajectory(of: rule.optimizer(c), request).points
        .enumerated()
      {
        guard let place = point.firstIndex(where: { !$0.isFinite }) else { continue }
        return .violated(
          "coordinate \(place) is \(point[place]) after \(step + 1) gradients of "
            + "\(c.gradients[0][place])")
      }
      return .holds
    }
    return switch c.precision {
    case .float64: try constantStream(rule, c, steps, Double.self)
    case .float32: try constantStream(rule, c, steps, Float.self)
    }
  }

  private static func constantStream<T: KernelScalar>(
    _ rule: RuleSubject, _ c: RuleCase, _ steps: Int, _: T.Type
  ) throws -> Verdict {
    var stepper = try Stepper<T>(rule.optimizer(c), c.layout)
    let gradient = c.gradients[0].map { T($0) }
    for step in 1...steps {
      var x = c.start.map { T($0) }
      stepper.step(&x, gradient: gradient, rate: c.rates[0])
      if let place = x.firstIndex(where: { !$0.isFinite }) {
        return .violated(
          "coordinate \(place) is \(x[place]) after \(step) gradients of \(gradient[place])")
      }
    }
    return .holds
  }
}
