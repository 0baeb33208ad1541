import Descent

extension AdamW {
  public static let presets = [
    Preset("torch", "torch.optim.AdamW of PyTorch 2.13"),
    Preset(
      "optax", "optax.adamw of Optax 0.2.8",
      ["weight_decay": "1e-4", "amsgrad_corrected": "true"]),
    Preset(
      "keras", "keras.optimizers.AdamW of Keras 3",
      ["weight_decay": "4e-3", "eps": "1e-7", "eps_placement": "before"]),
    Preset(
      "paper", "Loshchilov and Hutter, Algorithm 2", ["amsgrad": "false", "decay": "schedule"]),
  ]
}
