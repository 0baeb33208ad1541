import Descent

/// The error for a data file that cannot be used: the file, the position in it, and the
/// expected content. Lines and columns count from 1.
public enum DataError: Error, Hashable, Sendable {
  /// The file is missing or cannot be read.
  case unreadable(path: String, reason: String)
  /// The file has no examples.
  case empty(path: String)
  /// A row whose number of columns differs from the first row's.
  case ragged(path: String, line: Int, columns: Int, expected: Int)
  /// A row without columns for features.
  case noFeatures(path: String, line: Int)
  /// Text where a number is expected.
  case notANumber(path: String, line: Int, column: Int, text: String)
  /// A column of texts where numbers are expected.
  case textColumn(path: String, line: Int, column: Int, text: String)
  /// NaN or infinity.
  case notFinite(path: String, line: Int, column: Int, text: String)
  /// A nonzero number that underflows to 0.
  case vanishes(path: String, line: Int, column: Int, text: String)
  /// An unclosed quote.
  case openQuote(path: String, line: Int)
  /// Text between a closing quote and the next separator.
  case afterQuote(path: String, line: Int, column: Int)
  /// A name or label that is not UTF-8.
  case notUTF8(path: String, line: Int)
  /// A label that is not an integer although others are.
  case labelNotInteger(path: String, line: Int, column: Int, text: String)
  /// No column has the name in `label=`; `columns` are the names in the header.
  case unknownLabel(path: String, label: String, columns: [String])
  /// A number among labels that are texts.
  case labelNotText(path: String, line: Int, column: Int, text: String)
  /// A placeholder for a missing label, such as `?`.
  case missingLabel(path: String, line: Int, column: Int, text: String)
  /// No column has the number that a setting gives.
  case noSuchColumn(path: String, setting: String, number: String, columns: Int)
  /// Several columns have the name that a setting gives.
  case ambiguousColumn(path: String, name: String, count: Int)
  /// The label's column is one of the ignored columns.
  case labelIgnored(path: String, label: String)
  /// All columns are ignored.
  case allIgnored(path: String, columns: Int)
  /// All examples have the same label.
  case oneClass(path: String, label: String)
  /// An IDX file with a wrong magic number.
  case wrongMagic(path: String, found: UInt32, expected: UInt32)
  /// An IDX file whose length does not match its header.
  case wrongLength(path: String, bytes: Int, expected: Int)
  /// The numbers of images and labels differ.
  case countsDiffer(images: String, imageCount: Int, labels: String, labelCount: Int)
  /// A gzip file that is truncated or damaged.
  case damaged(path: String, reason: String)
  /// A gzip file that contains a gzip file.
  case packedTwice(path: String)
  /// A gzip file that unpacks to more than the limit for files of examples.
  case unpacksTooFar(path: String, packed: Int, limit: Int)
  /// A file of an unsupported kind; `name` is the kind, `advice` tells what to do.
  case foreign(path: String, name: String, isPacked: Bool, advice: String)
  /// A file that is not text where a table is expected.
  case notText(path: String, kind: String)
  /// A setting for tables, given for a file of another kind.
  case notForKind(path: String, key: String, kind: String)
  /// A NumPy file that is malformed, or has unsupported content.
  case brokenNPY(path: String, reason: String)
  /// A NumPy array with an unexpected shape.
  case wrongShape(path: String, shape: [Int], expected: String)
  /// A NumPy file of features without a file of labels.
  case noLabels(path: String, tried: [String])
  /// A test file that has too few columns for the label's column.
  case fewerColumns(path: String, columns: Int, trained: String)
  /// A test file with a different number of features.
  case columnsDiffer(path: String, features: Int, trained: String, expected: Int)
  /// A test file with a different column name.
  case namesDiffer(path: String, name: String, trained: String, expected: String)
  /// A test file of a different kind.
  case kindsDiffer(path: String, trained: String)
  /// A label in a test file that no training example has.
  case strangeLabel(path: String, label: String, trained: String)
}

