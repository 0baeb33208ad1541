import DescentTextbook

/// The numbers of the paper: rounded so that they are the same text on every machine whose
/// mathematical library is right to the last digits.
package enum PaperNumber {
  /// Sums of a few thousand roundings stay below this.
  private static let rounding = 1e-12

  /// Results whose control amplifies rounding until its digits differ from one processor to another:
  /// training a network at a rate that is too high. Which side of the criterion it is on does not.
  static let chaotic: Set = ["DEMO-04"]

  static func predicted(_ prediction: Prediction) -> String {
    let number = TeX.number(prediction.value, digits: 5)
    switch prediction.criterion {
    case .atMost, .absoluteAtMost: return "$\\leq$ " + number
    case .atLeast: return "$\\geq$ " + number
    default: return number
    }
  }

  /// Five digits of what is exact, three of what is fitted, drawn or only bounded.
  package static func measured(_ x: Double, _ prediction: Prediction, _ kind: Experiment.Kind)
    -> String
  {
    if isRounding(x, prediction) { return "$\\approx0$" }
    let isExact = kind == .identity || kind == .threshold
    return TeX.number(x, digits: isExact ? 5 : 3)
  }

  /// The control's number: how far off matters, not its digits.
  static func control(_ x: Double, _ prediction: Prediction, of id: String) -> String {
    if chaotic.contains(id) { return prediction.holds(for: x) ? "holds" : "fails" }
    // Beside a prediction of ordinary size what is so small is nothing, and its digits depend on chance.
    if isRounding(x, prediction) || (abs(x) < rounding && abs(prediction.value) > 1e-6) {
      return "$\\approx0$"
    }
    return TeX.number(x, digits: abs(x) > 1e9 ? 1 : 3)
  }

  package static func margin(_ x: Double) -> String {
    x == 0 || x >= 0.01 ? TeX.number((x * 100).rounded() / 100, digits: 2) : "$<0.01$"
  }

  /// The number of a certificate: what is rounding is a bound.
  static func residue(_ x: Double) -> String {
    x < rounding ? "$<10^{-12}$" : TeX.number(x, digits: 2)
  }

  private static func isRounding(_ x: Double, _ prediction: Prediction) -> Bool {
    if case .relative = prediction.criterion { return false }
    return abs(x) < rounding
  }
}

extension Finding {
  /// The quantity that a row shows: the one that is nearest to failing, or, where all that is used of
  /// what is allowed is rounding, the one that tells the rule from its control best.
  var shown: Int { margin(worst) < 0.01 ? shownControl : worst }

  /// The quantity by which the control fails most; of equals, the first.
  var shownControl: Int {
    predictions.indices.reduce(0) { best, place in
      predictions[place].margin(for: controlled[place])
        > predictions[best].margin(for: controlled[best]) ? place : best
    }
  }
}
