import Descent

extension Adamax {
  public static let presets = [
    Preset("torch", "torch.optim.Adamax of PyTorch 2.13"),
    Preset("optax", "optax.adamax of Optax 0.2.8"),
    Preset(
      "keras", "keras.optimizers.Adamax of Keras 3",
      ["lr": "1e-3", "eps": "1e-7", "eps_placement": "denominator"]),
    Preset("paper", "Kingma and Ba, Algorithm 2", ["eps": "0"]),
  ]
}
