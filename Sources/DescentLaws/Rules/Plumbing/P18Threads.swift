import Descent

extension RuleLaws {
  /// P18: a tensor that is divided among threads gives the same numbers as on one thread, bit for bit.
  ///
  /// The case is repeated until it exceeds the size above which tensors are divided.
  static let threads = RuleLaw(
    LawCard(
      "P18", "threads", "one thread, two and three give the same numbers",
      needs: "coordinatewise",
      catches: "chunks that overlap, miss the end or share what they should own",
      knownBugs: ["pytorch/pytorch #100701: the launcher skips part of its work"], tier: .pull),
    options: RuleCaseOptions {
      $0.sizes = .several
      $0.steps = 1...2
      $0.needsTraits = true
    }
  ) { rule, c in
    guard rule.driver.seesState else {
      return .inapplicable("the engine's threads are not those of a rule in another process")
    }
    // The engine divides tensors only for coordinatewise rules; the cost of other rules may grow with the
    // square of the size.
    guard try rule.traits(c).locality == .coordinatewise, try !(rule.optimizer(c) is Informed)
    else {
      return .inapplicable("the rule is not coordinatewise")
    }
    return switch c.precision {
    case .float64: try threads(rule, c, Double.self)
    case .float32: try threads(rule, c, Float.self)
    }
  }

  private static func threads<T: KernelScalar>(
    _ rule: RuleSubject, _ c: RuleCase, _: T.Type
  ) throws -> Verdict {
    guard c.count > 0 else { return .skipped("there is no coordinate") }
    var choices = c.choices
    let size = Workers.threshold + choices.element(of: [0, 1, 63, 64, 65, 130])
    func repeated(_ numbers: [Double]) -> [T] {
      var all = numbers.map { T($0) }
      while all.count < size { all += all }
      return Array(all.prefix(size))
    }
    let (start, gradients) = (repeated(c.start), c.gradients.map(repeated))
    var expected: (x: [T], state: [T])?
    for workers in [nil, rule.driver.workers(2), rule.driver.workers(3)] {
      var stepper = try Stepper<T>(rule.optimizer(c), .vector(size), workers: workers)
      var x = start
      for step in gradients.indices {
        stepper.step(&x, gradient: gradients[step], rate: c.rates[step])
      }
      let state = stepper.state.storage
      guard let one = expected else {
        expected = (x, state)
        continue
      }
      let count = workers?.count ?? 1
      for (what, a, b) in [("the parameters", one.x, x), ("the state", one.state, state)] {
        guard let i = Comparison.place(a, b) else { continue }
        return .violated(
          "\(what) of \(size) coordinates on \(count) threads, place \(i)",
          expected: Double(a[i]), found: Double(b[i]))
      }
    }
    return .holds
  }
}
