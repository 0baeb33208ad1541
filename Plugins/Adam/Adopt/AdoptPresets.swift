import Descent

extension Adopt {
  public static let presets = [
    Preset("paper", "Taniguchi et al., Algorithm 2, with the clipping of its second version"),
    Preset("optax", "optax.contrib.adopt of Optax 0.2.8"),
    Preset(
      "timm", "timm.optim.Adopt of pytorch-image-models", ["clip_exponent": "0.333"]),
  ]
}
