import Descent

extension Textbook {
  /// GD-14: the iteration count of gradient descent.
  static let gd14 = Experiment(
    "GD-14", "At lr = 2/(μ + L) the extreme modes' factor gives gradient descent's iterations.",
    formula: "⌈ln(√(2/3)/ε) / ln((κ + 1)/(κ − 1))⌉ to |x| ≤ ε from x₀ = (1, 1, 1)/√3",
    source: "derived here from GD-02a", kind: .identity,
    refutation: "a count that is off by more than one",
    predict: {
      conditions.map {
        Prediction(
          "κ = \(Int($0))", predictedCount(.gradientDescent, $0).rounded(.up), .absolute(1))
      }
    }, measure: { lab in try conditions.map { Double(try iterations(lab, .gradientDescent, $0)) } },
    control: "heavy ball"
  ) { lab in
    try conditions.map { Double(try iterations(lab, .heavyBall, $0)) }
  }.showing { lab, _ in try counts(lab, .gradientDescent, control: .heavyBall) }
}
