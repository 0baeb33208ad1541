extension PluginTemplate {
  /// A schedule with a horizon, with what is true of it.
  static let schedule = #"""
    import Descent

    /// What it is, and what the idea behind it is.
    ///
    /// Change first: `factor`, then `formula` in the card, then `traits`. After each:
    ///
    ///     descent check NAME.swift
    ///     descent show NAME.swift
    struct NAME: FiniteSchedule, Configurable {
      // One line an option: its meaning, what it may be, its default. The keys are end and horizon; a
      // horizon that is not given is the length of the run.
      @Hyperparameter("factor past the horizon", in: 0...1) var end = 0.1
      @Hyperparameter("steps T to the end", in: 1...) var horizon = 1000

      static let card = Card(
        name: "KEY", summary: "a parabola down to the end, flat where it arrives",
        formula: "s(t) = end + (1 − end) (1 − min(1, (t − 1)/T))²",
        source: "where it is published, or who had the idea")

      // What the rate is multiplied by at a step. Steps count from 1, and go on past the horizon.
      func factor(at step: Int) -> Double {
        let left = 1 - min(1, Double(step - 1) / Double(horizon))
        return end + (1 - end) * left * left
      }
    }

    // What is true of the schedule; 'descent check' holds it to that.
    extension NAME: ScheduleTraitDeclaring {
      var traits: ScheduleTraits {
        // Never above 1, never rising; exact factors at the ends.
        var traits = ScheduleTraits(maximum: 1, endpoints: [.init(1, 1)], peak: ScheduleTraits.falling)
        if horizon < .max { traits.endpoints.append(.init(horizon + 1, end)) }
        // The options that count steps: twice as many make the same shape twice as long.
        traits.times = ["horizon"]
        traits.timeScales = [.init(origin: 1)]
        return traits
      }
    }

    let plugin = Plugin(NAME.self)
    """# + "\n"
}
