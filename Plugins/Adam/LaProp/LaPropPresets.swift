import Descent

extension LaProp {
  public static let presets = [
    Preset("paper", "Ziyin, Wang and Ueda, Algorithm 1"),
    Preset(
      "timm", "timm.optim.LaProp of pytorch-image-models", ["rate_in_momentum": "true"]),
  ]
}
