import Descent
import DescentFiles

/// The checkpoint that a run goes on from.
struct ResumedRun {
  let path: String
  let precision: Precision

  init(path: String) throws {
    throw FileError.unreadable(path: path, reason: "checkpoints await the files branch")
  }

  func checkpoint<T: KernelScalar>(of type: T.Type) throws -> Checkpoint<T> {
    throw FileError.unreadable(path: path, reason: "checkpoints await the files branch")
  }
}

extension CommandFiles {
  static func write<T: KernelScalar>(_ checkpoint: Checkpoint<T>, to path: String) throws {
    throw FileError.unwritable(path: path, reason: "checkpoints await the files branch")
  }
}
