import Foundation
import Testing

@Suite struct ResumeOptionTests {
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
    "goes on to the very numbers of an uninterrupted run",
    arguments: [
      "--problem rosenbrock --optimizer adam:lr=0.01 --precision float32",
      "--problem rosenbrock --optimizer momentum:lr=0.001 --schedule cosine:horizon=90",
      "--problem mlp:data=iris,hidden=5,batch=16 --optimizer rmsprop --accumulate 3",
    ])
  func resumed(_ spec: String) async throws {
    let place = try Workplace()
    let whole = try await final("run \(spec) --steps 90")
    // A horizon that is not given is the length of the run, so the cosine has one. 37 falls within an epoch of the perceptron's, which has 3 updates.
    _ = try await final("run \(spec) --steps 37 --checkpoint \(place["c"])")
    let rest = try await final("run \(spec) --steps 90 --resume \(place["c"])")
    #expect(rest == whole)
  }

  @Test("leaves the whole state at the end, and nothing beside it") func last() async throws {
    let place = try Workplace()
    _ = try await final(
      "run --problem saddle --optimizer adam --steps 25 --checkpoint \(place["c"]) --every 10")
    #expect(try place.contents == ["c"])
    // At the limit already: resuming takes no step and reports the same.
    let again = await descent(
      "run --problem saddle --optimizer adam --steps 25 --resume \(place["c"])")
    #expect(again.output.contains("did all of its 25 steps"))
  }
}
