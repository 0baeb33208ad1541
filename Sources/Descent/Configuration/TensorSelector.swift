/// Selects the tensors of a group: the keys of `groups`, such as `role.matrix|convolution`.
///
/// ```
/// selector = ( "name" | "role" | "rank" ) "." pattern { "|" pattern } | "else" ;
/// ```
/// In a pattern, `*` matches any text, including the empty text.
public enum TensorSelector: Sendable, Hashable {
  /// The attribute of a tensor that patterns are matched against.
  public enum Subject: String, Sendable, Hashable, CaseIterable {
    /// The tensor's name.
    case name
    /// The tensor's role, such as `bias`.
    case role
    /// The number of dimensions: 2 for a matrix.
    case rank
  }

  /// Tensors that match one of the patterns.
  case matching(Subject, patterns: [String])
  /// All tensors that no earlier selector matched.
  case rest

  /// Parses a selector.
  /// - Throws: ``ConfigurationError`` if the text is not a selector.
  public init(_ text: String) throws(ConfigurationError) {
    if text == "else" {
      self = .rest
      return
    }
    let subject = text.prefix { $0 != "." }
    let patterns = text.dropFirst(subject.count + 1)
      .split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard subject.endIndex < text.endIndex, let subject = Subject(rawValue: String(subject)),
      patterns.allSatisfy({ !$0.isEmpty && !$0.contains(where: "=,:()".contains) })
    else {
      throw .malformed(
        owner: "groups", key: "a selector", text: text,
        expected: "name.PATTERN, role.PATTERN or rank.PATTERN, with further patterns after '|', or "
          + "else")
    }
    self = .matching(subject, patterns: patterns)
  }

  /// Whether the selector matches a tensor.
  public func matches(name: String, role: String, rank: Int) -> Bool {
    guard case .matching(let subject, let patterns) = self else { return true }
    let text =
      switch subject {
      case .name: name
      case .role: role
      case .rank: String(rank)
      }
    return patterns.contains { Self.fits(Array(text.utf8), Array($0.utf8)) }
  }

  /// Whether a text matches a pattern. After a mismatch, the last `*` is extended by one byte.
  private static func fits(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (i, j) = (0, 0)
    var retry: (text: Int, pattern: Int)?
    while i < text.count {
      if j < pattern.count, pattern[j] == UInt8(ascii: "*") {
        retry = (i, j + 1)
        j += 1
      } else if j < pattern.count, pattern[j] == text[i] {
        i += 1
        j += 1
      } else if let last = retry {
        retry = (last.text + 1, last.pattern)
        (i, j) = (last.text + 1, last.pattern)
      } else {
        return false
      }
    }
    return pattern[j...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension TensorSelector: CustomStringConvertible {
  /// The text that reads back as this selector.
  public var description: String {
    switch self {
    case .matching(let subject, let patterns):
      subject.rawValue + "." + patterns.joined(separator: "|")
    case .rest: "else"
    }
  }
}
