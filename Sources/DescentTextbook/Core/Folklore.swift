/// What is commonly said, and what is true.
public struct Folklore: Sendable {
  /// The place in the specification's list.
  public let number: Int
  public let claim: String
  public let truth: String
  /// The results that show it, of this book or of the specification it follows.
  public let results: [String]

  /// Both in one paragraph, as `explain` prints it.
  public var note: String { "Commonly said: \(claim) \(truth)" }
}

extension Textbook {
  /// The note on one item of the list.
  static func folklore(_ number: Int) -> String { folklore[number - 1].note }

  /// Statements found false, or true under conditions that are seldom mentioned.
  public static let folklore: [Folklore] = [
    (
      "Adam's step is at most lr max(1, (1 − β₁)/√(1 − β₂)) (Kingma and Ba, §2.1).",
      "False: the tight constant at the defaults is 7.27 lr, not 3.16; it is 2.345 at (0.9, 0.99) "
        + "and 1.165 at (0.9, 0.95), where they claim 1. Only β₁ = β₂ gives lr. Adamax too goes to "
        + "1.009 lr.", ["ADAM-02", "ADAM-02b", "ADAM-02c", "ADAMAX-01"]
    ),
    (
      "Without bias correction Adam starts too slowly.",
      "The opposite at the defaults: its steps are up to 6.57 times too large, most at the twelfth. "
        + "RMSprop, which has none, starts with a step of 10 lr at ρ = 0.99.", ["ADAM-01"]
    ),
    (
      "Heavy ball at Polyak's parameters contracts by ρ at each step.",
      "A linear factor 1 + ck comes with ρᵏ (22.8 at k = 120, κ = 100), and a fit of the exponent "
        + "of κ gives 0.53, not 0.50; so it is with Nesterov's slowest mode.",
      ["HB-01b", "NAG-02b", "GD-13b"]
    ),
    (
      "Heavy ball at those parameters converges on every smooth strongly convex function.",
      "False: there is one on which it runs round a cycle of three for ever; smaller parameters are "
        + "safe.", ["HB-04", "HB-05"]
    ),
    (
      "L2 regularisation is weight decay for SGD.",
      "Without momentum only: with momentum 0.9 the two differ by 4.8e-2 where without it they "
        + "agree to rounding.", ["ADAMW-02a"]
    ),
    (
      "The noise floor is lr σ²/(2λ), and the rate scales with the batch.",
      "In the limit lr λ → 0 only: off by 2 at lr λ = 1 and by 10 at 1.8.", ["SGD-01", "SGD-08c"]
    ),
    (
      "The rate c/k gives an error of 1/k.",
      "Only if 2cλ > 1; otherwise the exponent is −2cλ.", ["SGD-04a"]
    ),
    (
      "Momentum leaves a saddle 1/(1 − β) times as fast.",
      "In the limit lr |λ| → 0 only: 6.18 times instead of 10 at lr |λ| = 0.01, β = 0.9.",
      ["SAD-03"]
    ),
    (
      "Adam moves at most lr a step near a saddle.",
      "It takes 77 steps for 100 lr, since growing gradients give steps above lr.", ["SAD-04"]
    ),
    (
      "Sharpness hovers at the threshold, with momentum and preconditioning too.",
      "Clean for β up to 0.5 on a tiny network; at 0.9 the first instability throws the sharpness "
        + "to 0.52 to 0.97 of the threshold, where it stays. Adam's \"38/lr\" is really 0.93 to "
        + "0.99 of it.", ["ADAM-06b", "EOS-04", "EOS-05"]
    ),
    (
      "The blow-up in a learning rate range test is at 2/L.",
      "In one dimension only. With curvatures 0.01, 0.1, 1, 5 the least loss is at 3.8 times that "
        + "(50 points), 5.9 times (400), or never (4000): the top mode is tiny by the time it turns "
        + "unstable.", ["LRF-01"]
    ),
    (
      "Xavier's initialisation keeps the variance in deep tanh networks; He's preserves every "
        + "sample.",
      "The first decays as 1/(2l); the second holds in the mean only: the logarithm's variance "
        + "grows as L ln(1 + 5/n).", ["INIT-01", "INIT-02", "INIT-04", "INIT-05"]
    ),
    (
      "Gradient descent on separable data points to the maximum margin.",
      "As slowly as 1/ln t: 48° after 200,000 steps, where the limit is 26.57°. The increments per "
        + "ln t show it.", ["SEP-01"]
    ),
    (
      "Newton's method has a clean order 2 on Rosenbrock's function.",
      "The quotients e₊/e² alternate between 0.2 and 10, and estimates of the order run from 1.2 to "
        + "3.9.", ["NEWT-02a"]
    ),
    (
      "Exact line search is the best of steepest descent.",
      "0.9 of the exact step has a mean factor of 0.831 on f, the exact step one of 0.923.",
      ["GD-08"]
    ),
    (
      "The PL constant of x² + 3 sin² x is 1/32.",
      "Valid, but 5.6 times loose: it is 0.1755.", ["GD-07a"]
    ),
    (
      "Muon's Newton-Schulz iteration orthogonalises.",
      "The singular values land in [0.68, 1.13] and never converge.", ["MUON-01", "MUON-02"]
    ),
    (
      "Gradient descent leaves the chain of saddles of Du et al. in the end.",
      "Not in floating point for 7 and more dimensions: coordinates underflow, and it is stuck.",
      ["SAD-05"]
    ),
    (
      "A trajectory is a regression test.",
      "At their edge of stability RMSprop and Adam amplify rounding: 1e-16 at step 150, 1e-7 at 200, "
        + "5e-3 at 400. Compare 50 steps, or statistics.", ["RMS-01", "RMS-01b"]
    ),
    (
      "A wrong loss scale or accumulation shows up in training.",
      "Not with Adam, which divides it out; test with SGD.", ["ADAM-03", "SGD-07"]
    ),
    (
      "The loss should fall at every step.",
      "Not for accelerated methods, nor for gradient descent at the edge of stability.",
      ["NAG-06a", "EOS-02"]
    ),
  ].enumerated().map {
    Folklore(number: $0.offset + 1, claim: $0.element.0, truth: $0.element.1, results: $0.element.2)
  }
}
