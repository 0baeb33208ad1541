import Descent

/// A part of a long list of checks that grows with rules times changes: the same part for everybody
/// who tests the same commit, another for the next one, and always all that the change touches.
///
/// Over some commits everything is drawn; `make nightly` runs it whole.
package struct Sample: Sendable {
  /// The commit that decides what is drawn.
  let commit: String
  /// What the change touches: the names of the files, and of their folders, without endings and in
  /// small letters.
  let touched: Set<String>

  /// - Parameter paths: the files that the change touches, from the root of the project.
  package init(seed commit: String, touching paths: [String]) {
    self.commit = commit
    touched = Set(
      paths.flatMap { path in
        path.split(separator: "/").map { part in
          String(part.split(separator: ".").first ?? part).lowercased()
        }
      })
  }

  /// The indices of what is drawn from a list.
  /// - Parameters:
  ///   - count: how many at least, as far as the list goes; what the change touches comes on top.
  ///   - names: of each member: what no other is called, and what its subject is called in the names
  ///     of files (`adam`).
  package func places(
    _ count: Int, of names: [(id: String, subject: String)]
  ) -> [Int] {
    let random = CounterRandom(seed: hash(commit))
    // The lowest keys: exactly this many for every list.
    let keys = names.map { random.bits(hash($0.id)) }
    let drawn = Set(names.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(count))
    return names.indices.filter {
      drawn.contains($0) || touched.contains(names[$0].subject.lowercased())
    }
  }

  /// A number that is made of the commit.
  package var seed: UInt64 { hash(commit) }

  /// FNV-1a: the same on every machine, as `Hasher` is not.
  private func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
