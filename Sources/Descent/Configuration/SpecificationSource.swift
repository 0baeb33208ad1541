/// What a ``Specification`` begins with: what makes the thing that is specified.
public enum SpecificationSource: Sendable, Hashable {
  /// A registered name: `adam`.
  case name(String)
  /// A plugin's file, and which of the things in it: `My.swift`, `My.swift/lion`.
  case file(path: String, name: String?)
  /// Python code, such as `my.py:Rule` of `python:my.py:Rule:lr=0.1`.
  case python(target: String)
  /// A program and its arguments.
  case exec(target: String)

  /// The name to look up: the registered one, the one in the file (its path, if none is given), or
  /// the word `python` or `exec`.
  public var name: String {
    switch self {
    case .name(let name): name
    case .file(let path, let name): name ?? path
    case .python: "python"
    case .exec: "exec"
    }
  }

  /// Words that a target follows, and that are therefore no names.
  static let runners = ["python", "exec"]

  /// Whether a path is one of a plugin, going by its ending.
  static func isPlugin(_ path: some StringProtocol) -> Bool {
    // Most names have no point, and comparing ends of strings is slow.
    path.utf8.contains(UInt8(ascii: "."))
      && [".swift", ".so", ".dylib"].contains {
        path.hasSuffix($0) && path.utf8.count > $0.utf8.count
      }
  }

  /// Whether a registry may hold something of this name, so that it can be typed everywhere.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
      && !isPlugin(text) && !runners.contains(text)
  }
}
