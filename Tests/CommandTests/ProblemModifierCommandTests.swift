import Foundation
import Testing

/// Modifiers of problems on the command line.
@Suite("A problem modifier on the command line") struct ProblemModifierCommandTests {
  static let nested = "scaled:condition=100,of=(rotated:of=(shifted:by=1;2,of=(rosenbrock)))"

  @Test(
    "every command takes them, nested",
    arguments: [
      ["verify", nested], ["evaluate", nested, "--derivatives", "2"], ["show", nested],
      ["run", "--problem", nested, "--optimizer", "adam:lr=0.01", "--steps", "50"],
      ["race", "--problem", nested, "--optimizer", "sgd:lr=0.001", "--steps", "50"],
      ["check", "rotated:of=(beale)", "--no-database"],
      ["check", "scaled:of=(quadratic:n=4)", "--no-database"],
      ["show", "scaled:of=(cosine)"],
      ["check", "shifted:by=1;2,of=(rosenbrock)", "--no-database"],
      ["check", "delayed:steps=2,of=(softmax:data=iris,batch=30)", "--no-database"],
      ["verify", "rotated:seed=3,of=(beale)"], ["show", "rounded"],
    ]) func works(arguments: [String]) async
  {
    let result = await descent(arguments)
    #expect(result.status == 0, "\(arguments): \(result.output) \(result.errors)")
  }

  @Test("evaluates at the moved point") func evaluate() async {
    let result = await descent(
      ["evaluate", "shifted:by=1;2,of=(rosenbrock)", "--at=2,3", "--derivatives", "2", "--json"])
    let plain = await descent(
      ["evaluate", "rosenbrock", "--at=1,1", "--derivatives", "2", "--json"])
    #expect(result.output == plain.output && result.status == 0)
    let rounded = await descent(["evaluate", "rounded:bits=8,of=(rosenbrock)"])
    #expect(rounded.output.contains("value     24.25"))
  }

  @Test(
    "refuses in one line",
    arguments: [
      ("shifted:by=1;2;3,of=(rosenbrock)", "by has 3 entries, rosenbrock has 2 coordinates"),
      ("shifted:size=-1,of=(rosenbrock)", "size must lie in [0, inf)"),
      ("shifted:by=1;2,seed=3,of=(rosenbrock)", "by stands in the place of seed"),
      ("shifted:by=1;2", "of=(…) is missing"), ("rotated:angle=1,of=(beale)", "has no 'angle'"),
      ("dropped:probability=1.5,of=(beale)", "probability must lie in [0, 1]"),
      ("delayed:steps=-1,of=(beale)", "steps must lie in [0, 1000000]"),
      ("scaled:factors=1;-1,of=(beale)", "factors must lie in (0, inf)"),
      ("rounded:bits=0,of=(beale)", "bits must lie in [1, 53]"),
      ("noisy:std=1,dof=-1,of=(beale)", "dof must lie in [0, inf)"),
      ("drifting:speed=nan,of=(beale)", "speed must lie in"),
      ("dropped:by=row,of=(beale)", "coordinate"),
      ("jittered:of=beale", "a specification in parentheses"),
    ]) func refuses(text: String, reason: String) async
  {
    for command in ["evaluate", "verify", "check"] {
      let result = await descent([command, text])
      #expect(result.status == 64, "\(command) \(text)")
      #expect(result.errors.contains(reason), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }

  @Test("does not certify problems that round their values") func fewDigits() async {
    let result = await descent(["verify", "noisy:of=(rounded:of=(beale))"])
    #expect(result.status == 64 && result.errors.contains("exact values and gradients"))
    let shown = await descent(["show", "rounded:of=(beale)"])
    #expect(shown.status == 0 && shown.output.contains("not certified"))
  }

  @Test("makes a robustness table, also as JSON") func features() async throws {
    let words = [
      "race", "--problem", "rosenbrock", "--optimizer", "sgd:lr=0.001", "--optimizer",
      "adam:lr=0.01", "--features", "all", "--steps", "60", "--seeds", "2",
    ]
    let text = await descent(words)
    #expect(text.status == 0, "\(text.errors)")
    for heading in ["rosenbrock: final gap, median of 2 seeds", "rank", "plain", "rescaled"] {
      #expect(text.output.contains(heading))
    }
    let result = await descent(words + ["--json"])
    let tables = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let entries = try #require(tables[0]["entries"] as? [[String: Any]])
    #expect(entries.count == 2 * 12)
    for entry in entries where entry["feature"] as? String == "plain" {
      #expect(entry["ratio"] as? Double == 1 && entry["refusal"] is NSNull)
    }
  }

  @Test("a rule that a feature refuses has an entry that says so, and the race goes on")
  func lacking()
    async
  {
    let result = await descent([
      "race", "--problem", "rosenbrock", "--features", "plain,delayed", "--steps", "20",
      "--optimizer", "modified:rule=(sgd:lr=0.001),by=(sam)", "--optimizer", "sgd:lr=0.001",
    ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("which delayed does not offer"))
  }

  @Test(
    "refuses wrong features in one line",
    arguments: [
      (["--features", "shiftd"], "did you mean 'shifted'?"),
      (["--features", "shifted:by=1;2;3"], "by has 3 entries"),
      (["--features", "shifted:angle=3"], "has no 'angle'"), (["--seeds", "3"], "--features"),
      (["--features", "all", "--seeds", "0"], "seeds must lie in"),
      (["--features", "plain,plain"], "given twice"),
    ]) func wrong(words: [String], reason: String) async
  {
    let result = await descent(
      ["race", "--problem", "rosenbrock", "--optimizer", "sgd:lr=0.001"] + words)
    #expect(result.status == 64)
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }
}
