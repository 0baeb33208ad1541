/// The results of the checks.
struct Verdict {
  private(set) var failures = 0
  private(set) var passes = 0

  mutating func expect(_ holds: Bool, _ claim: @autoclosure () -> String) {
    if holds {
      passes += 1
    } else {
      failures += 1
      print("FAILED  " + claim())
    }
  }

  mutating func note(_ text: String) { print("note    " + text) }
}
