import Descent
import DescentFiles
import Foundation

/// A store of cases that broke a law in an earlier run and are judged first in the next: a folder with a
/// small file for each subject and law.
///
/// The store is only a cache: files that are damaged or cannot be written are ignored.
package struct CaseStore: Sendable {
  /// The subject and the law that it broke.
  package struct Key: Sendable, Hashable {
    package let kind, subject, law: String

    package init(kind: String, subject: String, law: String) {
      (self.kind, self.subject, self.law) = (kind, subject, law)
    }

  }

  package let folder: String
  /// The full path of the file that defines the subjects; empty for built-in subjects. It keeps the cases of
  /// files with the same name apart.
  package let source: String

  /// The limits of the store: cases for each subject and law, bytes of one case, and files in total.
  static let (casesKept, largestCase, filesKept) = (4, 1 << 16, 512)
  private static let ending = ".cases"

  package init(folder: String, source: String = "") {
    (self.folder, self.source) = (folder, source)
  }

  /// The store in the user's cache folder.
  package init(
    source: String = "", environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.init(folder: CacheFolder.path(environment) + "/cases", source: source)
  }

  private func words(_ key: Key) -> [String] { [source, key.kind, key.subject, key.law] }

  private func path(_ key: Key) -> String {
    var digest = Digest()
    for word in words(key) { digest.add(word) }
    return "\(folder)/\(digest.text)\(Self.ending)"
  }

  /// The cases that broke the law, newest first. Entries stored under another key are left out.
  package func cases(under key: Key) -> [Counterexample] {
    guard let bytes = try? readFile(path(key)),
      bytes.count <= Self.casesKept * 4 * Self.largestCase,
      let cases = try? JSONDecoder().decode([Kept].self, from: Data(bytes))
    else { return [] }
    return cases.prefix(Self.casesKept).filter { $0.key == words(key) }.map {
      Counterexample(
        violation: Violation("kept"), text: "", replayText: $0.replayText, seed: $0.seed,
        index: $0.index, evaluations: $0.evaluations)
    }
  }

  /// Stores a case in front of the others.
  package func keep(_ found: Counterexample, under key: Key) {
    guard !found.replayText.isEmpty, found.replayText.utf8.count <= Self.largestCase else { return }
    var kept = cases(under: key).filter { $0.replayText != found.replayText }.map {
      Kept($0, words(key))
    }
    kept.insert(Kept(found, words(key)), at: 0)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(Array(kept.prefix(Self.casesKept))) else { return }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? AtomicFile.write(Array(data), to: path(key))
    forget()
  }

  /// Removes the oldest files if there are too many.
  private func forget() {
    let manager = FileManager.default
    let names = ((try? manager.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(Self.ending) }
    guard names.count > Self.filesKept else { return }
    let dated = names.map { name -> (name: String, date: Date) in
      let attributes = try? manager.attributesOfItem(atPath: folder + "/" + name)
      return (name, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for file in dated.sorted(by: { $0.date < $1.date }).prefix(names.count - Self.filesKept) {
      try? manager.removeItem(atPath: folder + "/" + file.name)
    }
  }

  /// A case as it is stored in a file.
  private struct Kept: Codable {
    let key: [String]
    let replayText: String
    let seed: UInt64
    let index: Int?
    let evaluations: Int

    init(_ found: Counterexample, _ key: [String]) {
      self.key = key
      replayText = found.replayText
      (seed, index, evaluations) = (found.seed, found.index, found.evaluations)
    }
  }
}
