import ArgumentParser
import Descent
import DescentFiles

/// The names of a command's options, for suggestions.
struct OptionNames {
  private let command: any ParsableCommand.Type

  init(of command: any ParsableCommand.Type) { self.command = command }

  /// The long names, without their dashes.
  var names: [String] {
    // Parse the JSON that ArgumentParser dumps for documentation tools.
    guard let json = JSON(line: command._dumpHelp()),
      let arguments = json["command"]?["arguments"]?.array
    else { return [] }
    return arguments.flatMap { $0["names"]?.array ?? [] }.filter { $0["kind"]?.string == "long" }
      .compactMap { $0["name"]?.string }
  }

  /// Refuses an option that is neither one of the command nor a setting of the optimizer, or a setting
  /// without its value.
  /// - Parameter optimizer: the optimizer as typed, if there is one.
  func refuse(_ setting: TypedWords.Setting, optimizer: String?) throws {
    let name = optimizer.flatMap { try? Specification($0) }?.name
    let keys = name.map { Workbench.current.keys(ofOptimizer: $0) } ?? []
    let next =
      "see 'descent \(command._commandName) --help'"
      + (keys.isEmpty ? "" : " and 'descent show \(name ?? "")'")
    if keys.contains(setting.key) {
      throw Failure.usage("Missing value for '--\(setting.option)'", next: next)
    }
    let candidates = [
      nearest(to: setting.key, in: keys.sorted()), nearest(to: setting.option, in: names),
    ]
    let near = candidates.compactMap(\.self).min {
      editDistance($0, setting.option) < editDistance($1, setting.option)
    }
    let owners = near == nil ? Workbench.current.owners(ofKey: setting.key) : ""
    throw Failure.usage(
      "Unknown option '--\(setting.option)'"
        + hint(near.map { "--" + $0.replacing("_", with: "-") }), next: next + owners)
  }
}
