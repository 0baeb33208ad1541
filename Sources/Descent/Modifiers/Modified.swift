/// An optimizer with stages around it.
///
/// The stages are listed in the order in which they act: gradient stages before the rule, then stages
/// on the move, then observers.
public struct Modified: Optimizer {
  /// The rule inside.
  public let rule: any Optimizer
  /// The stages around it, in the order in which they act.
  public let stages: [any Modifier]

  /// Creates a rule with stages around it, in the order in which they act.
  /// - Throws: ``ConfigurationError`` for stages out of order, accumulation that is not first, two
  ///   stages that claim the evaluation point, or a rule that is incompatible with a stage.
  public init(_ rule: any Optimizer, by stages: [any Modifier]) throws(ConfigurationError) {
    try Self.checkOrder(stages)
    try self.init(rule, nesting: stages)
  }

  /// Creates a rule with stages whose order was fixed by nesting, so that accumulation need not
  /// be first.
  private init(_ rule: any Optimizer, nesting stages: [any Modifier]) throws(ConfigurationError) {
    let inner = rule as? Modified
    let ruleItself = inner?.rule ?? rule
    let outer = stages.filter { $0.stage.rank <= 1 }
    let after = stages.filter { $0.stage.rank > 1 }
    self.rule = ruleItself
    self.stages = outer + (inner?.stages ?? []) + after
    for stage in self.stages {
      try stage.checkHyperparameters()
      try Self.checkNeeds(of: ruleItself, behind: stage)
    }
    try Self.checkClaims(ruleItself, self.stages)
  }

  /// Adds one stage: accumulation and gradient stages act before the existing stages, others after them.
  init(_ rule: any Optimizer, outermost stage: any Modifier) throws(ConfigurationError) {
    try self.init(rule, nesting: [stage])
  }

  private static func checkOrder(_ stages: [any Modifier]) throws(ConfigurationError) {
    guard stages.lazy.filter({ $0.stage == .accumulation }).count < 2 else {
      throw .inconsistent(owner: Accumulate.card.name, reason: "only one stage can accumulate")
    }
    for (earlier, later) in zip(stages, stages.dropFirst())
    where later.stage.rank < earlier.stage.rank
      || later.stage == .accumulation
    {
      let sorted = stages.enumerated().sorted {
        ($0.element.stage.rank, $0.offset) < ($1.element.stage.rank, $1.offset)
      }
      let line = sorted.map { "--modify \($0.element.specification)" }.joined(separator: " ")
      throw .inconsistent(
        owner: type(of: later).card.name,
        reason: "a stage of the kind \(later.stage.word) cannot act after "
          + "\(type(of: earlier).card.name) (\(earlier.stage.word)); the right order: \(line)")
    }
  }

  private static func checkNeeds(
    of rule: any Optimizer, behind stage: any Modifier
  ) throws(ConfigurationError) {
    let (name, modifier) = (rule.specification.name, type(of: stage).card.name)
    if case .gradient(ofObjective: false) = stage.stage, rule.needs.contains(.consistentGradient) {
      throw .inconsistent(
        owner: name,
        reason:
          "it needs gradients that are those of the values, and \(modifier) changes gradients alone"
      )
    }
    let missing = rule.needs.intersection(Needs.ofProblem.union(.evaluation))
      .subtracting(stage.mappedNeeds)
    if !missing.isEmpty, stage.stage.rank <= 1 {
      throw .inconsistent(
        owner: name,
        reason:
          "it needs \(missing.words.joined(separator: " and ")), which \(modifier) does not pass on"
      )
    }
  }

  private static func checkClaims(
    _ rule: any Optimizer, _ stages: [any Modifier]
  ) throws(ConfigurationError) {
    let claims = stages.filter { ($0 as? any ObserverModifier)?.claimsEvaluationPoint ?? false }
    if claims.count > 1 {
      throw .inconsistent(
        owner: type(of: claims[1]).card.name,
        reason:
          "\(type(of: claims[0]).card.name) names the point to evaluate already, and there is only one"
      )
    }
  }

  public var learningRate: Double { rule.learningRate }

  public var specification: Specification {
    let by = stages.map(\.specification)
    return Specification(
      .name("modified"),
      [
        Setting("rule", .nested(rule.specification)),
        Setting("by", by.count == 1 ? .nested(by[0]) : .list(by)),
      ])
  }

  public var needs: Needs {
    var needs = rule.needs
    for stage in stages { needs.formUnion(stage.needs) }
    // The steps are counted by the rule's own kernel.
    return needs.subtracting(.step)
  }

  public var acceptsApproximate: Needs { rule.acceptsApproximate }

  public var nominalCost: Double { stages.reduce(rule.nominalCost) { $0 * $1.costFactor } }

  public var decoupledDecay: Double {
    stages.reduce(rule.decoupledDecay) { $0 + $1.decoupledDecay }
  }

  /// The number of micro-batches per window; 1 without accumulation.
  package var accumulatedBatches: Int {
    stages.reduce(1) { $0.times(($1 as? Accumulate)?.steps ?? 1) }
  }

  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> {
    try kernel(try Float.makeKernel(rule, layout, workers: workers), layout) {
      try $0._wrap32($1, $2)
    }
  }

  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> {
    try kernel(try Double.makeKernel(rule, layout, workers: workers), layout) {
      try $0._wrap64($1, $2)
    }
  }

  public func decoupledDecay(rate: Double, baseRate: Double) -> Double {
    stages.reduce(rule.decoupledDecay(rate: rate, baseRate: baseRate)) {
      $0 + $1.decoupledDecay(rate: rate, baseRate: baseRate)
    }
  }

  /// Builds the kernel from the inside out: first the move stages, which see the rule's gradient and
  /// never a single micro-batch; then the gradient stages from the last to the first; then the
  /// observers.
  private func kernel<T>(
    _ kernel: OptimizerKernel<T>, _ layout: Layout,
    _ wrap: (any Modifier, OptimizerKernel<T>, ModifierContext) throws -> OptimizerKernel<T>
  ) throws -> OptimizerKernel<T> {
    var result = kernel
    var needs = rule.needs
    let moves = stages.filter { $0.stage == .move }
    let before = stages.filter { $0.stage.rank <= 1 }.reversed()
    for (index, stage) in (moves + before + stages.filter { $0.stage == .observer }).enumerated() {
      let inner = moves.prefix(index)
      let context = ModifierContext(
        layout: layout, needs: needs, ruleBuffers: kernel.stateLayout.buffers
      ) { [rule] rate, baseRate in
        inner.reduce(rule.decoupledDecay(rate: rate, baseRate: baseRate)) {
          $0 + $1.decoupledDecay(rate: rate, baseRate: baseRate)
        }
      }
      result = try wrap(stage, result, context)
      needs.formUnion(stage.needs)
    }
    return result
  }
}
