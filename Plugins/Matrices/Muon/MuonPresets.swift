import Descent

/// All of them but Optax run the iteration in bfloat16, which is 1e-2 from what it is here. Jordan's and
/// Moonlight's code take the conventions from github.com/KellerJordan/Muon and
/// github.com/MoonshotAI/Moonlight (examples/toy_train.py); that Moonlight sums gradients and does not
/// average them is seen in ε alone.
extension Muon {
  public static let presets = [
    Preset("torch", "torch.optim.Muon of PyTorch 2.13"),
    Preset(
      "jordan", "SingleDeviceMuon of KellerJordan/Muon",
      ["lr": "0.02", "weight_decay": "0", "eps_placement": "sum"]),
    Preset(
      "moonlight", "Liu et al., 2025, and the code of MoonshotAI/Moonlight",
      ["adjust_lr": "match_rms_adamw", "eps_placement": "sum"]),
    Preset(
      "optax", "optax.contrib.muon of Optax 0.2.8, whose matrices are inputs by outputs",
      [
        "weight_decay": "0", "transposed": "true", "bias_correction": "true", "eps": "1e-8",
        "eps_placement": "sum",
      ]),
  ]
}
