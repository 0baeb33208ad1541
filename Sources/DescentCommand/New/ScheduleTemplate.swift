extension PluginTemplate {
  /// The template of a schedule with a horizon and its traits.
  static let schedule = #"""
    import Descent

    /// What the schedule does, and the idea behind it.
    ///
    /// Change first: `factor`, then `formula` in the card, then `traits`. After each:
    ///
    ///     descent check NAME.swift
    ///     descent show NAME.swift
    struct NAME: FiniteSchedule, Configurable {
      // One line per option: its meaning, its range, its default. The keys are end and horizon; the
      // horizon is the length of the run unless it is given.
      @Hyperparameter("factor past the horizon", in: 0...1) var end = 0.1
      @Hyperparameter("steps T to the end", in: 1...) var horizon = 1000

      static let card = Card(
        name: "KEY", summary: "a parabola down to the end, flat where it arrives",
        formula: "s(t) = end + (1 − end) (1 − min(1, (t − 1)/T))²",
        source: "where it is published, or whose idea it is")

      // The factor of the learning rate at a step. Steps count from 1, and go on past the horizon.
      func factor(at step: Int) -> Double {
        let left = 1 - min(1, Double(step - 1) / Double(horizon))
        return end + (1 - end) * left * left
      }
    }

    // The traits of the schedule, which 'descent check' tests.
    extension NAME: ScheduleTraitDeclaring {
      var traits: ScheduleTraits {
        // At most 1, never rising, with exact factors at both ends.
        var traits = ScheduleTraits(maximum: 1, endpoints: [.init(1, 1)], peak: ScheduleTraits.falling)
        if horizon < .max { traits.endpoints.append(.init(horizon + 1, end)) }
        // The options that count steps: doubling them makes the same shape twice as long.
        traits.times = ["horizon"]
        traits.timeScales = [.init(origin: 1)]
        return traits
      }
    }

    let plugin = Plugin(NAME.self)
    """# + "\n"
}
