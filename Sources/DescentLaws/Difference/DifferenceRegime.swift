import Descent

/// The kinds of cases on which two rules are compared.
enum DifferenceRegime: CaseIterable {
  /// The usual sizes, shapes and numbers.
  case usual
  /// Extreme units of gradients, parameters and rates.
  case extreme
  /// Gradients whose squares overflow or underflow.
  case beyond
  /// Large tensors.
  case vast
  /// Thousands of steps of a few coordinates, up to more than a 16-bit counter can hold.
  case late

  /// How many of the cases are of this kind.
  func cases(of all: Int) -> Int {
    switch self {
    case .usual: all - Self.allCases.filter { $0 != .usual }.map { $0.cases(of: all) }.reduce(0, +)
    case .extreme: all / 5
    case .beyond: all / 16
    case .vast: all / 32
    case .late: all / 20
    }
  }

  /// - Parameter tolerating: whether the rules may differ by rounding.
  func options(tolerating: Bool) -> RuleCaseOptions {
    switch self {
    case .usual:
      // Where squares overflow or vanish, two formulas for one rule differ by more than rounding.
      let ordinary = GradientProfile.allCases.filter { $0 != .tiny && $0 != .logUniform }
      return RuleCaseOptions {
        $0.hasPauses = true
        if tolerating { $0.profiles = ordinary }
      }
    case .extreme: return .extreme
    case .beyond:
      return RuleCaseOptions {
        $0.profiles = [.normal, .dyadic, .constant]
        $0.steps = 1...4
        $0.precisions = [.float64]
        $0.hasConstantRate = true
      }
    case .vast: return .vast
    case .late:
      return RuleCaseOptions {
        $0.lengths = [70_000, 70_000] + Array(repeating: 5000, count: 8)
        $0.hasPauses = true
        $0.profiles = [.normal, .integers, .dyadic, .sparse, .alternating, .constant, .repeated]
      }
    }
  }
}
