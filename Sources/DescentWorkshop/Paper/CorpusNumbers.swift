import DescentFiles
import Foundation

/// The results of the laws on a corpus of rules, as numbers for the paper: `DIR/corpus-NAME.tex`.
package struct CorpusNumbers {
  /// `rights`, `wrongs` or `mutants`.
  let name: String
  let numbers: [(key: String, value: Int)]

  package init(_ name: String, _ numbers: KeyValuePairs<String, Int>) {
    self.name = name
    self.numbers = numbers.map { (key: $0.key, value: $0.value) }
  }

  package func write(into directory: String) throws {
    let lines = numbers.map { "\\defnumber{\(name)-\($0.key)}{\($0.value)}\n" }.joined()
    let text = "% Written by: DescentWorkshop \(name) --record DIR\n" + lines
    try AtomicFile.write(Data(text.utf8), to: "\(directory)/corpus-\(name).tex")
  }
}
