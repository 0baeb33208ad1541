/// The registry entries of the optimizer combinators.
extension OptimizerEntry {
  /// `groups:SELECTOR=(…),…,else=(…)`: a rule for each part of the parameters.
  package static let groups = OptimizerEntry(
    GroupSettings.self, parts: [RegistryPart(.selectors, "the rule of the tensors that it selects")]
  ) { _, parts in
    try Grouped(
      try parts.keys.map { Grouped.Part(try TensorSelector($0), try parts.optimizer($0)) })
  }

  /// `modified:rule=(…),by=((…),(…))`: stages around a rule, in the order in which they act.
  package static let modified = OptimizerEntry(
    ModifiedSettings.self,
    parts: [
      RegistryPart("rule", "the rule"), RegistryPart("by", "the stages, in the order of acting"),
    ]
  ) { _, parts in
    try Modified(try parts.optimizer("rule"), by: try parts.modifiers("by"))
  }

  /// `scheduled:rule=(…),KEY=(…)`: hyperparameters of a rule that follow schedules.
  package static let scheduled = OptimizerEntry(
    ScheduledSettings.self,
    parts: [
      RegistryPart("rule", "the rule"), RegistryPart(.others, "the schedule of a hyperparameter"),
    ]
  ) { _, parts in
    let context = parts.context
    let schedules = try parts.keys.filter { $0 != "rule" }.map {
      (key: $0, schedule: try parts.schedule($0, horizon: context.horizon))
    }
    return try Scheduled(try parts.optimizer("rule"), schedules: schedules) {
      try context.registry.optimizer($0, horizon: context.horizon)
    }
  }
}

extension ScheduleEntry {
  /// `plateau:…,of=(…)`: cuts the rate whenever the loss stops falling, times a schedule.
  package static let plateau = ScheduleEntry(
    ReduceOnPlateau.self, parts: [RegistryPart("of", "the schedule", isRequired: false)]
  ) { reducer, parts in
    guard parts.has("of") else { return PlateauSchedule(reducer) }
    return PlateauSchedule(
      reducer, of: try parts.schedule("of", horizon: parts.context.horizon))
  }
}

private struct GroupSettings: Configurable {
  static let card = Card(
    name: Grouped.name, summary: "a rule for each part of the parameters; the first that fits wins",
    formula:
      "each part as if there were no others; its rate is its own, times the schedule's factor",
    source: "PyTorch, parameter groups")
}

private struct ModifiedSettings: Configurable {
  static let card = Card(
    name: "modified", summary: "a rule with stages around it",
    formula: "gradient stages, the rule, move stages, observers, each in the order given",
    source: "the usual composition")
}

private struct ScheduledSettings: Configurable {
  static let card = Card(
    name: "scheduled", summary: "a rule whose hyperparameters follow schedules",
    formula: "key(t) = key · factor(t)", source: "the usual composition")
}
