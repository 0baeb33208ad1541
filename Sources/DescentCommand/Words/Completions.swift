import ArgumentParser
import Descent
import DescentCatalog
import DescentData
import DescentTextbook
import Foundation

/// The completions that a shell offers: names with their settings, laws, results and files.
enum Completions {
  /// Names of these kinds (`optimizers`, `schedules`, `problems`, `modifiers`) with the keys of their
  /// settings after a colon, and plugin files.
  static func names(_ kinds: String...) -> CompletionKind {
    .custom { words, index, prefix in
      let entries = kinds.flatMap(CatalogEntry.all)
      if let (name, typed) = splitWord(words, index) {
        // bash ends a word at a colon and replaces only the text after it.
        return settings(name, typed, entries).map { String($0.dropFirst(name.count + 1)) }
      }
      guard let colon = prefix.firstIndex(of: ":") else {
        return matching(prefix, entries.flatMap(\.names))
          + files(prefix, endings: [".swift", ".so"])
      }
      let (name, typed) = (prefix[..<colon], prefix[prefix.index(after: colon)...])
      let all = settings(String(name), String(typed), entries)
      // zsh takes the text after a colon as a description.
      return CompletionShell.requesting == .zsh ? all.map { $0.replacing(":", with: "\\:") } : all
    }
  }

  static let laws: CompletionKind = .custom { _, _, prefix in
    matching(prefix, Catalog.batteries.flatMap(\.laws).map(\.id))
  }

  static let results: CompletionKind = .custom { _, _, prefix in
    matching(
      prefix,
      Textbook.chapters.flatMap { [$0.name] + $0.experiments.flatMap { [$0.id, $0.name] } } + [
        "all"
      ])
  }

  /// Every name that `show` takes.
  static let everything: CompletionKind = .custom { _, _, prefix in
    matching(
      prefix,
      CatalogEntry.kinds.flatMap(CatalogEntry.all).flatMap(\.names)
        + DataSource.Named.allCases.map(\.rawValue)) + files(prefix, endings: [".swift", ".so"])
  }

  /// The name and the partly typed setting, if the shell has split them at the colon.
  private static func splitWord(_ words: [String], _ index: Int) -> (name: String, typed: String)? {
    guard words.indices.contains(index) else { return nil }
    if words[index] == ":", index > 0 { return (words[index - 1], "") }
    guard index > 1, words[index - 1] == ":" else { return nil }
    return (words[index - 2], words[index])
  }

  private static func matching(_ prefix: String, _ words: [String]) -> [String] {
    let lowered = prefix.lowercased()
    return Set(words.filter { $0.lowercased().hasPrefix(lowered) }).sorted()
  }

  /// The completions of `adam:lr=0.1,be`: the keys that are not yet given.
  private static func settings(
    _ name: String, _ typed: String, _ entries: [CatalogEntry]
  ) -> [String] {
    guard let entry = entries.first(where: { $0.names.contains(name) }) else { return [] }
    let done = typed.lastIndex(of: ",").map { String(typed[...$0]) } ?? ""
    let begun = typed.dropFirst(done.count)
    let given = done.split(separator: ",").compactMap {
      $0.split(separator: "=").first.map(String.init)
    }
    let presets = entry.presets.isEmpty ? [] : ["preset"]
    return (entry.defaults.map(\.key) + presets)
      .filter { $0.hasPrefix(begun) && !given.contains($0) }.sorted()
      .map { "\(name):\(done)\($0)=" }
  }

  /// The files with these endings, and the folders, that the typed path is a prefix of.
  private static func files(_ prefix: String, endings: [String]) -> [String] {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[...$0]) } ?? ""
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return (names ?? []).sorted().compactMap { name in
      let path = folder + name
      guard !name.hasPrefix("."), path.hasPrefix(prefix) else { return nil }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      // Offer folders only after a slash, because beside names they would be noise.
      if isFolder.boolValue { return slash == nil ? nil : path + "/" }
      return endings.contains(where: name.hasSuffix) ? path : nil
    }
  }
}
