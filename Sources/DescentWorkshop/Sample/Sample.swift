import Descent

/// A sample of a long list of checks, whose length is the number of rules times the number of changes. The
/// sample is the same for every test of the same commit, differs for the next commit, and always includes
/// everything that the change touches.
///
/// Over several commits everything is drawn; `make nightly` runs the whole list.
package struct Sample: Sendable {
  /// The commit that determines the sample.
  let commit: String
  /// The names of the files that the change touches and of their folders, in lower case and without
  /// extensions.
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

  /// The indices of the sampled members of a list.
  /// - Parameters:
  ///   - count: the number of members to draw, at most the length of the list; members that the change
  ///     touches are added.
  ///   - names: for each member a unique identifier, and the name of its subject in file names (`adam`).
  package func places(
    _ count: Int, of names: [(id: String, subject: String)]
  ) -> [Int] {
    let random = CounterRandom(seed: hash(commit))
    // Draw the members with the lowest keys, which gives exactly `count` members for every list.
    let keys = names.map { random.bits(hash($0.id)) }
    let drawn = Set(names.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(count))
    return names.indices.filter {
      drawn.contains($0) || touched.contains(names[$0].subject.lowercased())
    }
  }

  /// A number derived from the commit.
  package var seed: UInt64 { hash(commit) }

  /// The FNV-1a hash, which is the same on every machine, unlike `Hasher`.
  private func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
