import Descent

extension Adadelta {
  public static let presets = [
    Preset("torch", "torch.optim.Adadelta of PyTorch 2.13"),
    Preset("optax", "optax.adadelta of Optax 0.2.8"),
    Preset(
      "keras", "keras.optimizers.Adadelta of Keras 3", ["lr": "1e-3", "rho": "0.95", "eps": "1e-7"]),
    Preset("paper", "Zeiler, section 4.1", ["rho": "0.95"]),
  ]
}
