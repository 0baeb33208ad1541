/// The simplifications of a case: copies with one change each, without those that equal the original.
struct ChangedCopies<Case: Equatable> {
  private let original: Case
  var cases: [Case]

  /// - Parameter cases: simpler cases to put before the copies.
  init(of original: Case, after cases: [Case] = []) {
    self.original = original
    self.cases = cases
  }

  mutating func add(_ change: (inout Case) -> Void) {
    var copy = original
    change(&copy)
    if copy != original { cases.append(copy) }
  }
}
