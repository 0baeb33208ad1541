import DescentFiles
import DescentTextbook
import Foundation

/// Every number, table and curve that the paper shows, in `DIR/tables` and `DIR/figures`.
package struct PaperWriter {
  let directory: String
  let findings: [Finding]
  let laboratory: Laboratory

  package init(directory: String, findings: [Finding], laboratory: Laboratory) {
    self.directory = directory
    self.findings = findings
    self.laboratory = laboratory
  }

  /// Writes everything; `findings` must contain every result.
  /// - Throws: an error of a demonstration, of a certificate, or of writing a file.
  package func write() throws {
    try write(PaperTables(findings: findings, laboratory: laboratory).files(), into: "tables")
    try write(PaperFigures(laboratory: laboratory).files(), into: "figures")
    try write(PaperAtlas(laboratory: laboratory).files(findings), into: "figures")
  }

  /// Writes the tables and charts of these chapters; `findings` must contain all of their results.
  package func write(_ chapters: [Textbook.Chapter]) throws {
    try write(
      PaperTables(findings: findings, laboratory: laboratory).files(chapters), into: "tables")
    try write(PaperAtlas(laboratory: laboratory).files(findings), into: "figures")
  }

  private func write(_ files: [String: String], into folder: String) throws {
    let path = "\(directory)/\(folder)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      try AtomicFile.write(Data(text.utf8), to: "\(path)/\(name)")
    }
  }
}
