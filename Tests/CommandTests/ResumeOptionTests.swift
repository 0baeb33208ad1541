import Foundation
import Testing

@Suite("The option --resume") struct ResumeOptionTests {
  private func final(_ line: String) async throws -> String {
    let result = await descent(line + " --json")
    try #require(result.status == 0, "\(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let final = try #require((object as? [String: Any])?["final"])
    return String(
      decoding: try JSONSerialization.data(withJSONObject: final, options: .sortedKeys),
      as: UTF8.self)
  }

  @Test(
    "resumes to exactly the numbers of an uninterrupted run",
    arguments: [
      "--problem rosenbrock --optimizer adam:lr=0.01 --precision float32",
      "--problem rosenbrock --optimizer momentum:lr=0.001 --schedule cosine:horizon=90",
      "--problem mlp:data=iris,hidden=5,batch=16 --optimizer rmsprop --accumulate 3",
      "--problem rosenbrock --optimizer momentum:lr=0.002 --schedule \(plateau)",
    ])
  func resumed(_ spec: String) async throws {
    let place = try Workplace()
    let whole = try await final("run \(spec) --steps 90")
    // The default horizon is the length of the run, so the cosine has one. Step 37 is within an epoch of
    // the perceptron, which has 3 updates.
    _ = try await final("run \(spec) --steps 37 --checkpoint \(place["c"])")
    let rest = try await final("run \(spec) --steps 90 --resume \(place["c"])")
    #expect(rest == whole)
  }

  private static let plateau = "plateau:patience=2,gamma=0.5,cooldown=1"

  /// Checks that the case above shows something.
  @Test("the plateau of the case above cuts the rate before and after the checkpoint")
  func plateauCuts() async throws {
    let run = "run --problem rosenbrock --optimizer momentum:lr=0.002"
    for steps in [37, 90] {
      let plain = try await final("\(run) --steps \(steps)")
      #expect(try await final("\(run) --steps \(steps) --schedule \(Self.plateau)") != plain)
    }
    let cut = "\(run) --schedule \(Self.plateau)"
    let late = try Workplace()
    _ = try await final("\(cut) --steps 90 --trace \(late["t"])")
    let rates = try late.text("t").split(separator: "\n").dropFirst(38)
    #expect(Set(rates.compactMap { $0.split(separator: ",").dropFirst(3).first }).count > 1)
  }

  @Test("leaves the whole state at the end, and no other file") func last() async throws {
    let place = try Workplace()
    _ = try await final(
      "run --problem saddle --optimizer adam --steps 25 --checkpoint \(place["c"]) --every 10")
    #expect(try place.contents == ["c"])
    // The run is at its limit, so resuming takes no step and reports the same.
    let again = await descent(
      "run --problem saddle --optimizer adam --steps 25 --resume \(place["c"])")
    #expect(again.output.contains("did all of its 25 steps"))
  }
}
