import Descent

extension Textbook {
  /// The rules whose step on a quadratic is linear, possibly with frozen second moments.
  public static let regions = [
    StabilityRegion(
      name: "sgd", title: "Gradient descent", formula: "2", extent: 0...6, held: [:],
      limit: { _ in 2 }, rule: { _ in Specification(literal: "sgd") }),
    StabilityRegion(
      name: "heavy-ball", title: "Heavy ball (momentum)", formula: "2 (1 + β)", extent: 0...6,
      held: [:], limit: { 2 * (1 + $0) },
      rule: { Specification(literal: "momentum").with(("momentum", $0)) }),
    StabilityRegion(
      name: "nesterov", title: "Nesterov (momentum, nesterov)", formula: "2 (1 + β)/(1 + 2β)",
      extent: 0...6, held: [:], limit: { 2 * (1 + $0) / (1 + 2 * $0) },
      rule: {
        // Nesterov's form is not defined without momentum; the rule is then plain momentum with
        // β = 0.
        Specification(literal: $0 == 0 ? "momentum" : "momentum:nesterov=true")
          .with(("momentum", $0))
      }),
    StabilityRegion(
      name: "averaged", title: "Averaged momentum (dampening = β)", formula: "2 (1 + β)/(1 − β)",
      extent: 0...40, held: [:], limit: { 2 * (1 + $0) / (1 - $0) },
      rule: {
        Specification(literal: "momentum:dampens_first=true")
          .with(("momentum", $0), ("dampening", $0))
      }),
    // √v̂ is held at 1: the second moment is set to 2, of which 1 remains after the decay by ½,
    // and ½ᵗ has vanished from the bias correction. For other values, read lr as lr/(√v̂ + ε).
    StabilityRegion(
      name: "frozen-adam", title: "Adam, second moment frozen at 1", formula: "2 (1 + β₁)/(1 − β₁)",
      extent: 0...40, held: ["second_moment": 2], limit: { 2 * (1 + $0) / (1 - $0) },
      rule: { Specification(literal: "adam:beta2=0.5,eps=0").with(("beta1", $0)) }),
    StabilityRegion(
      name: "frozen-rmsprop", title: "RMSprop with momentum, frozen at 1", formula: "2 (1 + μ)",
      extent: 0...6, held: ["square_average": 2], limit: { 2 * (1 + $0) },
      rule: { Specification(literal: "rmsprop:alpha=0.5,eps=0").with(("momentum", $0)) }),
  ]
}
