import Descent
import DescentData
import DescentTextbook

/// A name that is known, but names neither a rule nor a problem, a schedule or a modifier: a data set, a
/// textbook result or a law.
enum OtherName {
  case dataSet(String)
  case result(String, id: String)
  case law(String)

  init?(_ name: String) {
    if DataSource.Named(rawValue: name) != nil {
      self = .dataSet(name)
    } else if let result = Textbook.experiment(name) {
      self = .result(name, id: result.id)
    } else if LawList.has(name) {
      self = .law(name)
    } else {
      return nil
    }
  }

  /// The failure of a command that takes none of these.
  var failure: Failure { .usage(statement, next: advice) }

  /// The text that says what the name is.
  var statement: String {
    switch self {
    case .dataSet(let name): "'\(name)' is a data set"
    case .result(let name, _): "'\(name)' is a textbook result"
    case .law(let name): "'\(name)' is a law"
    }
  }

  /// The text that says where to use the name.
  var advice: String {
    switch self {
    case .dataSet(let name): "a problem takes it, as in softmax:data=\(name)"
    case .result(_, let id): "see 'descent explain \(id)'"
    case .law: "see 'descent list laws'"
    }
  }
}
