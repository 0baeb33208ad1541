import Foundation
import Testing

/// Mistakes in an author's first rule, with the line of advice for each.
@Suite("The advice on a compiler error") struct CompilerAdviceTests {
  struct Mistake: CustomTestStringConvertible {
    let old: String
    let new: String
    let advice: String
    var testDescription: String { "\(old) → \(new)" }

    init(_ old: String, _ new: String, _ advice: String) {
      (self.old, self.new, self.advice) = (old, new, advice)
    }
  }

  static let mistakes = [
    Mistake("static let card", "let card", "card must be static: static let card = Card(…)"),
    Mistake("func update", "static func update", "leave out 'static': it is asked of each value"),
    Mistake("import Descent", "", "it needs its first line: import Descent"),
    Mistake("in: 0..<1)", "in: 0..1)", "a range is 0...1, or 0..<1 without its end"),
    Mistake(
      "\"decay\", in: 0..<1", "0..<1",
      "what a hyperparameter means comes first: @Hyperparameter(\"meaning\", in: 0...1)"),
    Mistake(
      "var beta2", "let beta2", "a hyperparameter is a var: its settings change it"),
    Mistake(
      "var beta2 = 0.99", "var beta2: Float = 0.99",
      "a hyperparameter is a Double, an Int, a Bool or a text; convert it in the rule, as T(beta1)"
    ),
    Mistake(
      "struct Lion", "final class Lion",
      "a rule is a struct: its state is in slots, which the kernel keeps"),
    Mistake("Plugin(Lion.self)", "Plugin(Lion())", "register the type itself: let plugin = "),
    Mistake("let plugin", "var plugin", "write let: let plugin = Plugin(MyRule.self)"),
    Mistake(
      "x -= T(rate)", "x -= rate", "a Double meets a number of type T: convert it, as T(rate)"),
    Mistake("T(rate) *", "T(rate) * exp(c) *", "write T.exp(…): a function of the type"),
    Mistake("T(rate) *", "T(rate) * tanh(c) *", "write T.tanh(…): a function of the type"),
    Mistake("gradient g: T", "grad g: T", "its labels must be those that the message shows last"),
    Mistake(
      "_ rate: Double", "_ rate: T", "it has no update that fits: func update<T: KernelScalar>"),
    Mistake("_ x: inout T", "_ x: T", "it has no update that fits: func update<T: KernelScalar>"),
    Mistake(
      "learningRate = 0.0001", "lr = 0.0001", "it needs a rate of this name: @Hyperparameter"),
    Mistake("KernelScalar", "KernelScaler", "the type of a coordinate is KernelScalar"),
    Mistake("formula: \"x - lr sign(c)\", ", "", "a card has four texts: Card(name: …"),
  ]

  @Test("A mistake gets a line that helps", arguments: mistakes)
  func advice(_ mistake: Mistake) throws {
    let place = try Workplace()
    let source = PluginSource.lion.replacing(mistake.old, with: mistake.new)
    try #require(source != PluginSource.lion)
    try place.write(source, to: "Rule.swift")
    let result = try Program.run("show Rule.swift", in: place)
    #expect(result.status == 2)
    let last = try #require(result.errors.split(separator: "\n").last)
    #expect(
      last.hasPrefix("descent: Rule.swift does not compile (\(mistake.advice)"), "\(result.errors)")
  }

  @Test(
    "State that is used but not declared is reported, and not blamed on an option",
    arguments: [
      ("var slots: [StateSlot] { [\"momentum\"] }", "", "slot 0 but declares none"),
      (
        "var slots: [StateSlot] { [\"momentum\"] }", "static var slots: [StateSlot] { [\"m\"] }",
        "slot 0 but declares none"
      ),
      (
        "var slots: [StateSlot] { [\"momentum\"] }", "var slots = [\"momentum\"]",
        "slot 0 but declares none"
      ),
      ("s[0] = T(beta2)", "s[1] += g; s[0] = T(beta2)", "slot 1 but declares 1"),
      ("x -= T(rate)", "if s[2] > 0 { x += 1 }; x -= T(rate)", "slot 2 but declares 1"),
    ])
  func undeclared(old: String, new: String, told: String) throws {
    let place = try Workplace()
    try place.write(PluginSource.lion.replacing(old, with: new), to: "Rule.swift")
    let result = try Program.run("check Rule.swift", in: place)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("the rule uses \(told)"), "\(result.output)")
    #expect(!result.output.contains("changes nothing, whatever"), "\(result.output)")
  }

  @Test("Counters that are used but not declared are reported") func counters() throws {
    let place = try Workplace()
    let source = PluginSource.lion.replacing(
      "  func update",
      with: """
          func constants(rate: Double, counters: inout Counters) -> Double {
            counters[0] += 1
            return rate / counters[0]
          }
          func update
        """)
    try place.write(source, to: "Rule.swift")
    let result = try Program.run("check Rule.swift --law P13", in: place)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.contains("the rule uses counter 0 but declares none"), "\(result.output)")
  }

  private func compiler(_ script: String, _ place: Workplace) throws -> [String: String] {
    try place.write("#!/bin/sh\n\(script)\n", to: "swiftc")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: place["swiftc"])
    try place.write(PluginSource.lion, to: "Rule.swift")
    return ["DESCENT_SWIFTC": place["swiftc"], "DESCENT_COMPILE_LIMIT": "1"]
  }

  @Test("A compiler that hangs is ended") func hangs() throws {
    let place = try Workplace()
    let result = try Program.run(
      "show Rule.swift", in: place, environment: try compiler("sleep 4322", place))
    #expect(result.status == 2)
    #expect(result.errors.contains("did not come back within 1 s"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    let left = try OutputTests.shell("pgrep -xf 'sleep 4322'; true", in: place)
    #expect(left.output.isEmpty)
  }

  @Test("A compiler crash is reported") func crashes() throws {
    let place = try Workplace()
    let result = try Program.run(
      "show Rule.swift", in: place, environment: try compiler("kill -SEGV $$", place))
    #expect(result.status == 2)
    #expect(result.errors.contains("crashed: segmentation fault"), "\(result.errors)")
  }

  #if os(Linux)
    @Test("On a terminal a line says that the compiler is at work") func compiling() throws {
      let place = try Workplace()
      try place.write(PluginSource.lion, to: "Rule.swift")
      let cache = try Program.emptyCache(in: place)
      let result = try OutputTests.shell(
        "DESCENT_CACHE='\(cache)' script -qec \"'\(Program.url.path)' show Rule.swift\" typescript",
        in: place)
      #expect(result.output.contains("compiling Rule.swift …"), "\(result.output)\(result.errors)")
      #expect(result.output.contains("my_lion: "))
    }
  #endif
}
