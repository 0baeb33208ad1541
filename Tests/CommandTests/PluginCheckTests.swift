import Foundation
import Testing

/// The laws on plugin files that misbehave: found, and survived.
@Suite("The command check on a plugin") struct PluginCheckTests {
  private func check(_ source: String, _ options: String = "") throws -> Invocation {
    let place = try Workplace()
    try place.write(source, to: "Rule.swift")
    return try Program.run("check Rule.swift " + options, in: place)
  }

  @Test("A rule that keeps the laws passes") func good() throws {
    let result = try check(PluginSource.lion)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("my_lion: ") && result.output.contains(" 0 failed"))
  }

  @Test("A trap fails the law that met it, with a small case, and the next laws go on") func trap()
    throws
  {
    // The rule traps only at a large gradient, so the shrunk case must still have one.
    let result = try check(
      PluginSource.lion(first: "if g > 1000 { _ = [1, 2, 3][Int(g * 0) + 3] }"),
      "--law P1 --law P5")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("FAILED P1 determinism"))
    #expect(result.output.contains("crashed: a trap, as for an index out of range"))
    #expect(result.output.contains("\n  tensors 1\n"), "\(result.output)")
    #expect(result.output.contains("replay with: descent check Rule.swift --law P1 --replay 'type"))
    #expect(result.output.contains("\nalso failed, in the same way: P5\n"), "\(result.output)")
    #expect(result.output.contains("0 passed, 2 failed"))
  }

  @Test("A case that was printed for a trap traps again when replayed") func replay() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion(first: "precondition(g < 1000)"), to: "Rule.swift")
    let first = try Program.run("check Rule.swift --law P1", in: place)
    let line = try #require(first.output.split(separator: "\n").first { $0.contains("--replay") })
    let text = try #require(line.split(separator: "'").dropFirst().first)
    let words = ["check", "Rule.swift", "--law", "P1", "--replay", String(text)]
    let again = try Program.start(words, in: place.path).end()
    #expect(again.status == 1 && again.output.contains("crashed: "), "\(again.output)")
  }

  @Test("A rule that does not come back fails with the case, within the time limit") func loop()
    throws
  {
    let result = try check(
      PluginSource.lion(first: "while s[3] == 0 { s[2] += 1 }"), "--law P1 --time-limit 0.5")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("did not come back within 0.5 s\ncase "))
  }

  @Test("A rule that changes the gradient that it was given is found") func gradient() throws {
    let result = try check(
      PluginSource.gradientRule(
        """
        let g = UnsafeMutablePointer(mutating: s.gradient)
        for i in 0..<layout.count { g[i] *= 2; s.parameters[i] -= T(s.rate) * g[i] }
        """), "--law P1")
    #expect(result.status == 1, "\(result.output)\(result.errors)")
  }

  @Test("A rule with hidden global state is found") func state() throws {
    let result = try check(
      PluginSource.lion(
        first: "calls += 1; if calls % 7 == 0 { x += 1 }",
        before: "nonisolated(unsafe) var calls = 0\n"), "--law P1")
    #expect(result.status == 1, "\(result.output)\(result.errors)")
  }

  #if os(Linux)
    @Test("A rule that writes past the end of the parameters is found") func bounds() throws {
      let result = try check(
        PluginSource.gradientRule(
          "for i in 0...layout.count { s.parameters[i] -= T(s.rate) * s.gradient[0] }"),
        "--law P1")
      #expect(result.status == 1, "\(result.output)\(result.errors)")
    }
  #endif

  @Test("A rule that ends the process is found") func exits() throws {
    let result = try check(
      PluginSource.lion(first: "if g > 1 { exit(0) }", before: "import Foundation\n"), "--law P1")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("ended the process"), "\(result.output)")
  }

  @Test("The JSON of a check has the crash, and only JSON") func json() throws {
    let result = try check(
      PluginSource.lion(first: "if g > 1000 { _ = [1, 2, 3][Int(g * 0) + 3] }"),
      "--law P1 --json")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let laws = try #require((object as? [[String: Any]])?.first?["laws"] as? [[String: Any]])
    #expect(laws.count == 1 && laws[0]["outcome"] as? String == "failed")
    #expect((laws[0]["violation"] as? String)?.hasPrefix("crashed: ") == true)
    #expect(result.status == 1)
  }
}
