import BowlProblems
import Descent

extension Textbook {
  static let saddles = Chapter(
    name: "saddles", title: "Saddles",
    experiments: [sad01, sad02a, sad02b, sad03, sad04, sad05, sad06, sad07, sad08])
}

/// The saddle of the chapter: x²/2 − λy²/2, λ = 2, at lr = 0.05.
enum SaddleSetting {
  static let curvature = 2.0
  static let rate = 0.05
  /// a = lr λ.
  static let growth = rate * curvature
  static let problem = DiagonalQuadratic([1, -curvature])
}

extension Laboratory {
  /// The coordinate that leaves the saddle x²/2 − λy²/2, at each step, from x = 1.
  func departure(
    _ rule: Specification, rate: Double = SaddleSetting.rate,
    curvature: Double = SaddleSetting.curvature, from y: Double, steps: Int
  ) throws -> [Double] {
    try path(
      self.rule(rule, rate: rate), on: DiagonalQuadratic([1, -curvature]), from: [1, y],
      steps: steps
    ).points.map { $0[1] }
  }
}
