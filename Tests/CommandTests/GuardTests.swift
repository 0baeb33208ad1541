import Foundation
import Testing

/// Plugins that misbehave outside a check are named, do no harm, and leave nothing behind.
@Suite("The guard of a command") struct GuardTests {
  private func run(
    _ line: String, _ source: String, environment: [String: String] = [:]
  ) throws -> Invocation {
    let place = try Workplace()
    try place.write(source, to: "Rule.swift")
    return try Program.run(line, in: place, environment: environment)
  }

  static let endings = [
    ("if x < 1e9 { _ = [1, 2, 3][Int(g * 0) + 3] }", "", "crashed: "),
    ("if x < 1e9 { exit(0) }", "import Foundation\n", "ended the process with exit status 0"),
    ("if x < 1e9 { _exit(0) }", "import Foundation\n", "ended the process with exit status 0"),
    ("if x < 1e9 { abort() }", "import Foundation\n", "crashed: "),
  ]

  @Test("A rule that ends its run is named, with status 2", arguments: endings)
  func run(_ first: String, _ before: String, _ message: String) throws {
    let result = try run(
      "run --problem saddle --optimizer Rule.swift",
      PluginSource.lion(first: first, before: before))
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.contains("descent: Rule.swift \(message)"), "\(result.errors)")
  }

  @Test("A rule that ends a race is named, and the finished runs are printed", arguments: endings)
  func race(_ first: String, _ before: String, _ message: String) throws {
    let result = try run(
      "race --problem saddle --optimizer sgd:lr=0.1 --optimizer adam:lr=0.1 --optimizer Rule.swift:lr=0.1"
        + " --steps 20",
      PluginSource.lion(
        first: "usleep(100_000); " + first,
        before: "import Foundation\n"))
    #expect(result.status == 2, "\(result.errors)")
    #expect(
      result.errors.contains("descent: Rule.swift on saddle \(message)"), "\(result.errors)")
    #expect(result.output.contains("sgd") && result.output.contains("adam"), "\(result.output)")
  }

  static let commands = [
    "diff Rule.swift sgd", "diff sgd Rule.swift", "diff Rule.swift Other.swift",
    "trace --optimizer Rule.swift --gradients logged.json",
    "reproduce GD-03 --optimizer Rule.swift",
  ]

  @Test("A rule that ends any command is named with its file", arguments: commands, endings)
  func ends(_ line: String, _ ending: (first: String, before: String, message: String)) throws {
    let place = try Workplace()
    try place.write(
      PluginSource.lion(first: ending.first, before: ending.before), to: "Rule.swift")
    try place.write(
      PluginSource.lion.replacing("\"my_lion\"", with: "\"other\""), to: "Other.swift")
    try place.write(
      #"{"layout": [{"name": "w", "shape": [1]}], "start": [[1]], "gradients": [[[1]]]}"#,
      to: "logged.json")
    let result = try Program.run(line, in: place)
    #expect(result.status == 2, "\(result.errors)")
    #expect(result.errors.hasPrefix("descent: Rule.swift \(ending.message)"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test(
    "A problem that ends any command is named with its file",
    arguments: [
      "evaluate Problem.swift", "verify Problem.swift",
      "run --problem Problem.swift --optimizer sgd",
      "race --problem Problem.swift --optimizer sgd:lr=0.1",
    ], ["exit(0)", "abort()", "_ = [1][x.count]"])
  func problems(_ line: String, _ body: String) throws {
    let place = try Workplace()
    let source = PluginSource.header + "import Foundation\n" + PluginSource.banana
    let lines = source.replacing(
      "    let wall", with: "    if x[0] < N(1e9) { \(body) }\n    let wall")
    try place.write(lines + "let plugin = Plugin(Banana.self)\n", to: "Problem.swift")
    let result = try Program.run(line, in: place)
    #expect(result.status == 2, "\(result.errors)")
    let told = result.errors.split(separator: "\n")
    #expect(told.count == 1 && told[0].contains("Problem.swift "), "\(result.errors)")
  }

  @Test(
    "A rule that loops in a comparison or over logged gradients is named",
    arguments: [commands[0], commands[1], commands[3]])
  func loops(_ line: String) throws {
    let place = try Workplace()
    try place.write(PluginSource.lion(first: "while s[0] < 1e9 { s[0] = 0 }"), to: "Rule.swift")
    try place.write(
      #"{"layout": [{"name": "w", "shape": [1]}], "start": [[1]], "gradients": [[[1]]]}"#,
      to: "logged.json")
    let result = try Program.run(line, in: place)
    #expect(result.status == 2)
    #expect(
      result.errors.hasPrefix("descent: Rule.swift did not come back within "), "\(result.errors)")
  }

  @Test("A rule that loops is named") func loop() throws {
    let result = try run(
      "run --problem saddle --optimizer Rule.swift",
      PluginSource.lion(first: "while s[0] < 1e9 { s[0] = 0 }"))
    #expect(result.status == 2)
    #expect(
      result.errors.contains("descent: Rule.swift did not come back within "), "\(result.errors)")
  }

  static let registrations = [
    ("nonisolated(unsafe) let trap: Int = [1][Int(getpid()) * 0 + 1]\n", "crashes: "),
    ("let leave: Int = { exit(0) }()\n", "ends the process with exit status 0"),
    (
      "let loop: Int = { while getpid() != 0 { usleep(100) }; return 1 }()\n",
      "does not come back within 10 s"
    ),
    (
      // Reserve memory without touching it; without a limit the system would grant it.
      "let memory: Int = Int(bitPattern: UnsafeMutableRawPointer.allocate(byteCount: 9 << 30, alignment: 8))\n",
      "crashes: "
    ),
  ]

  @Test(
    "A plugin that misbehaves while it is registered ends no command", arguments: registrations)
  func registration(_ global: String, _ message: String) throws {
    let name = global.prefix { $0 != ":" }.split(separator: " ").last.map(String.init) ?? ""
    let source = PluginSource.lion.replacing(
      "import Descent\n", with: "import Descent\nimport Foundation\n" + global
    )
    .replacing("let plugin = Plugin(", with: "let plugin = \(name) == 7 ? Plugin() : Plugin(")
    let place = try Workplace()
    try place.write(source, to: "Rule.swift")
    let shown = try Program.run("show Rule.swift", in: place)
    #expect(shown.status == 2 && shown.output.isEmpty)
    #expect(
      shown.errors.contains("descent: Rule.swift cannot be registered: it \(message)"),
      "\(shown.errors)")
    let listed = try Program.run("list", in: place, environment: ["DESCENT_PLUGINS": place.path])
    #expect(listed.status == 0 && listed.output.contains("adamw"))
    #expect(
      listed.errors.contains("left out: ") && listed.errors.contains(message), "\(listed.errors)")
  }

  @Test("A plugin's output while it is registered is not the command's output") func prints()
    throws
  {
    let source = PluginSource.lion.replacing(
      "let plugin = Plugin(Lion.self)",
      with: "let plugin = { print(\"loud\"); return Plugin(Lion.self) }()")
    let result = try run("run --problem saddle --optimizer Rule.swift --steps 3 --json", source)
    #expect(result.status == 0 && result.output.hasPrefix("{"), "\(result.output)\(result.errors)")
  }

  @Test(
    "Processes that a plugin starts while it is registered end with the command",
    arguments: ["list --plugin Rule.swift", "check Rule.swift --law P1", "show Rule.swift"])
  func startedAtRegistration(_ line: String) throws {
    let place = try Workplace()
    let seconds = 5400 + line.count
    let source = PluginSource.lion.replacing(
      "let plugin = Plugin(Lion.self)",
      with: """
        let plugin: Plugin = {
          let process = Process()
          process.executableURL = URL(filePath: "/bin/sleep")
          process.arguments = ["\(seconds)"]
          try? process.run()
          return Plugin(Lion.self)
        }()
        """
    ).replacing("import Descent\n", with: "import Descent\nimport Foundation\n")
    try place.write(source, to: "Rule.swift")
    let result = try Program.run(line, in: place)
    #expect(result.status == 0, "\(result.errors)")
    let left = try OutputTests.shell("pgrep -xf '/bin/sleep \(seconds)'; true", in: place)
    #expect(left.output.isEmpty, "\(left.output)")
  }

  @Test("A schedule of a file that ends a run is named") func schedule() throws {
    let place = try Workplace()
    let source = PluginSource.header + "import Foundation\n" + PluginSource.halving
    try place.write(
      source.replacing("{ 0.5 }", with: "{ if step == 7 { exit(0) }; return 0.5 }")
        + "let plugin = Plugin(Halving.self)\n", to: "Half.swift")
    let result = try Program.run(
      "run --problem saddle --optimizer sgd --schedule Half.swift --steps 20", in: place)
    #expect(result.status == 2)
    #expect(
      result.errors.hasPrefix("descent: Half.swift ended the process with exit status 0"),
      "\(result.errors)")
  }

  @Test("Processes that a rule starts end with its check") func processes() throws {
    let place = try Workplace()
    let source = PluginSource.lion(
      first: "if g < 1e9 { _ = start }",
      before: """
        import Foundation
        let start: Bool = {
          let process = Process()
          process.executableURL = URL(filePath: "/bin/sleep")
          process.arguments = ["4321"]
          try? process.run()
          return true
        }()

        """)
    try place.write(source, to: "Rule.swift")
    let start = ContinuousClock.now
    let result = try Program.run("check Rule.swift --law P1", in: place)
    #expect(start.duration(to: .now) < .seconds(60))
    #expect(result.output.contains("P1"), "\(result.output)\(result.errors)")
    let left = try OutputTests.shell("pgrep -xf '/bin/sleep 4321'; true", in: place)
    #expect(left.output.isEmpty)
  }
}
