import Descent
import DescentRules

extension AdaBelief {
  /// The number that is added to the second moment at every step.
  @inlinable
  var rootEpsilon: Double { epsRoot < 0 ? epsilon : epsRoot }

  /// The factor of a step: 1 without rectification, nil if the move is the first moment.
  @inlinable
  func factor(step: Double) -> Double? {
    guard rectify else { return 1 }
    let rectification = Rectification(beta2: beta2, step: step)
    return rectification.length >= 5 ? rectification.factor : nil
  }

  /// The same value for an integer step.
  func factor(at step: Int) -> Double? { factor(step: Double(step)) }
}
