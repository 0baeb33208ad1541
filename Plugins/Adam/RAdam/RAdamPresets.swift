import Descent

extension RAdam {
  public static let presets = [
    Preset("torch", "torch.optim.RAdam of PyTorch 2.13"),
    Preset("optax", "optax.radam of Optax 0.2.8", ["eps_placement": "after"]),
    Preset("paper", "Liu et al., Algorithm 2", ["threshold": "4", "eps": "0"]),
  ]
}
