import Foundation

/// A command line with the files that it uses.
package struct FuzzTrial: Codable, Hashable, Sendable {
  /// The purpose of the trial; in the corpus, the fault that it had.
  var why: String
  var arguments: [String]
  var files: [FuzzFile] = []
  /// Whether damage to the files must be reported or have no effect: the command must either fail or print
  /// the same as with undamaged files.
  var isTold = false

  /// Whether the rows of a trace go to standard output, so that a run prints its messages on standard error.
  var tracesToOutput: Bool {
    arguments.contains("--trace=-")
      || zip(arguments, arguments.dropFirst()).contains { $0 == "--trace" && $1 == "-" }
  }

  /// The same trial with undamaged files.
  var undamaged: FuzzTrial {
    var copy = self
    for index in copy.files.indices { copy.files[index].edits = [] }
    return copy
  }

  /// The command line that reproduces the trial, given the folder with the files.
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
    /// A checkpoint that a run of ``FuzzMaterial`` saved.
    case checkpoint(Int)
    /// The safetensors file of gradients.
    case gradients
    /// An image file in the IDX format, together with its file of labels.
    case images
    /// The compiled plugin in the cache, and the compiler's module cache there.
    case cachedLibrary, cachedModules
  }

  var isInCache: Bool { base == .cachedLibrary || base == .cachedModules }
}
