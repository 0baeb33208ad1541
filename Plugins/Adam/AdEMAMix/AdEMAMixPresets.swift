import Descent

extension AdEMAMix {
  public static let presets = [
    Preset("optax", "optax.contrib.ademamix of Optax 0.2.8"),
    Preset("authors", "AdEMAMix of apple/ml-ademamix, for PyTorch", ["alpha": "2"]),
  ]
}
