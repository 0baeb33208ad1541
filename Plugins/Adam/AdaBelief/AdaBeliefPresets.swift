import Descent

extension AdaBelief {
  public static let presets = [
    Preset("paper", "Zhuang et al., Algorithm 2"),
    Preset("optax", "optax.adabelief of Optax 0.2.8"),
    Preset("authors", "adabelief-pytorch 0.2.0", ["rectify": "true"]),
  ]
}
