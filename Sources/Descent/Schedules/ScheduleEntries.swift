/// The registry entries of the schedule combinators. `of` is `(constant)` by default.
extension ScheduleEntry {
  /// `then:first=(…),steps=N,second=(…)`: the first schedule has a horizon of N steps, the
  /// second one of the remaining steps.
  package static let then = ScheduleEntry(
    ThenSettings.self,
    parts: [
      RegistryPart("first", "the schedule of the first steps"),
      RegistryPart("second", "the schedule after them, from its step 1"),
    ]
  ) { settings, parts in
    let steps = settings.steps
    let first = try parts.schedule("first", horizon: steps)
    let left = parts.context.horizon.map { Swift.max(1, $0 - steps) }
    return first.then(try parts.schedule("second", horizon: left), after: steps)
  }

  /// `scaled:factor=…,of=(…)`: the inner schedule has the horizon of the run.
  package static let scaled = ScheduleEntry(ScaledSettings.self, parts: [of]) { settings, parts in
    try parts.scheduleOrConstant("of", horizon: parts.context.horizon)
      .scaled(by: settings.factor)
  }

  /// An entry `warmup:steps=N,of=(…)`: the horizon of the inner schedule is the rest of the run
  /// after the warm-up. Without `of`, the schedule is the settings themselves: a rise, then
  /// constant.
  /// - Parameter steps: returns N, given the settings.
  package static func warmup<Settings: ConfigurableSchedule>(
    _ settings: Settings.Type, steps: @escaping @Sendable (Settings) -> Int
  ) -> ScheduleEntry {
    ScheduleEntry(settings, parts: [of], type: settings) { settings, parts in
      guard parts.has("of") else { return settings }
      let left = parts.context.horizon.map { Swift.max(1, $0 - steps(settings)) }
      return try parts.schedule("of", horizon: left).warmedUp(steps: steps(settings))
    }
  }

  private static let of = RegistryPart("of", "the schedule", isRequired: false)
}

extension RegistryParts {
  /// The schedule of a part; constant if it is not given.
  fileprivate func scheduleOrConstant(_ key: String, horizon: Int?) throws -> any Schedule {
    has(key) ? try schedule(key, horizon: horizon) : Constant()
  }
}

private struct ThenSettings: Configurable {
  @Hyperparameter("steps of the first", in: 0...) var steps = 100

  static let card = Card(
    name: "then", summary: "one schedule for some steps, then another from its step 1",
    formula: "s(t) = first(t) for t ≤ steps, second(t − steps) after",
    source: "the usual composition; PyTorch, SequentialLR")
}

private struct ScaledSettings: Configurable {
  @Hyperparameter("what every factor is multiplied by", in: 0...) var factor = 1.0

  static let card = Card(
    name: "scaled", summary: "a schedule times a constant", formula: "s(t) = factor · of(t)",
    source: "the usual composition")
}
