import Descent

extension Yogi {
  public static let presets = [
    Preset("optax", "optax.yogi of Optax 0.2.8", ["seeds_momentum": "true"]),
    Preset("paper", "Zaheer et al., Algorithm 2", ["bias_correction": "false"]),
  ]
}
