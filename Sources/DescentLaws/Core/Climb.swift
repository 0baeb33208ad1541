import Descent

/// A hill climb that starts from the cases that came closest to breaking a law and moves to cases that come
/// closer.
struct Climb<Input: LawInput> {
  private var front: [(input: Input, ratio: Double)] = []

  /// The number of starting cases.
  private static var width: Int { 3 }
  /// Rounding alone typically reaches about a tenth of the tolerance; far below that, climbing is pointless.
  private static var foot: Double { 0x1p-7 }

  /// Records a case that satisfies the law, with its ratio of difference to tolerance.
  mutating func add(_ input: Input, _ ratio: Double) {
    guard ratio > Self.foot else { return }
    front.append((input, ratio))
    front.sort { $0.ratio > $1.ratio }
    if front.count > Self.width { front.removeLast() }
  }

  /// A case that breaks the law, or nil if none was found.
  /// - Parameter budget: the requested number of cases to judge, before the limits below are applied.
  func summit(
    of law: Law<Input>, _ subject: Input.Subject, budget: Int, _ draw: inout Draw,
    _ scope: CaseScope
  ) -> Law<Input>.Found? {
    guard !front.isEmpty, budget > 0 else { return nil }
    let budget = min(budget + Self.least, Self.largestBudget)
    var (front, evaluations) = (front, 0)
    // Narrow the cases first, because in a small case a random change is more likely to matter.
    for place in front.indices {
      evaluations += narrow(&front[place], by: law, subject, budget / 3, scope)
    }
    while evaluations < budget {
      let place = evaluations % front.count
      evaluations += 1
      guard let input = front[place].input.varied(&draw, for: subject), scope.admits(input) else {
        continue
      }
      let (verdict, ratio) = NearMiss.watching { law.judge(subject, input) }
      switch verdict {
      case .violated(let violation):
        let found = Law<Input>.Found(input: input, violation: violation)
        if law.isStable(subject, found) { return found }
      case .holds: if ratio > front[place].ratio { front[place] = (input, ratio) }
      case .inapplicable, .skipped: break
      }
    }
    return nil
  }

  /// Simplifies a case as long as its ratio does not fall. - Returns: the number of cases judged.
  private func narrow(
    _ start: inout (input: Input, ratio: Double), by law: Law<Input>, _ subject: Input.Subject,
    _ budget: Int, _ scope: CaseScope
  ) -> Int {
    var (judged, isSmaller) = (0, true)
    while isSmaller, judged < budget {
      isSmaller = false
      // Simplifications are ordered from the largest change to the smallest.
      for simpler in start.input.simplifications(for: subject).prefix(8)
      where scope.admits(simpler) && judged < budget {
        judged += 1
        let (verdict, ratio) = NearMiss.watching { law.judge(subject, simpler) }
        guard case .holds = verdict, ratio >= start.ratio else { continue }
        (start, isSmaller) = ((simpler, ratio), true)
        break
      }
    }
    return judged
  }

  /// The number of judged cases that is added to the budget, and the upper limit of their sum.
  private static var least: Int { 60 }
  private static var largestBudget: Int { 1000 }
}
