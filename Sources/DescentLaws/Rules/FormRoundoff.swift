/// What two forms of the same equations may differ by in a step, relative to its result, if the rule is
/// claimed to be another one; 0 if not.
///
/// Each form rounds another number: a mean of squares as s + (1 − β)(g² − s) is off by u of the largest
/// square so far, β s + (1 − β) g² is not. So it is 16 (t + 4) u times the square of what the gradient
/// has fallen by from its largest.
struct FormRoundoff {
  private let unit: Double?
  private var step = 0
  private var (gradient, largest) = ([Double](), [Double]())

  init(_ claim: RuleClaim?, _ c: RuleCase) {
    unit = claim == nil ? nil : 16 * c.precision.roundoff
    largest = unit == nil ? [] : c.start.map { _ in 0 }
  }

  /// Takes the gradient of the next step.
  mutating func see(_ gradient: [Double]) {
    guard unit != nil else { return }
    step += 1
    self.gradient = gradient
    for i in largest.indices { largest[i] = max(largest[i], abs(gradient[i])) }
  }

  /// The share of the result at the step that was seen last.
  subscript(i: Int) -> Double {
    guard let unit else { return 0 }
    let size = abs(gradient[i])
    let fall = size > 0 ? largest[i] / size : 1
    return unit * Double(step + 4) * fall * fall
  }
}
