import Foundation

/// A text file of the repository, such as the README.
struct Document {
  let text: String

  /// - Parameter path: the path relative to the root of the repository.
  init(_ path: String) throws {
    text = try String(contentsOf: Program.root.appending(path: path), encoding: .utf8)
  }

  /// The folder of the documentation's articles.
  static let articles = "Sources/Descent/Documentation.docc/"

  /// The fenced blocks of one language.
  func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  /// The text without the parts that differ from run to run: times, and the blanks and rules that align
  /// them.
  static func masked(_ text: String) -> String {
    text.replacing(/[0-9.]+ (ns|us|ms|s)\b/, with: "TIME")
      .replacing(/[0-9]+\.[0-9]{4}(?=\n)/, with: "TIME")
      .replacing(/[ ]+/, with: " ").replacing(/-{2,}/, with: "--")
  }
}
