import DescentTextbook

/// The numbers of the paper, rounded so that the text is the same on every machine with an accurate
/// mathematical library.
package enum PaperNumber {
  /// A bound on the sum of a few thousand rounding errors.
  private static let rounding = 1e-12

  /// Results whose control amplifies rounding until its digits differ from one processor to another: the
  /// training of a network at too high a rate. Only its side of the criterion is reproducible.
  static let chaotic: Set = ["DEMO-04"]

  static func predicted(_ prediction: Prediction) -> String {
    let number = TeX.number(prediction.value, digits: 5)
    switch prediction.criterion {
    case .atMost, .absoluteAtMost: return "$\\leq$ " + number
    case .atLeast: return "$\\geq$ " + number
    default: return number
    }
  }

  /// Formats a measured number: five digits if it is exact, three if it is fitted, drawn or only bounded.
  package static func measured(_ x: Double, _ prediction: Prediction, _ kind: Experiment.Kind)
    -> String
  {
    if isRounding(x, prediction) { return "$\\approx0$" }
    let isExact = kind == .identity || kind == .threshold
    return TeX.number(x, digits: isExact ? 5 : 3)
  }

  /// Formats the number of a control with few digits, because only its size matters.
  static func control(_ x: Double, _ prediction: Prediction, of id: String) -> String {
    if chaotic.contains(id) { return prediction.holds(for: x) ? "holds" : "fails" }
    // Compared with a prediction of ordinary size, such a small number is 0, and its digits are random.
    if isRounding(x, prediction) || (abs(x) < rounding && abs(prediction.value) > 1e-6) {
      return "$\\approx0$"
    }
    return TeX.number(x, digits: abs(x) > 1e9 ? 1 : 3)
  }

  package static func margin(_ x: Double) -> String {
    x == 0 || x >= 0.01 ? TeX.number((x * 100).rounded() / 100, digits: 2) : "$<0.01$"
  }

  /// Formats the number of a certificate; a rounding error is shown as a bound.
  static func residue(_ x: Double) -> String {
    x < rounding ? "$<10^{-12}$" : TeX.number(x, digits: 2)
  }

  private static func isRounding(_ x: Double, _ prediction: Prediction) -> Bool {
    if case .relative = prediction.criterion { return false }
    return abs(x) < rounding
  }
}

extension Finding {
  /// The index of the quantity that a row shows: the one closest to failing or, if all deviations are only
  /// rounding errors, the one that distinguishes the rule from its control best.
  var shown: Int { margin(worst) < 0.01 ? shownControl : worst }

  /// The index of the first quantity by which the control fails most clearly.
  var shownControl: Int {
    predictions.indices.reduce(0) { best, place in
      predictions[place].margin(for: controlled[place])
        > predictions[best].margin(for: controlled[best]) ? place : best
    }
  }
}
