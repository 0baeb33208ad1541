import Descent

extension NAdam {
  public static let presets = [
    Preset("torch", "torch.optim.NAdam of PyTorch 2.13"),
    Preset("optax", "optax.nadam of Optax 0.2.8", ["momentum_decay": "0"]),
    Preset(
      "algoperf", "the NAdamW of AlgoPerf",
      ["correction": "single", "decoupled_weight_decay": "true"]),
  ]
}
