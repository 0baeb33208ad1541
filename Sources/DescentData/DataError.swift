/// A data file that cannot be used: which, where in it, and what is expected. Lines and columns
/// count from 1.
public enum DataError: Error, Hashable, Sendable {
  /// The file is missing or cannot be read.
  case unreadable(path: String, reason: String)
  /// There is no example in the file.
  case empty(path: String)
  /// A row with another number of columns than the first.
  case ragged(path: String, line: Int, columns: Int, expected: Int)
  /// A row that has no room for features beside the label.
  case noFeatures(path: String, line: Int)
  /// Text where a number is expected.
  case notANumber(path: String, line: Int, column: Int, text: String)
  /// NaN or infinity.
  case notFinite(path: String, line: Int, column: Int, text: String)
  /// A label that is not a whole number.
  case labelNotInteger(path: String, line: Int, column: Int, text: String)
  /// No column is called as `label=` says; `columns` are those that the header names.
  case unknownLabel(path: String, label: String, columns: [String])
  /// All examples have the same label.
  case oneClass(path: String, label: Int)
  /// An IDX file that does not begin as one of its kind does.
  case wrongMagic(path: String, found: UInt32, expected: UInt32)
  /// An IDX file whose length is not what its header says.
  case wrongLength(path: String, bytes: Int, expected: Int)
  /// Images and labels differ in number.
  case countsDiffer(images: String, imageCount: Int, labels: String, labelCount: Int)
}

extension DataError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): \(reason)"
    case .empty(let path):
      "\(path): no examples in the file"
    case .ragged(let path, let line, let columns, let expected):
      "\(path), line \(line): \(columns) columns, expected \(expected) as in the first row"
    case .noFeatures(let path, let line):
      "\(path), line \(line): one column, expected features and a label separated by commas"
    case .notANumber(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): '\(text)', expected a number"
    case .notFinite(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): '\(text)', expected a finite number"
    case .labelNotInteger(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): label '\(text)', expected a whole number"
    case .unknownLabel(let path, let label, let columns):
      "\(path): no column is called '\(label)'; "
        + (columns.isEmpty
          ? "the file has no header line" : "there are: " + columns.joined(separator: ", "))
    case .oneClass(let path, let label):
      "\(path): every example has the label \(label), expected two classes or more"
    case .wrongMagic(let path, let found, let expected):
      "\(path), bytes 1 to 4: \(hexadecimal(found)), expected \(hexadecimal(expected))"
        + (found >> 16 == 0x1F8B ? "; the file is compressed: gunzip it first" : "")
    case .wrongLength(let path, let bytes, let expected):
      "\(path): "
        + (bytes < expected ? "cut short after" : "holds")
        + " \(bytes) bytes, expected \(expected) as its header says"
    case .countsDiffer(let images, let imageCount, let labels, let labelCount):
      "\(labels): \(labelCount) labels, expected \(imageCount) as in \(images)"
    }
  }
}

private func hexadecimal(_ word: UInt32) -> String {
  let digits = String(word, radix: 16, uppercase: true)
  return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
