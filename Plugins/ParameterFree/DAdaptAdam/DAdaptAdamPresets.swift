import Descent

extension DAdaptAdam {
  public static let presets = [
    Preset("paper", "Defazio and Mishchenko, Algorithm 5, and dadaptation 3.2"),
    Preset(
      "optax", "optax.contrib.dadapt_adamw of Optax 0.2.8",
      ["use_bias_correction": "true", "decoupled_weight_decay": "true"]),
  ]
}
