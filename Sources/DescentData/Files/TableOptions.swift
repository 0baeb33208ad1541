import Descent

/// The separator between two fields of a table of text.
public enum FieldSeparator: String, CaseIterable, HyperparameterValue {
  /// Detected from the first lines.
  case auto
  case comma, semicolon, tab, bar
  /// Any number of spaces and tabs.
  case blanks

  /// Parses the name or the character itself.
  public init?(hyperparameter text: String) {
    switch text {
    case ",": self = .comma
    case ";": self = .semicolon
    case "|": self = .bar
    case "\t", "\\t": self = .tab
    case " ", "blank", "space", "spaces", "whitespace": self = .blanks
    default: self.init(rawValue: text.lowercased())
    }
  }

  public var hyperparameterText: String { rawValue }
  public static var expectation: String { "one of " + choices.joined(separator: ", ") }
  public static var choices: [String] { allCases.map { $0.rawValue } }

  /// The byte; nil for blanks.
  var byte: UInt8? {
    switch self {
    case .auto, .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .bar: UInt8(ascii: "|")
    case .blanks: nil
    }
  }

  /// The plural name, for the note about how a file was read.
  var words: String {
    switch self {
    case .auto, .comma: "commas"
    case .semicolon: "semicolons"
    case .tab: "tabs"
    case .bar: "bars"
    case .blanks: "blanks"
    }
  }
}

/// Whether the first row of a table has the names of the columns.
public enum HeaderChoice: String, CaseIterable, HyperparameterValue {
  /// Detected from the first rows.
  case auto
  case yes, no

  public init?(hyperparameter text: String) {
    switch text.lowercased() {
    case "auto": self = .auto
    case "yes", "true", "on", "1": self = .yes
    case "no", "false", "off", "0", "none": self = .no
    default: return nil
    }
  }

  public var hyperparameterText: String { rawValue }
  public static var expectation: String { "one of auto, yes, no" }
  public static var choices: [String] { allCases.map { $0.rawValue } }
}

/// Options for reading a table of text, which override detection.
public struct TableOptions: Sendable, Hashable {
  /// The column of the label or target: its name, or its number, from 1 or, from the last, −1; empty
  /// to detect it.
  public var label = ""
  /// Names or numbers of columns to ignore, separated by semicolons.
  public var ignore = ""
  /// The number of lines to skip at the beginning of the file.
  public var skip = 0
  public var separator = FieldSeparator.auto
  public var header = HeaderChoice.auto

  public init() {}

  /// The keys of the settings that are not at their defaults.
  package var given: [String] {
    var keys: [String] = []
    if !label.isEmpty { keys.append("label") }
    if !ignore.isEmpty { keys.append("ignore") }
    if skip != 0 { keys.append("skip") }
    if separator != .auto { keys.append("separator") }
    if header != .auto { keys.append("header") }
    return keys
  }

  /// The keys that were added after the first release with data files. If they have their default
  /// values, they are omitted from a problem's specification, which then stays as it was.
  package static let laterKeys: Set<String> = [
    "test_labels", "ignore", "skip", "separator", "header",
  ]
}

extension Specification {
  /// This specification without the later table settings that have their default values.
  package func withoutTableDefaults(_ others: Set<String> = []) -> Specification {
    var short = self
    short.values.removeAll { setting in
      (TableOptions.laterKeys.contains(setting.key) || others.contains(setting.key))
        && ["", "0", "auto"].contains(setting.value.text)
    }
    return short
  }
}
