import Foundation

/// A point as users type it: numbers separated by commas, with optional blanks and brackets.
enum PointText {
  /// - Throws: ``Failure`` that names the first entry that is not a finite number, by its index from 1.
  static func point(_ text: String) throws -> [Double] {
    var text = Substring(text.trimmingCharacters(in: .whitespacesAndNewlines))
    for (open, close) in [("(", ")"), ("[", "]")]
    where text.hasPrefix(open) && text.hasSuffix(close) {
      text = text.dropFirst().dropLast()
    }
    return try text.split(separator: ",", omittingEmptySubsequences: false).enumerated()
      .map { place, field in
        // Accept the minus sign U+2212 too, which is copied from formulas.
        let word = field.trimmingCharacters(in: .whitespacesAndNewlines)
          .replacing("\u{2212}", with: "-")
        let entry = "--at: entry \(place + 1)"
        guard !word.isEmpty else { throw Failure.usage("\(entry) is empty") }
        guard let number = Double(word) else {
          throw Failure.usage("\(entry) is '\(word)', which is not a number")
        }
        guard number.isFinite else {
          throw Failure.usage("\(entry) is '\(word)', which is not a finite number")
        }
        return number
      }
  }
}
