import Foundation
import Testing

/// Tests `check --power`, which measures how much of a rule the laws see.
@Suite("The option --power") struct PowerTests {
  /// A rule with a second line that changes nothing, so that no law can see it.
  private let rule =
    PluginSource.header + """
      struct Plain: CoordinatewiseOptimizer {
        @Hyperparameter("rate", in: 0...) var learningRate = 0.1
        static let card = Card(name: "plain", summary: "s", formula: "f", source: "a test")
        func update<T: KernelScalar>(
          _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
        ) {
          x -= T(rate) * g
          if rate < 0 { x += 0 }
        }
      }
      let plugin = Plugin(Plain.self)

      """

  @Test("Changes that the laws reject, those that they do not, and those that change nothing")
  func power() throws {
    let place = try Workplace()
    try place.write(rule, to: "Mine.swift")
    let result = try Program.run("check Mine.swift --power --json", in: place)
    #expect(result.status == 0, "\(result.errors)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let changes = try #require(json["changes"] as? [[String: Any]])
    let outcomes = Dictionary(
      grouping: changes, by: { $0["outcome"] as? String ?? "" }
    ).mapValues { $0.compactMap { $0["after"] as? String } }
    // A step uphill is another lawful rule; one by g / rate forgets its rate.
    #expect(outcomes["survived"]?.contains("x += T(rate) * g") == true, "\(outcomes)")
    #expect(outcomes["rejected"]?.contains("x -= T(rate) / g") == true, "\(outcomes)")
    #expect(outcomes["equivalent"]?.contains("if rate < 0 { x -= 0 }") == true, "\(outcomes)")
    let (tried, rejected) = (json["tried"] as? Int ?? 0, json["rejected"] as? Int ?? 0)
    let interval = try #require(json["interval"] as? [Double])
    let share = Double(rejected) / Double(tried)
    #expect(interval[0] < share && share < interval[1] || share == 1)
    #expect(tried == (outcomes["survived"]?.count ?? 0) + rejected)
  }

  @Test("With --like the laws see more") func like() throws {
    let place = try Workplace()
    try place.write(rule, to: "Mine.swift")
    let result = try Program.run("check Mine.swift --power --like sgd", in: place)
    #expect(
      result.status == 0 && result.output.contains("Mine.swift like sgd: "), "\(result.output)")
    let survivors = result.output.components(separatedBy: "seen by no law").dropFirst().first
    #expect(survivors?.contains("as: x += T(rate) * g") != true, "\(result.output)")
  }

  @Test("--power refuses a rule that is rejected itself, and a name that is not a rule")
  func refused() throws {
    let place = try Workplace()
    try place.write(rule.replacing("T(rate) * g", with: "g"), to: "Mine.swift")
    let wrong = try Program.run("check Mine.swift --power", in: place)
    #expect(wrong.status == 1 && wrong.errors.contains("itself is rejected (by P12)"), "\(wrong)")
    for line in ["check cosine --power", "check adam sgd --power", "check adam --power"] {
      // There is no source file in this folder.
      let result = try Program.run(line, in: place)
      #expect(result.status == 64 && result.errors.split(separator: "\n").count == 1, "\(result)")
    }
  }
}
