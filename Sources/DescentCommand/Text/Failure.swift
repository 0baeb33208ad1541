import ArgumentParser
import Descent
import DescentBridge
import DescentData
import DescentFiles
import DescentPictures
import DescentPlugins

/// What ends a command early: one line of text and an exit status.
package struct Failure: Error {
  let message: String
  package let status: Int32

  /// A wrong argument. - Parameter next: what to do about it.
  package static func usage(_ message: String, next: String? = nil) -> Failure {
    Failure(message: line(message, next: next), status: 64)
  }

  /// Something that broke although the arguments were right.
  static func broken(_ message: String) -> Failure { Failure(message: line(message), status: 2) }

  /// What a signal has ended: the status is that of the shell. - Parameter done: how far it came.
  static func interrupted(_ signal: Int32, _ done: String, next: String? = nil) -> Failure {
    Failure(
      message: line("ended by \(Interruption.name(signal)) \(done)", next: next),
      status: Interruption.status(signal))
  }

  /// A verdict that failed; the output has already said which.
  package static let verdict = Failure(message: "", status: 1)

  /// A reader of the output has left: nothing is said.
  static let unread = Failure(message: "", status: 2)

  /// What another process of this program said before it ended.
  init(line: String, status: Int32) { self.init(message: line, status: status) }

  private init(message: String, status: Int32) {
    self.message = message
    self.status = status
  }

  /// The line and the status for any error that a command throws.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as ConfigurationError:
      self = .usage(error.description, next: Self.next(error))
    case let error as CheckpointMismatch:
      self.init(
        message: Self.line(error.description, next: error.advice),
        status: 2)
    case let error as BatchesError:
      self = .broken("--batches: \(error)")
    case let error as DataError:
      self.init(message: Self.line(error.description), status: 2)
    case let error as FileError:
      self.init(message: Self.line(error.description), status: 2)
    case let error as PluginError:
      let line = Self.line(error.description, next: error.advice)
      guard case .doesNotCompile(_, let diagnostics) = error else {
        self.init(message: line, status: 2)
        return
      }
      self.init(message: diagnostics + "\n" + line, status: 2)
    case let error as WorkerFailure:
      self = .broken(error.description)
    case let error as GnuplotError:
      self.init(message: Self.line(error.description), status: 2)
    default: self.init(parsing: error)
    }
  }

  /// Errors of ArgumentParser: clean exits (help, version) and wrong arguments. Anything else broke.
  private init(parsing error: any Error) {
    let root = DescentCommand.root
    let code = root.exitCode(for: error)
    if code == .success {
      self.init(message: root.fullMessage(for: error), status: 0)
    } else if code == .validationFailure {
      let text = root.message(for: error)
      let lines = text.split(separator: "\n")
      // More than five values that are allowed stand below the message, a line each.
      let values = lines.filter { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
      let first = lines.first.map(String.init) ?? text
      let message = values.isEmpty ? first : "\(first) \(values.joined(separator: ", "))"
      self = .usage(message, next: Self.next(message) ?? "see '\(Self.helpCommand(error))'")
    } else {
      self.init(message: Self.line("\(error)"), status: 2)
    }
  }

  /// What to do about an option that is no option, where it is a setting of some optimizer.
  private static func next(_ message: String) -> String? {
    guard let option = message.firstMatch(of: /^Unknown option '--([A-Za-z0-9_-]+)'/)?.1 else {
      return nil
    }
    let key = option.replacing("-", with: "_")
    let optimizers = Workbench.current.registry.optimizers
    guard optimizers.contains(where: { $0.hyperparameters.contains { $0.key == key } }) else {
      return nil
    }
    return "settings follow the name that they are of, as in NAME:\(key)=VALUE"
  }

  private static func line(_ message: String, next: String? = nil) -> String {
    let message = shortened(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    let body = message.hasSuffix(".") ? String(message.dropLast()) : message
    let program = DescentCommand.root.configuration.commandName ?? "descent"
    return program + ": " + body + (next.map { " (\($0))" } ?? "")
  }

  /// What was typed, or stands in a file, may be of any length and may have characters that move a
  /// terminal's cursor: quoted text is cut at 60 characters, and control characters are replaced.
  private static func shortened(_ message: String) -> String {
    let message = message.replacing(/'[^']{61,}'/) { "'\($0.output.dropFirst().prefix(57))…'" }
    let scalars = message.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
      case .format: scalar == "\u{200D}" ? scalar : "\u{FFFD}"
      default: scalar
      }
    }
    let longest = 1000
    guard scalars.count > longest else { return String(String.UnicodeScalarView(scalars)) }
    let (head, tail) = (scalars.prefix(longest * 2 / 3), scalars.suffix(longest / 3))
    return String(String.UnicodeScalarView(head + [" ", "…", " "] + tail))
  }

  /// The command whose usage ArgumentParser shows with the error.
  private static func helpCommand(_ error: any Error) -> String {
    let usage = DescentCommand.root.fullMessage(for: error).split(separator: "\n")
      .first { $0.hasPrefix("Usage: ") }
    let words = (usage ?? "").dropFirst("Usage: ".count).split(separator: " ")
    // What follows the command in capitals stands for names.
    let command =
      words.prefix(1)
      + words.dropFirst().prefix { $0.allSatisfy { $0.isLetter && $0.isLowercase } }
    return command.joined(separator: " ") + " --help"
  }

  /// The rules that have a key which the named one lacks, where nothing else is near.
  private static func others(_ error: ConfigurationError) -> String {
    guard case .unknownKey(let owner, let key, nil, _) = error,
      case .optimizer? = CatalogEntry.named(owner)
    else { return "" }
    return Workbench.current.owners(ofKey: key)
  }

  private static func next(_ error: ConfigurationError) -> String {
    switch error {
    case .unknownName(let kind, _, _, _):
      kind == "data set" ? "see 'descent list data'" : "see 'descent list \(kind)s'"
    case .outOfRange(let owner, _, _, _), .malformed(let owner, _, _, _),
      .unknownKey(let owner, _, _, _), .duplicateKey(let owner, _), .inconsistent(let owner, _):
      if PluginLoader.isPlugin(owner) {
        "change it in the file"
      } else if CatalogEntry.named(owner) == nil {
        "see 'descent \(command(for: owner)) --help'"
      } else {
        "see 'descent show \(Workbench.current.typed(owner))'" + others(error)
      }
    case .missingOffer(_, let needs, _, _):
      "problems that offer it: "
        + Workbench.current.problems(offering: needs).joined(separator: ", ")
    case .nameTaken: "choose another name in its card"
    case .malformedSpecification(let text, let reason):
      // A path was cut at its comma.
      reason.hasSuffix("is not key=value") && text.contains("data=")
        ? "a value with a comma or a parenthesis stands in double quotes, as data=\"a,b.csv\""
        : "see 'descent --help'"
    case .inside(_, _, let error): next(error)
    }
  }
}

/// The command whose help says more of an error: the one under way, where its owner is the part that
/// several commands share.
private func command(for owner: String) -> String {
  if owner != "run", isCommand(owner) { return owner }
  return DescentCommand.nameOfCommand.flatMap { isCommand($0) ? $0 : nil } ?? "run"
}

/// Whether an error's owner is a command, and no rule or problem.
private func isCommand(_ name: String) -> Bool {
  DescentCommand.configuration.subcommands.contains { $0._commandName == name }
}

extension CheckpointMismatch {
  /// What to do about it.
  fileprivate var advice: String {
    switch self {
    case .configuration: "resume it with the settings it was saved by"
    case .shape: "its state does not fit this run; --start FILE takes its parameters"
    }
  }
}
