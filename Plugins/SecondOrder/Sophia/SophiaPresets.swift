import Descent

/// Optax has no estimator but Hutchinson's. The authors' code keeps B out of h and multiplies ρ by it, and
/// leaves the times of the estimates to the caller, who makes the first one after `update_period` steps.
extension Sophia {
  public static let presets = [
    Preset("paper", "Liu et al., Algorithm 3, with Hutchinson's estimator"),
    Preset(
      "optax", "optax.contrib.sophia of Optax 0.2.8",
      [
        "beta1": "0.965", "rho": "0.01", "eps": "1e-8", "weight_decay": "1e-4",
        "use_bias_correction": "true", "hessian_update": "after",
      ]),
    Preset(
      "authors", "SophiaG of Liuhong99/Sophia",
      [
        "beta1": "0.965", "weight_decay": "0.1", "eps": "1e-15", "eps_placement": "sum",
        "hessian": "gauss_newton_bartlett",
      ]),
  ]
}
