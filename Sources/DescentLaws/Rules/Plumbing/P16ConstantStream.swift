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
    if !rule.driver.seesState { return try constantStreamElsewhere(rule, c, steps) }
    return switch c.precision {
    case .float64: try constantStream(rule, c, steps, Double.self)
    case .float32: try constantStream(rule, c, steps, Float.self)
    }
  }

  /// The law for a rule in another process, which does not declare whether its moves grow.
  private static func constantStreamElsewhere(
    _ rule: RuleSubject, _ c: RuleCase, _ steps: Int
  ) throws -> Verdict {
    let run: [[Double]]
    var error: (any Error)?
    do { run = try stream(rule, c, steps) } catch let found {
      // The rule may raise an error where another would compute an infinity.
      (run, error) = (try longestStream(rule, c, steps), found)
    }
    let end = run.firstIndex { !$0.allSatisfy(\.isFinite) }
    guard end != nil || error != nil else { return .holds }
    let known = run[..<(end ?? run.count)]
    let places =
      end.map { step in c.start.indices.filter { !run[step][$0].isFinite } }
      ?? Array(c.start.indices)
    if places.contains(where: { SteadyGrowth.isMet(known, coordinate: $0, from: c.start[$0]) }),
      try !growsAlone(rule, c, known.count)
    {
      return .skipped("its moves grow without bound")
    }
    if let error { throw error }
    let (step, place) = (known.count, places[0])
    return .violated(
      "coordinate \(place) is \(run[step][place]) after \(step + 1) gradients of "
        + "\(c.gradients[0][place])")
  }

  /// The points after equal gradients, each one step from the start.
  /// - Parameter count: the number of steps with gradients; those after them have gradients of 0.
  private static func stream(
    _ rule: RuleSubject, _ c: RuleCase, _ steps: Int, count: Int = .max
  ) throws -> [[Double]] {
    var request = TrajectoryRequest(c)
    request.gradients = (0..<steps).map { $0 < count ? c.gradients[0] : c.start.map { _ in 0 } }
    request.rates = Array(repeating: c.rates[0], count: steps)
    request.starts = Array(repeating: c.start, count: steps)
    return try rule.driver.trajectory(of: rule.optimizer(c), request).points
  }

  /// The longest stream that raises no error.
  private static func longestStream(
    _ rule: RuleSubject, _ c: RuleCase, _ steps: Int
  ) throws -> [[Double]] {
    var (taken, raised) = (0, steps)
    while raised - taken > 1 {
      let middle = (taken + raised) / 2
      if (try? stream(rule, c, middle)) != nil { taken = middle } else { raised = middle }
    }
    return taken > 0 ? try stream(rule, c, taken) : []
  }

  /// Whether moves grow even without gradients at settings that nobody calls unusual: those of the case for
  /// rates and for decays in [0, 1), and defaults for the others.
  private static func growsAlone(_ rule: RuleSubject, _ c: RuleCase, _ steps: Int) throws -> Bool {
    var usual = c
    for domain in rule.domains where domain.kind != .learningRate && domain.range?.upper != 1 {
      usual.rule[set: domain.key] = domain.standard
    }
    guard let run = try? stream(rule, usual, steps, count: steps / 2) else { return false }
    return c.start.indices.contains { i in
      SteadyGrowth.isMet(run[(steps / 2)...], coordinate: i, from: c.start[i])
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
