import Descent

extension Lars {
  public static let presets = [
    Preset("paper", "You, Gitman and Ginsburg, Algorithm 1", ["rate_in_velocity": "true"]),
    Preset(
      "optax", "optax.lars of Optax 0.2.8",
      ["ratio_norm": "decayed", "rate_in_velocity": "true"]),
    Preset(
      "timm", "timm.optim.Lars of pytorch-image-models",
      ["momentum": "0", "eps": "1e-8", "always_adapt": "false"]),
  ]
}
