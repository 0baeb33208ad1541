import Descent

/// The arguments of a command line that belong to no option, split into names and `--key value` settings.
///
/// A setting's value is the next argument, unless the key is a switch and the next argument is neither
/// `true` nor `false`: `--nesterov` alone is `nesterov=true`.
struct TypedWords: Equatable {
  /// A setting of an optimizer, typed as an option.
  struct Setting: Equatable {
    /// The option as typed, without the dashes.
    let option: String
    let text: String

    /// The key of the setting: `--weight-decay` is `weight_decay`.
    var key: String { option.replacing("-", with: "_") }
  }

  var names: [String] = []
  var settings: [Setting] = []

  /// - Parameter switches: the keys whose values are true or false.
  /// - Throws: ``Failure`` for an unknown short option.
  init(_ words: [String], switches: Set<String>) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), Double(word) == nil, word != "-" else {
        names.append(word)
        continue
      }
      guard word.hasPrefix("--") else {
        throw Failure.usage("Unknown option '\(word)'", next: Self.help)
      }
      let body = word.dropFirst(2)
      let option = String(body.prefix { $0 != "=" })
      if option.endIndex < body.endIndex, body.count > option.count {
        settings.append(Setting(option: option, text: String(body.dropFirst(option.count + 1))))
        continue
      }
      let next = rest.first.flatMap { $0.hasPrefix("--") ? nil : $0 }
      if switches.contains(option.replacing("-", with: "_")) {
        let isTruth = next == "true" || next == "false"
        settings.append(Setting(option: option, text: isTruth ? rest.removeFirst() : "true"))
      } else {
        // Keep a setting without a value: the caller, which knows the command's options, reports it.
        settings.append(Setting(option: option, text: next == nil ? "" : rest.removeFirst()))
      }
    }
  }

  private static var help: String {
    "see 'descent \(DescentCommand.nameOfCommand.map { $0 + " " } ?? "")--help'"
  }
}
