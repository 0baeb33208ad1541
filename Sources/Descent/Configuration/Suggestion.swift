/// The candidate that the user most likely meant, or nil if none is near.
///
/// Near means an edit distance (insertions, deletions, replacements, swaps of neighbours) of at most
/// a third of the longer word, and at least one letter in common. Names from other libraries take
/// precedence: `learning_rate` is `lr`, `StepLR` is `step`.
package func nearest(to word: String, in candidates: [String]) -> String? {
  if let known = PeerNames.candidate(for: word, in: candidates) { return known }
  let scored = candidates.map { ($0, editDistance(word.lowercased(), $0.lowercased())) }
  guard let (best, distance) = scored.min(by: { $0.1 < $1.1 }) else { return nil }
  if !word.isEmpty, best.hasPrefix(word) { return best }
  let isRelated = !Set(word.lowercased()).isDisjoint(with: best.lowercased())
  return isRelated && distance <= max(1, max(word.count, best.count) / 3) ? best : nil
}

/// The number of single-letter edits from one word to another (optimal string alignment).
package func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a)
  let b = Array(b)
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
