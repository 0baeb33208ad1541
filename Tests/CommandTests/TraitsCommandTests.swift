import Foundation
import Testing

/// Tests that the output of `descent traits` can be pasted, and holds.
@Suite("The command traits") struct TraitsCommandTests {
  private static let files = ["Lion.swift", "Muon.swift"]

  private func confirmed(_ source: String, _ sourceLocation: SourceLocation = #_sourceLocation)
    throws -> String
  {
    let place = try Workplace()
    try place.write(source, to: "Mine.swift")
    let found = try Program.run("traits Mine.swift --cases 50", in: place)
    #expect(found.status == 0, "\(found.errors)", sourceLocation: sourceLocation)
    #expect(found.output.contains("TraitDeclaring {"), sourceLocation: sourceLocation)
    try place.write(source + "\n" + found.output, to: "Mine.swift")
    let result = try Program.run("check Mine.swift", in: place)
    #expect(
      result.status == 0, "\(found.output)\n\(result.output)\(result.errors)",
      sourceLocation: sourceLocation)
    // The rule is held to more laws than before.
    #expect(result.output.contains("F1"), sourceLocation: sourceLocation)
    return found.output
  }

  @Test(
    "The printed traits of a right rule compile in its file, and its laws pass", arguments: files)
  func pasted(_ name: String) throws {
    let text = try confirmed(try Document("Plugins/Examples/" + name).text)
    #expect(text.contains("units: [\"lr\": .parameter]") && text.contains("degree = 0"))
  }

  @Test("A decay, an option that ends a symmetry, and a type within a type") func harder() throws {
    let decayed = PluginSource.lion.replacing(
      "var slots",
      with: "@Hyperparameter(\"decay\", in: 0..., kind: .weightDecay) var decay = 0.0\n"
        + "  var slots"
    ).replacing("let c =", with: "x -= T(rate * decay) * x; let c =")
    #expect(try confirmed(decayed).contains("decay = .decoupled(\"decay\")"))
    let lopsided = PluginSource.lion.replacing(
      "var slots", with: "@Hyperparameter(\"lopsided\") var lopsided = false\n  var slots"
    ).replacing("let c =", with: "x -= lopsided && g > 0 ? T(rate) : 0; let c =")
    #expect(try !confirmed(lopsided).contains("isOdd = true"))
    let inner =
      PluginSource.header + "enum Mine {\n" + PluginSource.lionRule
      + "}\nlet plugin = Plugin(Mine.Lion.self)\n"
    #expect(try confirmed(inner).contains("extension Mine.Lion: TraitDeclaring"))
  }

  @Test("The built-in rules have traits", arguments: ["sgd", "adam"])
  func builtIn(_ name: String) async throws {
    let result = await descent("traits \(name) --cases 20")
    #expect(result.status == 0 && result.output.contains("public var traits: RuleTraits {"))
    #expect(result.output.contains("locality: .coordinatewise"))
  }

  @Test(
    "A name that is not a rule is refused in one line", arguments: ["cosine", "groups", "nothing"])
  func refused(_ name: String) async throws {
    let result = await descent("traits \(name)")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("A rule that ends the process is named") func crash() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion(first: "precondition(g < 1e-3)"), to: "Mine.swift")
    let result = try Program.run("traits Mine.swift", in: place)
    #expect(result.status == 2 && result.errors.contains("Mine.swift"), "\(result.errors)")
  }
}
