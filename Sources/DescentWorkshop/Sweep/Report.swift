import DescentMutations

/// The outcomes of all changes.
struct Report {
  let mutations: [Mutation]
  let outcomes: [Sweep.Outcome]
  /// All mutations, including those that were not drawn.
  let all: [Mutation]

  /// Prints a line for each file, and every change that survived.
  /// - Returns: whether each survivor is known to be equivalent and each known equivalent survives.
  func printed() -> Bool {
    let pairs = zip(mutations, outcomes).filter { pair in
      if case .notSwift = pair.1 { false } else { true }
    }
    for file in Set(mutations.map(\.file)).sorted() {
      let own = pairs.filter { $0.0.file == file }.map(\.1)
      print("\(file): \(own.count { !$0.isSurvivor }) of \(own.count) changes rejected")
    }
    let survivors = pairs.filter { $0.1.isSurvivor }.map(\.0)
    var known = Equivalent.all
    var isFine = true
    for survivor in survivors {
      let reason = known.firstIndex { $0.matches(survivor) }.map { known.remove(at: $0).reason }
      print("\(survivor.file):\(survivor.line): survives: \(survivor.before)")
      print("  as: \(survivor.after)")
      print("  \(reason ?? "NOT SEEN by any result")")
      if reason == nil { isFine = false }
    }
    // Changes that were not drawn may still survive.
    let absent = all.filter { mutation in !mutations.contains { $0.id == mutation.id } }
    for item in known
    where all.contains(where: { $0.file == item.file }) && !absent.contains(where: item.matches) {
      print("\(item.file): known to change nothing, yet rejected or gone: \(item.after)")
      isFine = false
    }
    print(
      "sweep: \(pairs.count) changes (of \(all.count)) of \(Set(mutations.map(\.file)).count) plugins, "
        + "\(pairs.count - survivors.count) rejected, \(survivors.count) survive")
    return isFine
  }
}

extension Sweep.Outcome {
  var isSurvivor: Bool {
    if case .survived = self { true } else { false }
  }
}
