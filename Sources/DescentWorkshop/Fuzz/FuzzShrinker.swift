/// Shrinks a failing trial as long as it fails in the same way.
struct FuzzShrinker {
  /// Whether a trial fails in the same way.
  let fails: (FuzzTrial) throws -> Bool
  /// The number of runs of the program that shrinking may still use.
  var budget = 300

  /// The smallest failing trial found.
  mutating func smallest(_ trial: FuzzTrial) throws -> FuzzTrial {
    var best = trial
    var isSmaller = true
    while isSmaller, budget > 0 {
      isSmaller = false
      for candidate in Self.candidates(best) where budget > 0 {
        budget -= 1
        guard try fails(candidate) else { continue }
        (best, isSmaller) = (candidate, true)
        break
      }
    }
    return best
  }

  /// Smaller trials, the smallest first.
  private static func candidates(_ trial: FuzzTrial) -> [FuzzTrial] {
    var candidates: [FuzzTrial] = []
    func add(_ change: (inout FuzzTrial) -> Void) {
      var copy = trial
      change(&copy)
      if copy != trial { candidates.append(copy) }
    }
    for index in trial.arguments.indices.dropFirst() where trial.arguments[index].hasPrefix("--") {
      if trial.arguments.indices.contains(index + 1) {
        add { $0.arguments.removeSubrange(index...(index + 1)) }
      }
      add { $0.arguments.remove(at: index) }
    }
    for file in trial.files.indices {
      if !trial.isTold { add { $0.files.remove(at: file) } }
      for edit in trial.files[file].edits.indices { add { $0.files[file].edits.remove(at: edit) } }
      if case .text(let text) = trial.files[file].base {
        for shorter in pieces(of: text) { add { $0.files[file].base = .text(shorter) } }
      }
    }
    for index in trial.arguments.indices.dropFirst() where !trial.arguments[index].hasPrefix("--") {
      for shorter in pieces(of: trial.arguments[index]) { add { $0.arguments[index] = shorter } }
    }
    return candidates
  }

  /// Copies of a text with a part removed: a half, a quarter, down to single characters of a short text.
  private static func pieces(of text: String) -> [String] {
    let letters = Array(text)
    var pieces: [String] = []
    var size = letters.count / 2
    while size >= 1, pieces.count < 60 {
      for start in stride(from: 0, to: letters.count, by: size) {
        pieces.append(String(letters[..<start] + letters[min(start + size, letters.count)...]))
      }
      size /= 2
    }
    return pieces
  }
}
