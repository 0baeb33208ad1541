import Descent

extension Prodigy {
  public static let presets = [
    Preset("paper", "Mishchenko and Defazio, Algorithm 4, and prodigyopt 1.1.2"),
    Preset(
      "optax", "optax.contrib.prodigy of Optax 0.2.8", ["use_bias_correction": "true"]),
  ]
}
