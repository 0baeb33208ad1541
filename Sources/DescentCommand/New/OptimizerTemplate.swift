extension PluginTemplate {
  /// The template of a coordinatewise update rule with its traits.
  static let optimizer = #"""
    import Descent

    /// What the rule does, and the idea behind it.
    ///
    /// Change first: the two lines of `update`, then `formula` in the card, then `traits`. After each:
    ///
    ///     descent check NAME.swift
    ///     descent race --optimizer NAME.swift --optimizer adam
    struct NAME: CoordinatewiseOptimizer {
      // One line per option: its meaning, its range, its default. The keys are lr and decay.
      @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.01
      @Hyperparameter("decay β of the mean", in: 0..<1) var decay = 0.9

      static let card = Card(
        name: "KEY", summary: "a step along the mean of the gradients",
        formula: """
          mₜ = β mₜ₋₁ + (1 − β) gₜ      m₀ = 0
          xₜ = xₜ₋₁ − η mₜ
          """,
        source: "where it is published, or whose idea it is")

      // The state of each coordinate, 0 at the start: here `s[0]` is the mean.
      var slots: [StateSlot] { ["mean"] }

      // One step of one coordinate: x is changed in place, g is its gradient.
      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
      ) {
        s[0] = T(decay) * s[0] + T(1 - decay) * g
        x -= T(rate) * s[0]
      }
    }

    // The traits of the rule, which 'descent check' tests. If you are not sure of one, leave it out.
    extension NAME: TraitDeclaring {
      var traits: RuleTraits {
        // A step has the unit of x, the gradient that of f/x: here η converts one into the other.
        var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter / .gradient])
        // The t-th step divided by η, if every gradient is the same g.
        traits.constantGradient = { g, t in g * (1 - .pow(decay, t)) }
        return traits
      }
    }

    let plugin = Plugin(NAME.self)
    """# + "\n"
}
