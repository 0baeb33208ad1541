/// A name, key or value that a configuration cannot accept. Each case carries the value given
/// and the values allowed; the command line turns it into text.
public enum ConfigurationError: Error, Hashable, Sendable {
  /// A hyperparameter outside its range, such as `beta1 = 1` where [0, 1) is allowed.
  case outOfRange(owner: String, key: String, value: String, allowed: String)
  /// Text that is not of the hyperparameter's type.
  case malformed(owner: String, key: String, text: String, expected: String)
  /// A key that the owner does not have; `valid` describes its keys.
  case unknownKey(owner: String, key: String, suggestion: String?, valid: [String])
  /// A key given twice.
  case duplicateKey(owner: String, key: String)
  /// Values that are allowed one by one but not together.
  case inconsistent(owner: String, reason: String)
  /// A rule that needs something, such as a Hessian, that the problem does not offer, or offers
  /// only as an approximation that the rule does not accept.
  case missingOffer(optimizer: String, needs: Needs, problem: String, isApproximate: Bool)
  /// A name that no plugin has.
  case unknownName(kind: String, name: String, suggestion: String?, valid: [String])
  /// A plugin's name that is already in use; `by` says by what, and where that comes from.
  case nameTaken(origin: String, kind: String, name: String, by: String)
  /// Text that is not of the form `name:key=value,key=value`.
  case malformedSpecification(text: String, reason: String)
  /// An error in a specification nested in another one.
  /// - level: the settings around it, the innermost first: `'rule' of 'else'`.
  /// - column: where the cause was read, from 1; nil if the specification was made in code.
  indirect case inside(level: String, column: Int?, error: ConfigurationError)
}

extension ConfigurationError {
  /// Wraps this error as the error of a specification that is the value of a setting.
  /// - Parameter level: the setting, such as `'else'` or `item 2 of 'by'`.
  func inside(_ level: String, of specification: Specification) -> ConfigurationError {
    if case .inside(let inner, let column, let error) = self {
      return .inside(level: inner + " of " + level, column: column, error: error)
    }
    let setting = specification.values.last { $0.key == key }
    return .inside(level: level, column: setting?.column ?? specification.column, error: self)
  }

  /// The key that the error is about, if it is about one.
  private var key: String? {
    switch self {
    case .outOfRange(_, let key, _, _), .malformed(_, let key, _, _), .unknownKey(_, let key, _, _),
      .duplicateKey(_, let key):
      key
    default: nil
    }
  }
}

extension ConfigurationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outOfRange(let owner, let key, let value, let allowed):
      "\(owner): \(key) must lie in \(allowed), got \(value)"
    case .malformed(let owner, let key, let text, let expected):
      "\(owner): \(key) must be \(expected), got '\(text)'"
    case .unknownKey(let owner, let key, let suggestion, let valid):
      "\(owner) has no '\(key)'" + Self.hint(suggestion)
        + (valid.isEmpty ? "; it has no keys" : "; its keys: " + valid.joined(separator: ", "))
    case .duplicateKey(let owner, let key):
      "\(owner): \(key) is given twice"
    case .inconsistent(let owner, let reason):
      "\(owner): \(reason)"
    case .missingOffer(let optimizer, let needs, let problem, let isApproximate):
      "\(optimizer) needs \(needs.words.joined(separator: " and ")), which \(problem) "
        + (isApproximate ? "offers by differences only" : "does not offer")
    case .unknownName(let kind, let name, let suggestion, let valid):
      // A longer list is not printed: `descent list` shows it.
      "no \(kind) is called '\(name)'" + Self.hint(suggestion)
        + (valid.count > 20 ? "" : "; there are: " + valid.joined(separator: ", "))
    case .nameTaken(let origin, let kind, let name, let by):
      "\(origin): the \(kind)'s name '\(name)' is taken by \(by)"
    case .malformedSpecification(let text, let reason):
      "'\(text)' is not of the form name:key=value,key=value: \(reason)"
    case .inside(let level, let column, let error):
      (column.map { "column \($0), " } ?? "") + "in \(level): \(error)"
    }
  }

  private static func hint(_ suggestion: String?) -> String {
    suggestion.map { "; did you mean '\($0)'?" } ?? ""
  }
}
