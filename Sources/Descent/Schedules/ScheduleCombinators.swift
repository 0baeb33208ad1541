extension Schedule {
  /// This schedule for `steps` steps (by default, its horizon), then `next` from its step 1.
  /// - Precondition: the schedule has a horizon, or `steps` is given; `steps` is not negative.
  public func then(_ next: some Schedule, after steps: Int? = nil) -> some Schedule {
    guard let steps = steps ?? horizon else {
      refuse("\(specification) never ends: say after how many steps")
    }
    require(steps >= 0, "a schedule cannot last \(steps) steps")
    return Chained(first: self, steps: steps, second: next)
  }

  /// This schedule times a constant.
  /// - Precondition: `factor` is finite and not negative.
  public func scaled(by factor: Double) -> some Schedule {
    require(factor >= 0 && factor.isFinite, "a schedule cannot be scaled by \(factor)")
    return Scaled(base: self, factor: factor)
  }

  /// A linear warm-up before this schedule: factor `t/steps` times this schedule's first factor at
  /// steps `t = 1 … steps`, then this schedule from its step 1. With 0 steps, this schedule.
  /// - Precondition: `steps` is not negative.
  /// - Follows: Goyal et al., "Accurate, large minibatch SGD", 2017, arXiv:1706.02677, §2.2.
  public func warmedUp(steps: Int) -> some Schedule {
    require(steps >= 0, "a warm-up cannot last \(steps) steps")
    return WarmedUp(base: self, steps: steps)
  }
}

private struct Chained: Schedule {
  let first: any Schedule
  let steps: Int
  let second: any Schedule

  func factor(at step: Int) -> Double {
    step <= steps ? first.factor(at: step) : second.factor(at: step - steps)
  }

  var horizon: Int? { second.horizon.map { saturatingSum($0, steps) } }

  var specification: Specification {
    Specification(
      .name("then"),
      [
        Setting("first", .nested(first.specification)), Setting("steps", .text(String(steps))),
        Setting("second", .nested(second.specification)),
      ])
  }
}

private struct Scaled: Schedule {
  let base: any Schedule
  let factor: Double

  func factor(at step: Int) -> Double { factor * base.factor(at: step) }

  var horizon: Int? { base.horizon }

  var specification: Specification {
    Specification(
      .name("scaled"),
      [
        Setting("factor", .text(factor.hyperparameterText)),
        Setting("of", .nested(base.specification)),
      ])
  }
}

private struct WarmedUp: Schedule {
  let base: any Schedule
  let steps: Int

  func factor(at step: Int) -> Double {
    guard step <= steps else { return base.factor(at: step - steps) }
    return Double(step) / Double(steps) * base.factor(at: 1)
  }

  var horizon: Int? { base.horizon.map { saturatingSum($0, steps) } }

  /// `cosine:warmup=10`, or `warmup:steps=10,of=(wsd:warmup=20)` if the inner schedule has its
  /// own warm-up or is a combination. With 0 steps, the inner schedule's specification.
  var specification: Specification {
    guard self.steps > 0 else { return base.specification }
    let steps = SettingValue.text(String(self.steps))
    if let kind = type(of: base) as? any Configurable.Type, !kind.hasHyperparameter("warmup") {
      return base.specification.adding("warmup", steps)
    }
    return Specification(
      .name("warmup"), [Setting("steps", steps), Setting("of", .nested(base.specification))])
  }
}

extension Chained: ScheduleTraitDeclaring {
  var traits: ScheduleTraits {
    guard let before = (first as? any ScheduleTraitDeclaring)?.traits,
      let after = (second as? any ScheduleTraitDeclaring)?.traits
    else { return ScheduleTraits(maximum: .infinity) }
    var traits = after.delayed(by: steps)
    traits.maximum = max(before.maximum, after.maximum)
    traits.endpoints += before.endpoints.filter { $0.step <= steps }
    traits.shape += before.shape.filter { $0.step <= steps }
    return traits
  }
}

extension Scaled: ScheduleTraitDeclaring {
  var traits: ScheduleTraits {
    (base as? any ScheduleTraitDeclaring)?.traits.scaled(by: factor)
      ?? ScheduleTraits(maximum: .infinity)
  }
}

extension WarmedUp: ScheduleTraitDeclaring {
  var traits: ScheduleTraits {
    guard let base = base as? any ScheduleTraitDeclaring else {
      return ScheduleTraits(maximum: .infinity)
    }
    guard steps > 0 else { return base.traits }
    let own = base.traits
    var traits = own.delayed(by: steps)
    // The last step of the rise and the first of the schedule itself have the same factor.
    let first = base.factor(at: 1)
    traits.endpoints += [.init(1, first / Double(steps)), .init(steps, first)]
    traits.slope = own.slope.map { max($0, first / Double(steps)) }
    traits.peak = own.peak.map { peak in
      let (low, high) = (
        saturatingSum(peak.lowerBound, steps), saturatingSum(peak.upperBound, steps)
      )
      return low...high
    }
    return traits
  }
}

/// The sum, or `Int.max` if it overflows: a horizon that no run reaches.
private func saturatingSum(_ a: Int, _ b: Int) -> Int {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}
