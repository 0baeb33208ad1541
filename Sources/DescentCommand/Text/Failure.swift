import ArgumentParser
import Descent
import DescentBridge
import DescentData
import DescentFiles
import DescentPictures
import DescentPlugins

/// An error that ends a command: one line of text and an exit status.
package struct Failure: Error {
  let message: String
  package let status: Int32

  /// A wrong argument. - Parameter next: advice on what to do.
  package static func usage(_ message: String, next: String? = nil) -> Failure {
    Failure(message: line(message, next: next), status: 64)
  }

  /// A failure despite correct arguments.
  static func broken(_ message: String) -> Failure { Failure(message: line(message), status: 2) }

  /// A command that a signal ended; the status is the one that a shell reports. - Parameter done: the
  /// progress.
  static func interrupted(_ signal: Int32, _ done: String, next: String? = nil) -> Failure {
    Failure(
      message: line("ended by \(Interruption.name(signal)) \(done)", next: next),
      status: Interruption.status(signal))
  }

  /// A failed verdict; the output has already named it.
  package static let verdict = Failure(message: "", status: 1)

  /// The reader of the output has closed the pipe, so there is no message.
  static let unread = Failure(message: "", status: 2)

  /// The message and status of another process of this program.
  init(line: String, status: Int32) { self.init(message: line, status: status) }

  private init(message: String, status: Int32) {
    self.message = message
    self.status = status
  }

  /// The message and status for any error that a command throws.
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
      // ArgumentParser lists more than five allowed values below the message, one per line.
      let values = lines.filter { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
      let first = lines.first.map(String.init) ?? text
      let message = values.isEmpty ? first : "\(first) \(values.joined(separator: ", "))"
      self = .usage(message, next: Self.next(message) ?? "see '\(Self.helpCommand(error))'")
    } else {
      self.init(message: Self.line("\(error)"), status: 2)
    }
  }

  /// Advice for an unknown option that is a setting of some optimizer; nil otherwise.
  private static func next(_ message: String) -> String? {
    guard let option = message.firstMatch(of: /^Unknown option '--([A-Za-z0-9_-]+)'/)?.1 else {
      return nil
    }
    let key = option.replacing("-", with: "_")
    let optimizers = Workbench.current.registry.optimizers
    guard optimizers.contains(where: { $0.hyperparameters.contains { $0.key == key } }) else {
      return nil
    }
    return "settings follow the name that they belong to, as in NAME:\(key)=VALUE"
  }

  private static func line(_ message: String, next: String? = nil) -> String {
    let message = shortened(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    let body = message.hasSuffix(".") ? String(message.dropLast()) : message
    let program = DescentCommand.root.configuration.commandName ?? "descent"
    return program + ": " + body + (next.map { " (\($0))" } ?? "")
  }

  /// Shortens quoted text to 60 characters and replaces control characters, because text from users and
  /// files may be of any length and may contain characters that move a terminal's cursor.
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
    // Capital words after the command stand for arguments.
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
    case .unknownName(let kind, let name, _, _):
      if let other = OtherName(name) {
        "\(other.statement): \(other.advice)"
      } else {
        kind == "data set" ? "see 'descent list data'" : "see 'descent list \(kind)s'"
      }
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
      // The comma of a path was taken for the end of a setting.
      reason.hasSuffix("is not key=value") && text.contains("data=")
        ? "put a value with a comma or a parenthesis in double quotes, as in data=\"a,b.csv\""
        : "see 'descent --help'"
    case .inside(_, _, let error): next(error)
    }
  }
}

/// The command whose help explains an error: its owner, or the current command if several commands share
/// the owner.
private func command(for owner: String) -> String {
  if owner != "run", isCommand(owner) { return owner }
  return DescentCommand.nameOfCommand.flatMap { isCommand($0) ? $0 : nil } ?? "run"
}

/// Whether an error's owner is a command, not a rule or a problem.
private func isCommand(_ name: String) -> Bool {
  DescentCommand.configuration.subcommands.contains { $0._commandName == name }
}

extension CheckpointMismatch {
  /// Advice on what to do.
  fileprivate var advice: String {
    switch self {
    case .configuration: "resume it with the settings it was saved with"
    case .shape: "its state does not fit this run; --start FILE takes its parameters"
    }
  }
}
