/// The modifiers of problems by name.
extension ProblemEntry {
  /// `noisy:std=…,of=(…)`: the problem with noise on the gradient of every step.
  public static let noisy = ProblemEntry(NoisySettings.self, parts: [of]) { settings, parts in
    try NoisyProblem(try parts.problem("of"), std: settings.std)
  }

  /// `jittered:scale=…,of=(…)`: the problem with its start moved at random.
  public static let jittered = ProblemEntry(JitteredSettings.self, parts: [of]) { settings, parts in
    try JitteredProblem(try parts.problem("of"), scale: settings.scale)
  }

  private static let of = RegistryPart("of", "the problem")
}

private struct NoisySettings: Configurable {
  @Hyperparameter("standard deviation of the noise of each entry", in: 0...) var std = 0.1

  static let card = Card(
    name: "noisy", summary: "a problem with noise on the gradient of every step",
    formula: "g ← ∇f(x) + σ ξ,   ξᵢ standard normal", source: "the usual model of noise")
}

private struct JitteredSettings: Configurable {
  @Hyperparameter("standard deviation of the move of each coordinate", in: 0...) var scale = 0.1

  static let card = Card(
    name: "jittered", summary: "a problem with its start moved at random",
    formula: "x₀ ← x₀ + σ ξ,   ξᵢ standard normal", source: "the usual model of spread")
}
