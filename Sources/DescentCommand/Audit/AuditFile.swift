import DescentFiles

/// The findings of an audit, as its JSON file stores them.
struct AuditFile: Sendable {
  /// The result of one optimizer.
  struct Entry: Sendable, Hashable {
    struct Failure: Sendable, Hashable {
      /// The first law that fails.
      let law: String
      /// The key that is compared with other audits: the law, or the common cause of several failures.
      let cause: String
      /// All laws that fail for this cause.
      let laws: [String]
      let violation: String
      /// The path of a script that shows the failure.
      let script: String?
    }

    let target: String
    /// Why the optimizer could not be checked; nil if it was checked.
    let reason: String?
    let failures: [Failure]
    let passed: Int
    let seconds: Double
  }

  let package: String
  let tier: String
  var entries: [Entry]

  init(package: String, tier: String, entries: [Entry]) {
    (self.package, self.tier, self.entries) = (package, tier, entries)
  }

  /// - Throws: ``FileError`` if the file is not that of an audit.
  init(contentsOf path: String) throws(FileError) {
    let json = try JSON(contentsOf: path)
    guard let package = json["package"]?.string, let tier = json["tier"]?.string,
      let optimizers = json["optimizers"]?.array
    else {
      throw .malformed(path: path, place: "the beginning", reason: "it is not the file of an audit")
    }
    self.package = package
    self.tier = tier
    entries = optimizers.compactMap { entry in
      guard let target = entry["target"]?.string else { return nil }
      return Entry(
        target: target, reason: entry["reason"]?.string,
        failures: (entry["failures"]?.array ?? []).compactMap { failure in
          guard let law = failure["law"]?.string else { return nil }
          return Entry.Failure(
            law: law, cause: failure["cause"]?.string ?? law,
            laws: failure["laws"]?.array?.compactMap(\.string) ?? [law],
            violation: failure["violation"]?.string ?? "", script: failure["script"]?.string)
        },
        passed: entry["passed"]?.integer ?? 0, seconds: entry["seconds"]?.double ?? 0)
    }
  }

  var json: JSON {
    .keyed([
      ("package", .string(package)), ("tier", .string(tier)),
      ("optimizers", .array(entries.map(Self.object))),
    ])
  }

  private static func object(_ entry: Entry) -> JSON {
    .keyed([
      ("target", .string(entry.target)), ("reason", entry.reason.map { .string($0) } ?? .null),
      (
        "failures",
        .array(
          entry.failures.map {
            .keyed([
              ("law", .string($0.law)), ("cause", .string($0.cause)),
              ("laws", .array($0.laws.map { .string($0) })),
              ("violation", .string($0.violation)),
              ("script", $0.script.map { .string($0) } ?? .null),
            ])
          })
      ),
      ("passed", .integer(entry.passed)), ("seconds", .finite(entry.seconds)),
    ])
  }
}

/// The comparison of an audit with an earlier one: new, fixed and unchanged causes of failure.
struct AuditComparison: Sendable {
  struct Change: Sendable, Hashable {
    let target: String
    let cause: String
  }

  let new: [Change]
  let fixed: [Change]
  let unchanged: [Change]

  init(before: AuditFile, now: AuditFile) {
    func changes(_ file: AuditFile) -> [Change] {
      file.entries.flatMap { entry in
        entry.failures.map { Change(target: entry.target, cause: $0.cause) }
      }
    }
    let (old, present) = (changes(before), changes(now))
    // An optimizer that was not checked this time does not count as fixed.
    let checked = Set(now.entries.filter { $0.reason == nil }.map(\.target))
    new = present.filter { !old.contains($0) }
    fixed = old.filter { !present.contains($0) && checked.contains($0.target) }
    unchanged = present.filter(old.contains)
  }

  var text: String {
    func line(_ name: String, _ changes: [Change]) -> String {
      let list = changes.map { "\($0.target) \($0.cause)" }.joined(separator: ", ")
      return "\(name): " + (list.isEmpty ? "none" : list)
    }
    return [line("new", new), line("fixed", fixed), line("unchanged", unchanged)]
      .joined(separator: "\n")
  }
}
