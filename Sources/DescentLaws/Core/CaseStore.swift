import Descent
import DescentFiles
import Foundation

/// Cases that broke a law before, to be judged first the next time: a folder with a small file for each
/// subject and law.
///
/// It is a memory and no record: a file that is damaged, or cannot be written, is passed over.
package struct CaseStore: Sendable {
  /// Who broke which law.
  package struct Key: Sendable, Hashable {
    package let kind, subject, law: String

    package init(kind: String, subject: String, law: String) {
      (self.kind, self.subject, self.law) = (kind, subject, law)
    }

  }

  package let folder: String
  /// The file that its subjects come from, by its whole path; empty for what is built in. Files that share
  /// a name share no cases.
  package let source: String

  /// The cases that are kept of a subject and a law, the largest case in bytes, and the files in all.
  static let (casesKept, largestCase, filesKept) = (4, 1 << 16, 512)
  private static let ending = ".cases"

  package init(folder: String, source: String = "") {
    (self.folder, self.source) = (folder, source)
  }

  /// The one in the folder that caches are in.
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

  /// Cases that broke the law, the last first. What is not a case of it is left out.
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

  /// Keeps a case in front of the others.
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

  /// Takes out the oldest files where there are too many.
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

  /// A case as a file has it.
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
