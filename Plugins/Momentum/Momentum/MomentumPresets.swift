import Descent

extension Momentum {
  public static let presets = [
    Preset("torch", "torch.optim.SGD of PyTorch 2.13, with momentum", ["lr": "1e-3"]),
    Preset("optax", "optax.sgd of Optax 0.2.8, with momentum"),
    Preset("keras", "keras.optimizers.SGD of Keras 3, with momentum", ["rate_in_velocity": "true"]),
    Preset("paper", "Sutskever et al., eq. 1 and 2", ["rate_in_velocity": "true"]),
  ]
}
