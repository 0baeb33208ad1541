import Descent

extension Lamb {
  public static let presets = [
    Preset("paper", "You et al., Algorithm 2, with bias correction and decay 0.01"),
    Preset("optax", "optax.lamb of Optax 0.2.8", ["weight_decay": "0"]),
    Preset(
      "timm",
      "timm.optim.Lamb of pytorch-image-models; its clipping is the modifier clip_norm:norm=1",
      ["always_adapt": "false"]),
    Preset(
      "albert", "LAMBOptimizer of google-research/albert",
      ["weight_decay": "0", "bias_correction": "false"]),
  ]
}
