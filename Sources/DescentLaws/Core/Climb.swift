import Descent

/// A search that starts where a law was nearly broken, and goes wherever it is more nearly so.
struct Climb<Input: LawInput> {
  private var front: [(input: Input, ratio: Double)] = []

  /// How many cases it starts from.
  private static var width: Int { 3 }
  /// Rounding alone leaves a tenth of what is allowed or so; far below it there is nothing to climb.
  private static var foot: Double { 0x1p-7 }

  /// Takes note of a case that keeps the law.
  mutating func add(_ input: Input, _ ratio: Double) {
    guard ratio > Self.foot else { return }
    front.append((input, ratio))
    front.sort { $0.ratio > $1.ratio }
    if front.count > Self.width { front.removeLast() }
  }

  /// A case that breaks the law, or nil if none was met.
  /// - Parameter budget: how many cases are judged at most.
  func summit(
    of law: Law<Input>, _ subject: Input.Subject, budget: Int, _ draw: inout Draw,
    _ scope: CaseScope
  ) -> Law<Input>.Found? {
    guard !front.isEmpty, budget > 0 else { return nil }
    let budget = min(budget + Self.least, Self.largestBudget)
    var (front, evaluations) = (front, 0)
    // In a small case a change is likelier to be one of what matters.
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

  /// Takes what it can from a case that comes as near without it. - Returns: how many were judged.
  private func narrow(
    _ start: inout (input: Input, ratio: Double), by law: Law<Input>, _ subject: Input.Subject,
    _ budget: Int, _ scope: CaseScope
  ) -> Int {
    var (judged, isSmaller) = (0, true)
    while isSmaller, judged < budget {
      isSmaller = false
      // The boldest stand first.
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

  /// Cases that are judged however few are drawn, and however many.
  private static var least: Int { 60 }
  private static var largestBudget: Int { 1000 }
}
