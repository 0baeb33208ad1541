import Descent

/// Optax factors the two longest axes of a tensor, PyTorch and Hugging Face the last two, as here.
extension Adafactor {
  public static let presets = [
    Preset("torch", "torch.optim.Adafactor of PyTorch 2.13"),
    Preset(
      "optax", "optax.adafactor of Optax 0.2.8, but for tensors of more than two axes",
      ["eps1_placement": "squares", "relative_step": "false", "min_dim_to_factor": "128"]),
    Preset(
      "paper", "Shazeer and Stern, Algorithms 4 to 6, and Adafactor of Hugging Face's transformers",
      ["eps1_placement": "squares"]),
  ]
}
