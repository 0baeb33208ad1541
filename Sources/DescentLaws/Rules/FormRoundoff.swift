/// The allowed difference between two forms of the same equations in a step, relative to its result, if the
/// rule is claimed to be another one; 0 otherwise.
///
/// Each form rounds different intermediate values: a mean of squares computed as s + (1 − β)(g² − s) has an
/// error of u times the largest square so far, whereas β s + (1 − β) g² has not. The allowance is therefore
/// 16 (t + 4) u times the square of the ratio of the largest gradient so far to the current one.
struct FormRoundoff {
  private let unit: Double?
  private var step = 0
  private var (gradient, largest) = ([Double](), [Double]())

  init(_ claim: RuleClaim?, _ c: RuleCase) {
    unit = claim == nil ? nil : 16 * c.precision.roundoff
    largest = unit == nil ? [] : c.start.map { _ in 0 }
  }

  /// Records the gradient of the next step.
  mutating func see(_ gradient: [Double]) {
    guard unit != nil else { return }
    step += 1
    self.gradient = gradient
    for i in largest.indices { largest[i] = max(largest[i], abs(gradient[i])) }
  }

  /// The allowance for coordinate `i` at the last recorded step.
  subscript(i: Int) -> Double {
    guard let unit else { return 0 }
    let size = abs(gradient[i])
    let fall = size > 0 ? largest[i] / size : 1
    return unit * Double(step + 4) * fall * fall
  }
}
