import Foundation

/// One command line with the files that it meets.
package struct FuzzTrial: Codable, Hashable, Sendable {
  /// What it is about; in the corpus, what was wrong.
  var why: String
  var arguments: [String]
  var files: [FuzzFile] = []
  /// Whether damage of the files must be told, or be of no consequence: either the command fails or it
  /// prints what it prints with the files whole.
  var isTold = false

  /// Whether the rows of a trace take standard output, so that what a run says is on standard error.
  var tracesToOutput: Bool {
    arguments.contains("--trace=-")
      || zip(arguments, arguments.dropFirst()).contains { $0 == "--trace" && $1 == "-" }
  }

  /// The same with the files as they were.
  var undamaged: FuzzTrial {
    var copy = self
    for index in copy.files.indices { copy.files[index].edits = [] }
    return copy
  }

  /// What the user types to see it, given the folder with the files.
  func commandLine(in folder: String) -> String {
    let words = ["descent"] + arguments
    let isCached = files.contains { $0.isInCache }
    return "cd \(folder) && " + (isCached ? "DESCENT_CACHE=cache " : "")
      + words.map(Self.quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "-_=:,./".utf8.contains(byte)
      }
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

/// A file of a trial.
struct FuzzFile: Codable, Hashable, Sendable {
  /// Its name in the trial's folder.
  var name: String
  var base: Base
  var edits: [FuzzEdit] = []

  enum Base: Codable, Hashable, Sendable {
    case text(String)
    /// What a run of ``FuzzMaterial`` saved.
    case checkpoint(Int)
    /// The safetensors file of gradients.
    case gradients
    /// An image file of the IDX format, with its labels beside it.
    case images
    /// The compiled plugin in the cache, and what the compiler keeps there of its modules.
    case cachedLibrary, cachedModules
  }

  var isInCache: Bool { base == .cachedLibrary || base == .cachedModules }
}
