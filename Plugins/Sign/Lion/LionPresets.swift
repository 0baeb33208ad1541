import Descent

extension Lion {
  public static let presets = [
    Preset("paper", "Chen et al., Algorithm 2, and lion-pytorch 0.2.5"),
    Preset("optax", "optax.lion of Optax 0.2.8", ["weight_decay": "1e-3"]),
  ]
}
