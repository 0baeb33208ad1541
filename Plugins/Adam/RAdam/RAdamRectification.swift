import Descent
import DescentRules

extension RAdam {
  /// The factor r of step t, or nil if the step is not rectified.
  @inlinable
  func rectification(step: Double) -> Double? {
    let rectification = Rectification(beta2: beta2, step: step)
    return rectification.length > threshold ? rectification.factor : nil
  }

  /// The same value for an integer step.
  func rectification(at step: Int) -> Double? {
    rectification(step: Double(step))
  }

  /// Whether any step is rectified. ρ approaches its limit from below.
  var isEverRectified: Bool { Rectification(beta2: beta2, step: 1).limit > threshold }
}