extension DataError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "\(path): \(reason)"
    case .empty(let path):
      "\(path): no examples in the file"
    case .ragged(let path, let line, let columns, let expected):
      "\(path), line \(line): \(counted(columns)), expected \(expected) as in the first row"
    case .noFeatures(let path, let line):
      "\(path), line \(line): one column, expected features and a label separated by commas"
    case .notANumber(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): '\(shown(text))', expected a number"
        + Self.numberHint(text, column)
    case .textColumn(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): '\(shown(text))', expected a number; "
        + "ignore=\(column) leaves the column out, label=\(column) takes it for the label"
    case .notFinite(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): '\(shown(text))', expected a finite number"
    case .vanishes(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): '\(shown(text))' is too small to be told from 0"
    case .openQuote(let path, let line):
      "\(path), line \(line): a quote is opened and never closed"
    case .afterQuote(let path, let line, let column):
      "\(path), line \(line), column \(column): text after a closing quote, expected a separator"
    case .notUTF8(let path, let line):
      "\(path), line \(line): a text that is not UTF-8; save the file as UTF-8"
    case .labelNotInteger(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): label '\(shown(text))', expected a whole number"
    case .labelNotText(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): label '\(shown(text))', expected a text as the first"
    case .missingLabel(let path, let line, let column, let text):
      "\(path), line \(line), column \(column): label '\(shown(text))' stands for none; "
        + "leave the row out"
    case .noSuchColumn(let path, let setting, let number, let columns):
      "\(path): \(setting)=\(number), expected a name or a number of columns 1 to \(columns), "
        + "or -1 for the last"
    case .ambiguousColumn(let path, let name, let count):
      "\(path): \(count) columns are called '\(shown(name))'; give the number of one"
    case .labelIgnored(let path, let label):
      "\(path): the column of label=\(label) is among those to ignore"
    case .allIgnored(let path, let columns):
      "\(path): of \(columns) columns all but one are to be ignored, expected features and a label"
    case .unknownLabel(let path, let label, let columns):
      "\(path): no column is called '\(shown(label))'; "
        + (columns.isEmpty
          ? "the file has no header line" : Self.list(columns, near: label))
    case .oneClass(let path, let label):
      "\(path): every example has the label \(label), expected two classes or more"
    case .wrongMagic(let path, let found, let expected):
      "\(path), bytes 1 to 4: \(hexadecimal(found)), expected \(hexadecimal(expected))"
    case .wrongLength(let path, let bytes, let expected):
      "\(path): "
        + (bytes < expected ? "cut short after" : "holds")
        + " \(bytes) bytes, expected \(expected) as its header says"
    case .countsDiffer(let images, let imageCount, let labels, let labelCount):
      "\(labels): \(labelCount) labels, expected \(imageCount) as in \(images)"
    default: fileDescription
    }
  }

  /// The description of an error that concerns a whole file.
  private var fileDescription: String {
    switch self {
    case .damaged(let path, let reason): "\(path): the gzip file is damaged: \(reason)"
    case .packedTwice(let path): "\(path): packed by gzip twice; unpack it once"
    case .unpacksTooFar(let path, let packed, let limit):
      "\(path): unpacks from \(packed) bytes to more than \(limit), which no file of examples does"
    case .foreign(let path, let name, let isPacked, let advice):
      "\(path) is \(name)\(isPacked ? " within gzip" : ""), which is not read here; \(advice)"
    case .notText(let path, let kind):
      "\(path) is \(kind), expected a table of text (CSV)"
    case .notForKind(let path, let key, let kind):
      "\(path) is \(kind): \(key) is for tables of text"
    case .brokenNPY(let path, let reason): "\(path): \(reason)"
    case .wrongShape(let path, let shape, let expected):
      "\(path): the array's shape is (\(shape.map { "\($0)" }.joined(separator: ", "))), expected "
        + expected
    case .noLabels(let path, let tried):
      "\(path) holds features only; give the labels as labels=FILE.npy"
        + (tried.isEmpty ? "" : ", or call them \(tried[0])")
    case .fewerColumns(let path, let columns, let trained):
      "\(path): \(counted(columns)), fewer than \(trained) has"
    case .columnsDiffer(let path, let features, let trained, let expected):
      "\(path): \(features) features, expected \(expected) as in \(trained)"
    case .namesDiffer(let path, let name, let trained, let expected):
      "\(path): the column '\(shown(name))' stands where \(trained) has '\(shown(expected))'"
    case .kindsDiffer(let path, let trained):
      "\(path): not the kind of file that \(trained) is"
    case .strangeLabel(let path, let label, let trained):
      "\(path): label '\(shown(label))' is none of \(trained)"
    default: "a file of examples that cannot be used"
    }
  }

  /// A hint for a text where a number is expected.
  private static func numberHint(_ text: String, _ column: Int) -> String {
    if DecimalNumber.hasDecimalComma(text.utf8) { return " with a decimal point" }
    if text.lowercased().hasPrefix("0x") { return " in decimal digits" }
    return ""
  }

  /// The names of columns, at most 20, preceded by the one that the user probably meant.
  private static func list(_ columns: [String], near label: String) -> String {
    let near = nearest(to: label, in: columns).map { "did you mean '\(shown($0))'? " } ?? ""
    let most = 20
    let names = columns.prefix(most).map(shown).joined(separator: ", ")
    return near + "there are: " + names
      + (columns.count > most ? " and \(columns.count - most) more" : "")
  }
}

/// A text from a file, shortened for a one-line message.
private func shown(_ text: String) -> String {
  text.count > 60 ? text.prefix(60) + "…" : text
}

private func counted(_ columns: Int) -> String {
  columns == 1 ? "one column" : "\(columns) columns"
}

private func hexadecimal(_ word: UInt32) -> String {
  let digits = String(word, radix: 16, uppercase: true)
  return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
