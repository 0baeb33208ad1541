import Foundation
import Testing

@Suite("The command watch") struct WatchTests {
  private func watch(_ source: String, _ options: String = "") throws -> Invocation {
    let place = try Workplace()
    try place.write(source, to: "Rule.swift")
    return try Program.run("watch --once Rule.swift --steps 20 " + options, in: place)
  }

  @Test("A rule is checked and raced against Adam on three problems") func good() throws {
    let result = try watch(PluginSource.lion)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.hasPrefix("Rule.swift: keeps every law, after "))
    #expect(result.output.contains("my_lion: ") && result.output.contains(" 0 failed"))
    for problem in ["beale", "saddle", "rosenbrock"] {
      #expect(result.output.contains("\n\(problem): "))
    }
    #expect(result.output.components(separatedBy: "\nadam ").count == 4)
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test("Problems and schedules of a file are shown") func zoo() throws {
    let result = try watch(PluginSource.zoo)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    for line in [
      "\nbanana: 8 passed", "\nhalving: ", "\nbanana: 2 parameters", "factor over a run",
    ] {
      #expect(result.output.contains(line), "\(line)")
    }
  }

  @Test("A file that does not compile is shown with the compiler's messages") func broken() throws {
    let result = try watch(PluginSource.lion.replacing("T(beta1)", with: "T(beta3)"))
    #expect(result.status == 2 && result.output.hasPrefix("Rule.swift: see below, after "))
    #expect(result.output.contains("Rule.swift:") && result.output.contains("error: "))
  }

  @Test("A rule that does not come back is not raced") func loop() throws {
    let result = try watch(
      PluginSource.lion(first: "while s[3] == 0 { s[2] += 1 }"), "--time-limit 0.3")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("did not come back") && !result.output.contains("adam"))
  }

  @Test(
    "A rule that misbehaves only in the race ends the race, and is named",
    arguments: [
      ("abort()", "crashed: "), ("exit(0)", "ended the process with exit status 0"),
      ("while true { usleep(100) }", "did not come back within "),
    ])
  func raceAlone(_ action: String, _ message: String) throws {
    let result = try watch(
      PluginSource.lion(
        first: "if isRace, x < 1e9 { \(action) }",
        before: """
          import Foundation
          let isRace = ProcessInfo.processInfo.arguments.contains("race")

          """))
    #expect(result.status == 2, "\(result.output)")
    #expect(result.output.contains("descent: Rule.swift on "), "\(result.output)")
    #expect(result.output.contains(message), "\(result.output)")
  }

  @Test("Every save is checked, after any earlier one") func saves() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Rule.swift")
    let running = try Program.start(
      ["watch", "Rule.swift", "--steps", "20"], in: place.path)
    defer { running.process.terminate() }
    func wait(for text: String) throws -> Bool {
      for _ in 0..<600 {
        if try running.output.text().contains(text) { return true }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return false
    }
    #expect(try wait(for: "my_lion: "))
    try place.write("import Descent\nlet plugin = 3 +\n", to: "Rule.swift")
    #expect(try wait(for: "Rule.swift does not compile"))
    try place.write(
      PluginSource.lion.replacing("\"my_lion\"", with: "\"panther\""), to: "Rule.swift")
    #expect(try wait(for: "panther: "))
  }

  @Test("Only a source file can be watched") func library() async {
    let result = await descent("watch --once rule.so")
    #expect(result.status == 64 && result.errors.contains("is not a .swift file"))
  }
}
