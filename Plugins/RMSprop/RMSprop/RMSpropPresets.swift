import Descent

extension RMSprop {
  public static let presets = [
    Preset("torch", "torch.optim.RMSprop of PyTorch 2.13"),
    Preset("optax", "optax.rmsprop of Optax 0.2.8", ["alpha": "0.9", "eps_placement": "inside"]),
    Preset(
      "keras", "keras.optimizers.RMSprop of Keras 3",
      ["lr": "1e-3", "alpha": "0.9", "eps": "1e-7", "eps_placement": "inside"]),
    Preset(
      "paper", "Tieleman and Hinton, lecture 6.5", ["lr": "1e-3", "alpha": "0.9", "eps": "0"]),
    Preset(
      "graves", "Graves, eq. 38-45",
      [
        "lr": "1e-4", "alpha": "0.95", "eps": "1e-4", "momentum": "0.9", "centered": "true",
        "eps_placement": "inside",
      ]),
  ]
}
