import Foundation
import Testing

/// Numbers that are side by side in the output of a run belong to the same point, or are named.
@Suite("The final numbers of a run") struct FinalNumbersTests {
  private func object(_ line: String) async throws -> [String: Any] {
    let result = await descent(line + " --json")
    try #require(result.status == 0, "\(result.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func number(_ object: [String: Any], _ part: String, _ key: String) throws -> Double {
    try #require((object[part] as? [String: Any])?[key] as? Double)
  }

  /// Value and gradient norm of a problem at the point where a run has ended.
  private func evaluated(_ problem: String, at run: [String: Any]) async throws
    -> (value: Double, norm: Double)
  {
    let final = try #require(run["final"] as? [String: Any])
    let point = try #require(final["parameters"] as? [Double])
    let text = point.map { "\($0)" }.joined(separator: ",")
    let values = try await object("evaluate \(problem) --at=\(text)")
    let gradient = try #require(values["gradient"] as? [Double])
    return (
      try #require(values["value"] as? Double), gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    )
  }

  @Test(
    "The final loss and gradient norm are over all examples, at the evaluated point",
    arguments: [
      ("softmax:data=iris,batch=8", "--epochs 2", "last_batch"),
      ("softmax:data=iris,batch=8", "--epochs 2 --accumulate 3", "last_batch"),
      ("softmax:data=iris,batch=8", "--steps 5 --modify ema:decay=0.9", "last_batch"),
      ("rosenbrock", "--steps 30 --modify ema:decay=0.9", "stepped"),
      ("softmax:data=iris", "--steps 5", nil),
      ("rosenbrock", "--steps 30 --modify l2:weight_decay=0.1", nil),
    ]) func final(_ problem: String, _ options: String, _ other: String?) async throws
  {
    let run = try await object("run --problem \(problem) --optimizer adam:lr=0.01 \(options)")
    let there = try await evaluated(problem, at: run)
    let (loss, norm) = (
      try number(run, "final", "loss"), try number(run, "final", "gradient_norm")
    )
    #expect(abs(loss - there.value) <= 1e-9 * abs(there.value))
    #expect(abs(norm - there.norm) <= 1e-9 * there.norm)
    for part in ["last_batch", "stepped"] { #expect((run[part] != nil) == (part == other)) }
    guard let other else { return }
    // This norm belongs to another point or batch, so it must differ.
    #expect(try abs(number(run, other, "gradient_norm") - norm) > 1e-6 * norm)
  }

  @Test(
    "A state that became infinite while the loss stayed finite is reported",
    arguments: [
      ("adagrad:lr=1e-30", "accumulator"), ("adam:lr=1e-30", "second_moment"),
    ]) func state(_ rule: String, _ slot: String) async throws
  {
    let line =
      "run --problem rosenbrock:b=1e25 --optimizer \(rule) --start=0,0.5 --precision float32 --steps 20"
    let run = try await object(line)
    #expect((run["outcome"] as? [String: Any])?["kind"] as? String == "step_limit")
    let faults = try #require(run["state_not_finite"] as? [[String: Any]])
    #expect(faults.count == 1)
    #expect(faults[0]["slot"] as? String == slot)
    #expect(faults[0]["tensor"] as? String == "x")
    #expect(faults[0]["entries"] as? Int == 1 && faults[0]["first"] as? Int == 1)
    #expect(faults[0]["step"] as? Int == 20)
    let text = await descent(line)
    #expect(text.output.contains("\(slot) of x is not finite in 1 of 2 entries (the first is 1)"))
    let place = try Workplace()
    // A checkpoint finds it earlier.
    let saved = try await object(line + " --checkpoint \(place["c"]) --every 5")
    #expect((saved["state_not_finite"] as? [[String: Any]])?.first?["step"] as? Int == 5)
    let small = try await object(line.replacing("1e25", with: "1e9"))
    #expect(small["state_not_finite"] == nil)
  }

  @Test(
    "Logged gradients that single precision cannot hold are refused",
    arguments: [
      (#""start": [[1e300]], "gradients": [[[1]]]"#, "start"),
      (#""start": [[1]], "gradients": [[[1]], [[1e300]]]"#, "gradients, step 2"),
      (#""start": [[1]], "gradients": [[[1]]], "values": [1e300]"#, "values, step 1"),
    ]) func logged(_ members: String, _ place: String) async throws
  {
    let folder = try Workplace()
    try folder.write(#"{"layout": [{"name": "w", "shape": [1]}], "# + members + "}", to: "g.json")
    let line = "trace --optimizer sgd --gradients \(folder["g.json"])"
    #expect(await descent(line).status == 0)
    let result = await descent(line + " --precision float32")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains(place) && result.errors.contains("float32"), "\(result.errors)")
  }
}
