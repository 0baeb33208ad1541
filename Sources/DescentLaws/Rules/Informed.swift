import Descent

/// Wraps a rule that reads the value or evaluates the objective, so that laws can step it: its evaluations
/// are answered from an objective whose gradient at the start of the step is the case's gradient.
struct Informed: Optimizer {
  let rule: any Optimizer
  var ground: InformedGround

  init(_ rule: any Optimizer) {
    self.rule = rule
    ground = InformedGround(for: rule.needs)
  }

  /// The rule, wrapped if it needs more than gradients.
  static func ifNeeded(_ rule: any Optimizer) -> any Optimizer {
    let asks = !rule.needs.isDisjoint(with: Needs.ofProblem.union([.value, .evaluation]))
    return asks || rule is any OracleOptimizer ? Informed(rule) : rule
  }

  /// Two rules on one objective, which has curvature if one of them draws labels.
  static func together(
    _ own: any Optimizer, _ other: any Optimizer
  ) -> (own: any Optimizer, other: any Optimizer) {
    guard var own = own as? Informed, var other = other as? Informed,
      own.rule.needs.union(other.rule.needs).contains(.drawnLabels)
    else { return (own, other) }
    (own.ground, other.ground) = (.valley, .valley)
    return (own, other)
  }

  var learningRate: Double { rule.learningRate }
  var specification: Specification { rule.specification }

  func _kernel32(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Float> {
    informed(try Float.makeKernel(rule, layout, workers: workers), layout)
  }

  func _kernel64(_ layout: Layout, _ workers: Workers?) throws -> OptimizerKernel<Double> {
    informed(try Double.makeKernel(rule, layout, workers: workers), layout)
  }

  private func informed<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ layout: Layout
  ) -> OptimizerKernel<T> {
    let (ground, readsValue) = (ground, rule.needs.contains(.value))
    var informed = kernel
    informed.step = { arguments, _ in
      let objective = InformedObjective(ground, arguments, layout)
      var step = arguments
      if readsValue { step.value = objective.valueHere }
      return kernel.step(step, objective.oracle)
    }
    return informed
  }
}

extension Optimizer {
  /// The rule itself, without the wrapper.
  var uninformed: any Optimizer { (self as? Informed)?.rule ?? self }

  /// Whether the rule evaluates the objective at points of its choice, in this process or in another one.
  var asksObjective: Bool {
    uninformed is any OracleOptimizer || uninformed.needs.contains(.evaluation)
  }

  /// The traits that the rule's author declares; nil if there are none.
  var declaredTraits: RuleTraits? { (uninformed as? any TraitDeclaring)?.traits }
}

extension RuleSubject {
  /// A rule in the form in which laws step it: one that reads the value or evaluates the objective gets the
  /// laws' objective.
  package static func informed(_ rule: any Optimizer) -> any Optimizer {
    Informed.ifNeeded(rule)
  }

  /// Whether laws may require of the rule of a case what most rules do, because its author declares traits or
  /// it was not probed. They require less of a rule whose traits were only found by probing, because such a
  /// rule may legitimately differ.
  func isDeclared(_ c: RuleCase) -> Bool {
    discovered.isEmpty || (try? optimizer(c))?.declaredTraits != nil
  }

  /// Whether a gradient entry can affect other coordinates.
  func isWide(_ c: RuleCase) -> Bool { (locality(c)?.reach ?? 0) > 0 }
}

extension RuleSubject {
  /// The rule on objectives whose curvature varies among coordinates, if it evaluates objectives; the same
  /// rule otherwise.
  var onCurves: RuleSubject {
    let make = make
    var subject = RuleSubject(name: name, domains: domains) { specification in
      let rule = try make(specification)
      guard var informed = rule as? Informed else { return rule }
      if informed.ground != .chain { informed.ground = .valley }
      return informed
    }
    subject.discovered = discovered
    subject.driver = driver
    return subject
  }
}
