import Descent
import DescentPictures

extension Textbook {
  /// The iterations over the condition number, with the counts that the factor alone predicts.
  static func counts(
    _ lab: Laboratory, _ method: Counted, control: Counted
  ) throws -> ChartPanel {
    func measured(_ method: Counted) throws -> [SIMD2<Double>] {
      try .curve(conditions) { Double(try iterations(lab, method, $0)) }
    }
    return ChartPanel(
      "iterations to |x| ≤ \(countedAccuracy)", x: .logarithmic("condition number κ"),
      y: .logarithmic("iterations"),
      [
        .predicted(
          "\(method.name), by its factor", .curve(conditions) { predictedCount(method, $0) }),
        .measured(method.name, try measured(method)),
        .control(control.name, try measured(control)),
      ])
  }

  /// The number of steps after which the factor of the slowest modes alone has reached the
  /// tolerance.
  static func predictedCount(_ method: Counted, _ kappa: Double) -> Double {
    let root = Double.sqrt(kappa)
    // Two of the three coordinates of the start are extreme modes; Nesterov's method has one
    // slowest mode.
    let (factor, modes): (Double, Double) =
      switch method {
      case .gradientDescent: ((kappa - 1) / (kappa + 1), 2)
      case .heavyBall: ((root - 1) / (root + 1), 2)
      case .nesterov: (1 - 1 / root, 1)
      }
    return .log(.sqrt(modes / 3) / countedAccuracy) / -.log(factor)
  }
}
