/// The error for a file that cannot be read or written, or has unexpected content.
public enum FileError: Error, Hashable, Sendable {
  /// The file is missing or cannot be opened.
  case unreadable(path: String, reason: String)
  /// The file cannot be created or replaced.
  case unwritable(path: String, reason: String)
  /// The content is malformed; `place` is the position (`line 3, column 2`), if known.
  case malformed(path: String, place: String?, reason: String)
  /// The file is in a newer format than this program reads.
  case newerFormat(path: String, version: Int, supported: Int)
}

extension FileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    case .malformed(let path, let place, let reason):
      path + (place.map { ", " + $0 } ?? "") + ": " + reason
    case .newerFormat(let path, let version, let supported):
      "\(path) is in format version \(version), this program reads up to version \(supported)"
    }
  }
}
