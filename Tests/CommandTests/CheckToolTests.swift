import Foundation
import Testing

/// The features of `check` for the author of a rule: causes, exemptions, costs, kept cases.
@Suite("An option of check") struct CheckToolTests {
  private func run(_ source: String, _ line: String) throws -> Invocation {
    let place = try Workplace()
    try place.write(source, to: "Mine.swift")
    return try Program.run(line, in: place)
  }

  /// A rule that moves at a rate of 0.
  private func restless(_ exemptions: String = "") -> String {
    PluginSource.header + """
      struct Restless: CoordinatewiseOptimizer {
        @Hyperparameter("rate", in: 0...) var learningRate = 0.1
        static let card = Card(name: "restless", summary: "s", formula: "f", source: "a test")
        \(exemptions)
        func update<T: KernelScalar>(
          _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
        ) { x -= T(rate) * g + g / 8 }
      }
      let plugin = Plugin(Restless.self)

      """
  }

  private func exemption(_ law: String, _ settings: String = "") -> String {
    "static let exemptions = [Exemption(law: \"\(law)\",\(settings) reason: \"by design\", "
      + "reference: \"this test\")]"
  }

  @Test("An exemption in a plugin is printed with the verdict, and is in the JSON") func exempt()
    throws
  {
    #expect(try run(restless(), "check Mine.swift --law P14").status == 1)
    let result = try run(restless(exemption("P14")), "check Mine.swift --law P14")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("exempt\n  P14  zero rate freezes  by design (this test)"))
    let json = try run(restless(exemption("P14")), "check Mine.swift --law P14 --json").output
    #expect(json.contains("\"exempt\"") && json.contains("\"this test\""))
    for name in ["P1", "P99"] {
      let needless = try run(restless(exemption(name)), "check Mine.swift --except P14=it")
      #expect(needless.status == 1, "\(needless.output)")
      #expect(
        needless.output.contains(
          name == "P1" ? "the exemption is not needed: P1" : "no law of these"))
    }
  }

  @Test("A schedule and a problem declare exemptions, too") func kinds() throws {
    let sinking =
      PluginSource.header + PluginSource.halving.replacing("{ 0.5 }", with: "{ -0.5 }")
      + "let plugin = Plugin(Halving.self)\n"
    for (source, law, head) in [
      (sinking, "sched/finite", "  var horizon"),
      (PluginSource.slip, "prob/gradient", "  var layout"),
    ] {
      #expect(try run(source, "check Mine.swift --law \(law)").status == 1)
      let exempt = source.replacing(head, with: "  \(exemption(law))\n" + head)
      let result = try run(exempt, "check Mine.swift --law \(law)")
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(result.output.contains("by design (this test)"))
    }
  }

  @Test("--except covers a law for one run") func except() throws {
    let place = try Workplace()
    try place.write(restless(), to: "Mine.swift")
    let words = ["check", "Mine.swift", "--law", "P14", "--law", "P1"]
    func check(_ more: String...) throws -> Invocation {
      try Program.start(words + more, in: place.path).end()
    }
    let covered = try check("--except", "P14=decay is beside the rate")
    #expect(covered.status == 0 && covered.output.contains("decay is beside the rate"))
    let needless = try check("--except", "P14=yes", "--except", "P1=no")
    #expect(needless.status == 0 && needless.output.contains("P1: nothing breaks it here"))
    for wrong in ["P99=why", "P14=", "P14", "=why"] {
      let refused = try check("--except", wrong)
      #expect(refused.status == 64 && refused.output.isEmpty, "\(wrong): \(refused.output)")
      #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
    }
  }

  @Test(
    "A precondition's message is kept, the kernel's and the plugin's own",
    arguments: [
      (
        "var slots: [StateSlot] { [\"momentum\"] }",
        "var slots: [StateSlot] { (0..<9).map { StateSlot(\"s\\($0)\") } }", "a rule has at most"
      ),
      (
        "let c = T(beta1)", "precondition(g < 1000, \"a gradient of \\(g)\"); let c = T(beta1)",
        "a gradient of "
      ),
    ])
  func message(part: String, change: String, words: String) throws {
    let result = try run(
      PluginSource.lion.replacing(part, with: change), "check Mine.swift --law P1 --law P5")
    #expect(result.status == 1 && result.output.contains(words), "\(result.output)\(result.errors)")
    // One cause, one finding.
    #expect(result.output.components(separatedBy: "FAILED").count == 2, "\(result.output)")
  }

  @Test("A case that broke a law is judged first, unless --no-database is given") func kept() throws
  {
    let place = try Workplace()
    let rule = PluginSource.lion(first: "if g > 1000 { x += 1 }")
    try place.write(rule, to: "Mine.swift")
    let environment = ["DESCENT_CACHE": try Program.emptyCache(in: place)]
    func check(_ more: String) throws -> Invocation {
      try Program.run("check Mine.swift --law P14 " + more, in: place, environment: environment)
    }
    // A search with one case does not find the fault; a longer one does.
    #expect(try check("--cases 1 --seed 3").status == 0)
    #expect(try check("--cases 200 --seed 3 --no-database").status == 1)
    #expect(try check("--cases 1 --seed 3").status == 0)
    #expect(try check("--cases 200 --seed 3").status == 1)
    #expect(try check("--cases 1 --seed 3").status == 1)
    #expect(try check("--cases 1 --seed 3 --no-database").status == 0)
    // The repaired rule keeps the law, and the case.
    try place.write(PluginSource.lion, to: "Mine.swift")
    #expect(try check("--cases 1 --seed 3").status == 0)
  }

  @Test("A case that ends the process is kept for the settings that were held, and for no others")
  func keptAtSettings() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion(first: "precondition(beta2 != 0.75)"), to: "Mine.swift")
    let environment = ["DESCENT_CACHE": try Program.emptyCache(in: place)]
    func isBroken(_ settings: String, _ more: String) throws -> Bool {
      try Program.run(
        "check Mine.swift\(settings) --law P1 --seed 1 " + more, in: place,
        environment: environment
      ).output.contains("FAILED P1")
    }
    #expect(try isBroken(":beta1=0.5", "--cases 50"))
    #expect(try isBroken(":beta1=0.5", "--cases 1"))
    #expect(try !isBroken(":beta1=0.5", "--cases 1 --no-database"))
    #expect(try !isBroken("", "--cases 1"))
  }

  @Test("The report has the cost of a step, and the JSON its numbers") func cost() throws {
    let text = try run(PluginSource.lion, "check Mine.swift --law P1").output
    #expect(text.contains("ns a coordinate in float32"), "\(text)")
    #expect(text.contains("4 bytes a parameter in float32, 8 in float64"))
    let result = try run(PluginSource.lion, "check Mine.swift --law P1 --json")
    let objects = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let cost = try #require((objects as? [[String: Any]])?.first?["cost"] as? [String: Any])
    let times = try #require(cost["nanoseconds_per_coordinate"] as? [String: Double])
    #expect(times["float32"] ?? 0 > 0 && times["float64"] ?? 0 < 1000)
    #expect(cost["evaluations_per_step"] as? Double == 1)
    #if os(Linux)
      #expect(cost["allocations_per_step"] as? Double == 0)
      let wasteful = PluginSource.gradientRule(
        """
        let copy = Array(UnsafeBufferPointer(start: s.gradient, count: layout.count))
        for i in 0..<layout.count { s.parameters[i] -= T(s.rate) * copy[i] }
        """)
      let more = try run(wasteful, "check Mine.swift --law P1").output
      #expect(more.contains("allocations     1 a step"), "\(more)")
    #endif
  }

  @Test("A problem is checked on the data that it is given") func data() throws {
    let place = try Workplace()
    try place.write("1,2,3\n2,1,4\n0,1,1\n3,2,5\n", to: "mine.csv")
    let result = try Program.run("check leastsquares:data=mine.csv", in: place)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let missing = try Program.run("check leastsquares:data=yours.csv", in: place)
    #expect(missing.status == 2 || missing.status == 64, "\(missing.errors)")
    #expect(missing.errors.split(separator: "\n").count == 1)
  }
}
