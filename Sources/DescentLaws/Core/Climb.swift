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
    guard !front.isEmpty else { return nil }
    var front = front
    for evaluation in 0..<min(budget, Self.largestBudget) {
      let place = evaluation % front.count
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

  private static var largestBudget: Int { 1000 }
}
