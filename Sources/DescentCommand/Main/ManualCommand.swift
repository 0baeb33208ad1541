import ArgumentParser
import Foundation

/// `descent manual`: the manual page, for `make install`.
struct ManualCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man(1).", shouldDisplay: false)

  func run() async throws { Console.current.print(Self.page) }

  /// The page in the man(7) language: the help of every command, exit statuses, environment and files.
  static var page: String {
    let root = DescentCommand.configuration
    let commands = root.subcommands.filter { $0.configuration.shouldDisplay }
    var lines = [
      ".TH DESCENT 1 \"\" \"descent \(Version.descent)\" \"User Commands\"",
      ".SH NAME", "descent \\- " + escaped(root.abstract.lowercasedFirst),
      ".SH SYNOPSIS", ".B descent", ".I command", "[options]", ".SH DESCRIPTION",
    ]
    lines += preformatted(root.discussion)
    lines.append(".SH COMMANDS")
    for command in commands {
      lines.append(".SS descent " + (command.configuration.commandName ?? ""))
      lines += preformatted(DescentCommand.helpMessage(for: command, columns: 76))
    }
    for (title, rows) in facts {
      lines.append(".SH " + title)
      for (name, meaning) in rows { lines += [".TP", ".B " + escaped(name), escaped(meaning)] }
    }
    return lines.joined(separator: "\n")
  }

  private static let facts: [(String, [(String, String)])] = [
    (
      "EXIT STATUS",
      [
        ("0", "The command succeeded; a run that diverged is no error."),
        ("1", "A certificate or a law failed, or two rules differ."),
        (
          "2",
          "Something broke: a file, a checkpoint of another run, a plugin that does not compile."
        ),
        ("64", "A wrong argument."),
        ("128 + N", "Signal N ended the command: 130 for ctrl-C."),
      ]
    ),
    (
      "ENVIRONMENT",
      [
        ("DESCENT_PLUGINS", "Folders, joined by colons, whose plugins are loaded at start."),
        ("DESCENT_CACHE", "The folder for compiled plugins (default: ~/.cache/descent)."),
        ("DESCENT_SWIFTC", "The Swift compiler for plugins (default: the swiftc of PATH)."),
        ("DESCENT_COMPILE_LIMIT", "Seconds that compiling may take (default: 300)."),
        ("NO_COLOR", "If set, output has no colours."),
      ]
    ),
    (
      "FILES",
      [("PREFIX/lib/descent", "The modules that plugins are compiled against.")]
    ),
  ]

  private static func preformatted(_ text: String) -> [String] {
    [".nf"] + text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }
      + [".fi"]
  }

  /// Escapes text for roff: no escapes or requests take effect, hyphens can be copied, and letters beyond
  /// ASCII are written by their code points, because not every roff reads UTF-8.
  private static func escaped(_ text: some StringProtocol) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": plain += "\\e"
      case "-": plain += "\\-"
      case _ where scalar.isASCII: plain.unicodeScalars.append(scalar)
      default: plain += String(format: "\\[u%04X]", scalar.value)
      }
    }
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}

extension String {
  /// The text with a lower-case first letter, for the NAME line of a manual page.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
