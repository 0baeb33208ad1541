import Descent
import DescentFiles

/// The checkpoint from which a run continues.
struct ResumedRun {
  let path: String
  /// The precision of the run that was saved.
  let precision: Precision

  /// - Throws: `FileError` if the file is missing, broken, or of a newer format.
  init(path: String) throws {
    self.path = path
    let name = try Checkpoint.precision(of: path)
    guard let precision = Precision(rawValue: name) else {
      throw FileError.malformed(path: path, place: "precision", reason: "'\(name)' is unknown")
    }
    self.precision = precision
  }

  func checkpoint<T: KernelScalar & StoredScalar>(of type: T.Type) throws -> Checkpoint<T> {
    try Checkpoint<T>(contentsOf: path)
  }
}
