/// A rule whose hyperparameters follow schedules: at step `t`, each is its value times the factor of
/// its schedule.
///
/// The rule is created again for every step and continues with the current state, so each step
/// allocates memory. A value outside its range makes the run fail.
public struct Scheduled: Optimizer {
  /// The rule with its settings before scheduling.
  public let rule: any Optimizer
  /// The schedule of each hyperparameter, by key.
  public let schedules: [(key: String, schedule: any Schedule)]
  private let make: @Sendable (Specification) throws -> any Optimizer

  /// - Parameters:
  ///   - rule: the rule whose hyperparameters change.
  ///   - schedules: the schedule of each hyperparameter, by key.
  ///   - make: creates the rule of a specification, such as `registry.optimizer`.
  /// - Throws: ``ConfigurationError`` for a key that is not a numeric hyperparameter of the rule, or
  ///   for `lr`, which has its own schedule.
  public init(
    _ rule: any Optimizer, schedules: [(key: String, schedule: any Schedule)],
    make: @escaping @Sendable (Specification) throws -> any Optimizer
  ) throws(ConfigurationError) {
    for (key, _) in schedules {
      guard key != "lr" else {
        throw .inconsistent(
          owner: "scheduled", reason: "the learning rate has a schedule of its own: --schedule SPEC"
        )
      }
      guard let text = rule.specification[key] else {
        let keys = rule.specification.settings.map(\.key).filter { $0 != "lr" }
        throw .unknownKey(
          owner: rule.specification.name, key: key, suggestion: nearest(to: key, in: keys),
          valid: keys)
      }
      guard Double(text) != nil else {
        throw .malformed(
          owner: rule.specification.name, key: key, text: text,
          expected: "a number, to be scheduled")
      }
    }
    self.rule = rule
    self.schedules = schedules
    self.make = make
  }

  public var learningRate: Double { rule.learningRate }

  public var specification: Specification {
    Specification(
      .name("scheduled"),
      [Setting("rule", .nested(rule.specification))]
        + schedules.map { Setting($0.key, .nested($0.schedule.specification)) })
  }

  public var needs: Needs { rule.needs.subtracting(.step) }
  public var acceptsApproximate: Needs { rule.acceptsApproximate }
  public var nominalCost: Double { rule.nominalCost }

  /// The rule at a step, counted from 1.
  public func rule(at step: Int) throws -> any Optimizer {
    var specification = rule.specification
    for (key, schedule) in schedules {
      guard let text = specification.remove(key), let value = Double(text) else { continue }
      let factor = schedule.factor(at: step)
      specification.settings.append((key: key, text: (value * factor).hyperparameterText))
    }
    return try make(specification)
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
    var kernel: OptimizerKernel<T> = try T.makeKernel(rule(at: 1), layout, workers: workers)
    guard kernel.externalState == nil else {
      throw ConfigurationError.inconsistent(
        owner: "scheduled",
        reason:
          "\(rule.specification.name) keeps state elsewhere, and cannot be made anew each step")
    }
    let expected = kernel.stateLayout
    let counter = kernel.stateLayout.appendStageScalar("scheduled_steps")
    kernel.step = { step, oracle in
      let number = Int(step.scalars[counter]) + 1
      do {
        let now: OptimizerKernel<T> = try T.makeKernel(
          rule(at: number), layout, workers: workers)
        guard now.stateLayout == expected else {
          step.report.pointee.message = "the state of \(rule.specification.name) changes its shape"
          return .failed
        }
        let answer = now.step(step, oracle)
        if answer.hasMoved { step.scalars[counter] += 1 }
        return answer
      } catch {
        step.report.pointee.message = "at step \(number): \(error)"
        return .failed
      }
    }
    return kernel
  }
}
