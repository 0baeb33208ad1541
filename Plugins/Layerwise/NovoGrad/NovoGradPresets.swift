import Descent

/// Optax's own `scale_by_novograd` has ε 1e-8, which its `novograd` replaces by 1e-6. NeMo's code starts the
/// second moment again as long as it is 0, which shows only where first gradients are 0.
extension NovoGrad {
  public static let presets = [
    Preset("paper", "Ginsburg et al., Algorithm 1, with the defaults of NVIDIA's NeMo"),
    Preset(
      "optax", "optax.novograd of Optax 0.2.8",
      ["beta1": "0.9", "beta2": "0.25", "eps": "1e-6"]),
  ]
}
