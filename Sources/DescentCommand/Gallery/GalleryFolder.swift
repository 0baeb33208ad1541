import DescentFiles
import Foundation

/// The directory of a gallery, with a list of the files that the gallery wrote.
final class GalleryFolder {
  /// The file that lists the names of the written files, one per line.
  private static let listName = ".descent-gallery"

  private let path: String
  private var written: [String] = []

  /// Makes the directory, or deletes the files of an earlier gallery in it.
  /// - Throws: ``Failure`` if it holds anything else, or cannot be written.
  init(_ path: String) throws {
    self.path = path
    let files = FileManager.default
    var isDirectory: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue {
      throw Failure.usage("\(path) is not a directory", next: "name one that is new or empty")
    }
    let contents = (try? files.contentsOfDirectory(atPath: path)) ?? []
    let list = try? String(contentsOfFile: path + "/" + Self.listName, encoding: .utf8)
    let own = Set((list ?? "").split(separator: "\n").map(String.init)).union([Self.listName])
    if let other = contents.sorted().first(where: { list == nil || !own.contains($0) }) {
      throw Failure.usage(
        "\(path) holds \(other), which no gallery wrote",
        next: "name a directory that is new or empty")
    }
    try prepareDirectory(path, argument: "DIR")
    for name in contents where name != Self.listName {
      try? files.removeItem(atPath: path + "/" + name)
    }
    // Write the list before the files, so that an interrupted gallery is recognized, too.
    try AtomicFile.write(Array((list ?? "").utf8), to: path + "/" + Self.listName)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    written.append(name)
    try finish()
    try AtomicFile.write(bytes, to: path + "/" + name)
  }

  /// Writes the list.
  func finish() throws {
    let text = written.sorted().map { $0 + "\n" }.joined()
    try AtomicFile.write(Array(text.utf8), to: path + "/" + Self.listName)
  }
}
