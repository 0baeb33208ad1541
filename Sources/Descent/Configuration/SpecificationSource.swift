/// The part of a ``Specification`` before its settings.
public enum SpecificationSource: Sendable, Hashable {
  /// A registered name: `adam`.
  case name(String)
  /// A plugin file, optionally with a name in it: `My.swift`, `My.swift/lion`.
  case file(path: String, name: String?)
  /// Python code, such as `my.py:Rule` of `python:my.py:Rule:lr=0.1`.
  case python(target: String)
  /// A program and its arguments.
  case exec(target: String)

  /// The name to look up: the registered name, the name in the file (its path, if none is given),
  /// `python` or `exec`.
  public var name: String {
    switch self {
    case .name(let name): name
    case .file(let path, let name): name ?? path
    case .python: "python"
    case .exec: "exec"
    }
  }

  /// Prefixes that are followed by a target, and so cannot be names.
  static let runners = ["python", "exec"]

  /// Whether a path has the extension of a plugin.
  static func isPlugin(_ path: some StringProtocol) -> Bool {
    // Most names contain no period, and comparing suffixes is slow.
    path.utf8.contains(UInt8(ascii: "."))
      && [".swift", ".so", ".dylib"].contains {
        path.hasSuffix($0) && path.utf8.count > $0.utf8.count
      }
  }

  /// Whether a registry may use this name: it must be possible to type it in every
  /// specification.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
      && !isPlugin(text) && !runners.contains(text)
  }
}
