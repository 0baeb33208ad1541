/// Rules for parts of the parameters: each tensor belongs to the first part whose selector
/// matches it.
///
/// Each part has its own kernel, which steps its tensors as if there were no others; tensors that
/// are not contiguous in memory are gathered. The rate of a part is its rule's own, times the
/// factor of the schedule, so the learning rate of the whole is 1. A part that evaluates the
/// objective sees it as a function of its own parameters, with all others fixed at their values
/// before the step.
public struct Grouped: Optimizer {
  /// A rule for the tensors that a selector matches.
  public struct Part: Sendable {
    /// The selector of the tensors; ``TensorSelector/rest`` matches all that earlier parts
    /// left.
    public let selector: TensorSelector
    /// The rule of these tensors.
    public let rule: any Optimizer

    /// A rule for the tensors that a selector matches.
    public init(_ selector: TensorSelector, _ rule: any Optimizer) {
      self.selector = selector
      self.rule = rule
    }
  }

  /// The parts. A tensor belongs to the first part whose selector matches it.
  public let parts: [Part]

  /// - Throws: ``ConfigurationError`` if there are no parts, or a rule needs residuals.
  public init(_ parts: [Part]) throws(ConfigurationError) {
    guard !parts.isEmpty else {
      throw .inconsistent(owner: Self.name, reason: "there is no group")
    }
    if let bad = parts.first(where: { $0.rule.needs.contains(.residuals) }) {
      throw .inconsistent(
        owner: Self.name,
        reason: "\(bad.rule.specification.name) needs residuals, which a part does not pass on")
    }
    self.parts = parts
  }

  static let name = "groups"

  public var learningRate: Double { 1 }

  public var specification: Specification {
    Specification(
      .name(Self.name),
      parts.map { Setting("\($0.selector)", .nested($0.rule.specification)) })
  }

  public var needs: Needs {
    parts.reduce(Needs()) { $0.union($1.rule.needs) }.subtracting(.step)
  }

  public var acceptsApproximate: Needs {
    let all = parts.map {
      $0.rule.acceptsApproximate.union(Needs.ofProblem.subtracting($0.rule.needs))
    }
    return all.dropFirst().reduce(all[0]) { $0.intersection($1) }
  }

  public var nominalCost: Double { parts.map(\.rule.nominalCost).max() ?? 1 }

  /// The part of each tensor of a layout.
  /// - Throws: ``ConfigurationError`` for a part without a tensor, or a tensor without a part.
  public func assignment(of layout: Layout) throws(ConfigurationError) -> [Int] {
    var chosen: [Int] = []
    for tensor in layout.tensors {
      let part = parts.firstIndex {
        $0.selector.matches(
          name: tensor.name, role: tensor.role.rawValue, rank: tensor.shape.count)
      }
      guard let part else {
        throw .inconsistent(
          owner: Self.name,
          reason: "no group takes the tensor '\(tensor.name)' (role \(tensor.role.rawValue), rank "
            + "\(tensor.shape.count)); add else=(…)")
      }
      chosen.append(part)
    }
    if let idle = parts.indices.first(where: { !chosen.contains($0) }), !layout.tensors.isEmpty {
      let names = layout.tensors.map { "\($0.name) (\($0.role.rawValue))" }.joined(separator: ", ")
      throw .inconsistent(
        owner: Self.name, reason: "'\(parts[idle].selector)' takes no tensor; there are: \(names)")
    }
    return chosen
  }

  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try kernel(layout, workers) }

  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try kernel(layout, workers) }

  private func kernel<T: KernelScalar>(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<T> {
    let assignment = try assignment(of: layout)
    var state = StateLayout()
    var steps: [GroupStep<T>] = []
    for (index, part) in parts.enumerated() {
      let tensors = assignment.indices.filter { assignment[$0] == index }
      steps.append(
        try GroupStep(part, tensors, layout, workers, isOnly: parts.count == 1, &state))
    }
    let (all, n) = (steps, layout.count)
    let external = ExternalState.combined(all.map(\.kernel.externalState))
    // A single part acts as the rule itself.
    let only = all.count == 1 ? all[0] : nil
    // All parameters before the step, for parts that evaluate the objective.
    let before = all.contains { $0.asks } ? Scratch<T>(n) : nil
    var kernel = OptimizerKernel<T>(stateLayout: state, externalState: external) { step, oracle in
      if let only { return only.take(step, oracle) }
      before?.pointer.update(from: step.parameters, count: n)
      var answer = StepAnswer.stopped
      for group in all {
        switch group.take(step, oracle, before: before) {
        case .failed: return .failed
        case .updated, .evaluated: answer = .updated
        case .waiting: if answer == .stopped { answer = .waiting }
        case .stopped: break
        }
      }
      return answer
    }
    if all.contains(where: { $0.kernel.evaluationPoint != nil }) {
      kernel.evaluationPoint = EvaluationPoint(owner: Self.name) { x, buffers, scalars, point in
        point.update(from: x, count: n)
        for group in all { group.writeEvaluationPoint(x, buffers, scalars, point) }
      }
    }
    return kernel
  }
}
