import Foundation
import Testing

@Suite("The command run") struct RunCommandTests {
  private func object(_ line: String) async throws -> [String: Any] {
    let result = await descent(line)
    try #require(result.status == 0, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("prints one JSON object with exactly the documented keys") func keys() async throws {
    let object = try await object(
      "run --problem rosenbrock --optimizer adam:lr=0.01 --schedule cosine --steps 50 --json")
    #expect(
      Set(object.keys) == [
        "schema", "problem", "optimizer", "modifiers", "schedule", "outcome", "final", "reference",
        "evaluations",
        "seconds", "versions",
      ])
    let outcome = try #require(object["outcome"] as? [String: Any])
    #expect(outcome["kind"] as? String == "step_limit")
    #expect(outcome["step"] as? Int == 50)
    let final = try #require(object["final"] as? [String: Any])
    #expect(Set(final.keys) == ["loss", "gradient_norm", "parameters"])
    #expect((final["parameters"] as? [Double])?.count == 2)
    let reference = try #require(object["reference"] as? [String: Double])
    #expect(reference["minimum"] == 0)
    #expect(reference["gap"] == final["loss"] as? Double)
  }

  @Test("resolves every hyperparameter in JSON, as a number or a bool") func hyperparameters()
    async throws
  {
    let object = try await object(
      "run --problem saddle --optimizer adam:amsgrad=true --schedule cosine:warmup=10 --steps 50"
        + " --clip-norm 2 --json")
    let optimizer = try #require(object["optimizer"] as? [String: Any])
    #expect(optimizer["name"] as? String == "adam")
    let settings = try #require(optimizer["hyperparameters"] as? [String: Any])
    #expect(settings["lr"] as? Double == 0.001)
    #expect(settings["amsgrad"] as? Bool == true)
    let stages = try #require(object["modifiers"] as? [[String: Any]])
    #expect(stages.map { $0["name"] as? String } == ["clip_norm"])
    #expect((stages[0]["hyperparameters"] as? [String: Any])?["norm"] as? Double == 2)
    let schedule = try #require(object["schedule"] as? [String: Any])
    let shape = try #require(schedule["hyperparameters"] as? [String: Any])
    // The warm-up comes before the cosine, and both together fill the run.
    #expect(shape["horizon"] as? Int == 40)
    #expect(shape["warmup"] as? Int == 10)
  }

  @Test("writes numbers that are not finite as null") func nonFinite() async throws {
    let result = await descent(
      "run --problem monkey:confined=false --optimizer sgd:lr=1 --steps 100 --json")
    #expect(result.output.contains("\"kind\": \"diverged\""))
    #expect(!result.output.contains("inf") && !result.output.contains("nan"))
  }

  @Test("starts at the given point, also with negative coordinates") func start() async throws {
    let object = try await object(
      "run --problem rosenbrock --optimizer sgd:lr=0 --steps 1 --start -1,-2.5 --json")
    let final = try #require(object["final"] as? [String: Any])
    #expect(final["parameters"] as? [Double] == [-1, -2.5])
  }

  @Test("stops at a target and at a gradient tolerance") func stops() async throws {
    for (option, kind) in [
      ("--target 1e-3", "target"), ("--gradient-tolerance 1e-3", "gradient_tolerance"),
    ] {
      let object = try await object(
        "run --problem sphere --optimizer sgd:lr=0.1 \(option) --json")
      let outcome = try #require(object["outcome"] as? [String: Any])
      #expect(outcome["kind"] as? String == kind)
    }
  }

  @Test("computes in the given precision") func precision() async throws {
    let line = "run --problem rosenbrock --optimizer adam:lr=0.01 --steps 20 --json --precision"
    let single = try await object(line + " float32")["final"] as? [String: Any]
    let double = try await object(line + " float64")["final"] as? [String: Any]
    let x = try #require((single?["parameters"] as? [Double])?.first)
    let y = try #require((double?["parameters"] as? [Double])?.first)
    #expect(x != y)
    #expect(x == Double(Float(x)))
    // Twenty steps of size 0.01 at single precision's rounding of 6e-8.
    #expect(abs(x - y) < 1e-4)
  }

  @Test("says how the run ended, with advice") func words() async {
    let limit = await descent("run --problem saddle --optimizer adam --steps 5")
    #expect(limit.output.contains("did all of its 5 steps; for more, give --steps or --epochs"))
    let diverged = await descent("run --problem rosenbrock --optimizer sgd:lr=1")
    #expect(diverged.output.contains("the last finite point is kept; try lr=0.1 or --clip-norm 1"))
    #expect(diverged.status == 0)
  }

  @Test("notes on standard error that accumulation changes nothing") func accumulation() async {
    let result = await descent("run --problem saddle --optimizer adam --steps 5 --accumulate 4")
    #expect(result.errors.hasPrefix("descent: note: --accumulate changes nothing here"))
    #expect(result.status == 0)
  }
}
