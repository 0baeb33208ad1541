import Descent
import DescentCatalog
import Foundation

/// Least squares on given rows, which the problem reads from a file.
enum LeastSquaresFile {
  static func problem(
    _ rows: [[Double]], _ targets: [Double], batch: Int
  ) throws -> any Problem {
    let columns = rows[0].indices.map { "x\($0)" } + ["y"]
    let lines = zip(rows, targets).map { ($0 + [$1]).map { "\($0)" }.joined(separator: ",") }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
    let text = ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    // The rows are read here, so the file need not stay.
    return try Catalog.registry.problem(
      Specification("leastsquares:data=\(file.path),batch=\(batch)"))
  }
}
