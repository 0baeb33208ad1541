import Descent

extension Adam {
  public static let presets = [
    Preset("torch", "torch.optim.Adam of PyTorch 2.13"),
    Preset(
      "optax", "optax.adam and optax.amsgrad of Optax 0.2.8", ["amsgrad_corrected": "true"]),
    Preset(
      "keras", "keras.optimizers.Adam of Keras 3", ["eps": "1e-7", "eps_placement": "before"]),
    Preset("paper", "Kingma and Ba, Algorithm 1", ["amsgrad": "false"]),
    Preset(
      "reddi", "AMSGrad as Reddi, Kale and Kumar have it, Algorithm 2",
      ["amsgrad": "true", "bias_correction": "false", "eps": "0"]),
  ]
}
