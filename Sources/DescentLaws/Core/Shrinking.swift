import Descent

extension Law {
  /// A case that breaks the law.
  struct Found {
    var input: Input
    var violation: Violation
    /// How many cases shrinking judged.
    var evaluations = 0
  }

  /// A shrunk case, and whether it breaks the law by more than rounding. A case that does is not replaced by
  /// a smaller one that does not.
  func settled(
    _ subject: Input.Subject, _ found: Found, shrinks: Bool, _ scope: CaseScope
  ) -> (found: Found, isStable: Bool) {
    guard shrinks else { return (found, isStable(subject, found)) }
    let small = shrunk(subject, found, scope) { _ in true }
    if isStable(subject, small) { return (small, true) }
    guard isStable(subject, found) else { return (small, false) }
    return (shrunk(subject, found, scope) { isStable(subject, $0) }, true)
  }

  /// Whether a case breaks the law by more than rounding: at least one of its neighbours, whose numbers are
  /// one unit in the last place away, breaks it too. A violation without numbers or with a non-finite one is
  /// not due to rounding, and neither is one that does not reproduce.
  func isStable(_ subject: Input.Subject, _ found: Found) -> Bool {
    guard let a = found.violation.expected, let b = found.violation.found, a.isFinite, b.isFinite
    else { return true }
    let neighbours = found.input.neighbours
    guard !neighbours.isEmpty, judge(subject, found.input).isViolation else { return true }
    return neighbours.contains { judge(subject, $0).isViolation }
  }

  /// Greedy descent to a case none of whose simplifications breaks the law. Intermediate cases are not
  /// reported.
  private func shrunk(
    _ subject: Input.Subject, _ found: Found, _ scope: CaseScope, where counts: (Found) -> Bool
  ) -> Found {
    var best = found
    var evaluations = 0
    var (improved, spent) = (true, 0)
    let deadline = subject.shrinkingTime.map { ContinuousClock.now + $0 }
    func isLate() -> Bool { deadline.map { ContinuousClock.now > $0 } ?? false }
    while improved, spent < Self.shrinkingBudget, !isLate() {
      improved = false
      for candidate in best.input.simplifications(for: subject) where scope.admits(candidate) {
        evaluations += 1
        spent += candidate.cost
        if case .violated(let violation) = judge(subject, candidate) {
          let next = Found(input: candidate, violation: violation)
          if counts(next) {
            (best, improved) = (next, true)
            break
          }
        }
        if spent >= Self.shrinkingBudget || isLate() { break }
      }
    }
    best.evaluations = evaluations
    return best
  }

  /// The limit on the total cost of shrinking, so that a slow law cannot shrink forever. It is several times
  /// what any counterexample has needed so far.
  private static var shrinkingBudget: Int { 3000 }
}
