import Descent
import DescentCatalog
import DescentPlugins
import Foundation

/// One-file plugins: the time from a file to a loaded rule, and the speed of the rule compared with the same
/// rule built in.
enum PluginBench {
  static func run() throws -> [String: [Timing]] {
    let folder = temporaryFile("plugins")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Applies to this process and to the commands that it starts.
    setenv("DESCENT_CACHE", folder + "/cache", 1)
    let file = folder + "/adam.swift"
    let cold = try compile(file)
    print("one-file plugin, from the file to the rule: ns")
    print(line(cold))
    let starts = [
      try StartBench.time("descent show, built in", ["show", "adam"]),
      try StartBench.time("descent show, file, unchanged", ["show", file]),
    ]
    for timing in starts { print(line(timing)) }
    let builtIn = try Catalog.registry.optimizer(Specification("adam"))
    let loaded = try rule(file)
    var all = ["plugin-load": [cold] + starts]
    print("adam, float32, built in and as a file: ns a coordinate")
    for n in [2, 1_000_000] {
      let times = try timeInRounds(
        EngineBench.steps(
          [("built in, n = \(n)", builtIn), ("file, n = \(n)", loaded)], n), rounds: 9)
      for timing in times { print(line(timing)) }
      print("  ratio:", number(times[1].median / times[0].median))
      all["plugin-\(n)"] = times
    }
    return all
  }

  /// The source of the built-in rule under another name, with the line that registers it.
  private static func source(version: Int) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let adam = try String(
      contentsOf: root.appending(path: "Plugins/Adam/Adam/Adam.swift"), encoding: .utf8)
    return adam.replacing("name: \"adam\"", with: "name: \"adam-file\"")
      + "\nlet plugin = Plugin(Adam.self)  // \(version)\n"
  }

  /// The time to compile and load a file that is new each time.
  private static func compile(_ file: String) throws -> Timing {
    var times: [Double] = []
    for version in 0...5 {
      try source(version: version).write(toFile: file, atomically: true, encoding: .utf8)
      let start = ContinuousClock.now
      _ = try load(file)
      // Discard the first time, because it includes filling the compiler's cache of the standard library's C
      // modules.
      if version > 0 { times.append(start.duration(to: .now) / .nanoseconds(1)) }
    }
    return Timing(
      name: "compile and load a new file", median: median(times), lowest: times.min()!,
      highest: times.max()!)
  }

  private static func load(_ file: String) throws -> Plugin {
    let result: Result<Plugin, any Error> = blocking {
      do { return .success(try await PluginLoader().load(file).plugin) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func rule(_ file: String) throws -> any Optimizer {
    guard let type = try load(file).optimizers.first else { throw BenchError("no rule in \(file)") }
    return type.init()
  }
}
