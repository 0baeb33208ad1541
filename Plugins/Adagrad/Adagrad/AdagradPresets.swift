import Descent

extension Adagrad {
  public static let presets = [
    Preset("torch", "torch.optim.Adagrad of PyTorch 2.13"),
    Preset(
      "optax", "optax.adagrad of Optax 0.2.8",
      ["initial_accumulator_value": "0.1", "eps": "1e-7", "eps_placement": "inside"]),
    Preset(
      "keras", "keras.optimizers.Adagrad of Keras 3",
      [
        "lr": "1e-3", "initial_accumulator_value": "0.1", "eps": "1e-7",
        "eps_placement": "inside",
      ]),
    Preset("paper", "Duchi, Hazan and Singer, Figure 1, δ = 0", ["eps": "0"]),
  ]
}
