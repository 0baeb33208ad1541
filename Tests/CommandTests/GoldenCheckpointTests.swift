import Foundation
import Testing

/// Checkpoints of format version 1, which an earlier program wrote half-way through runs, with the
/// results of the whole runs.
@Suite("A checkpoint of an earlier version") struct GoldenCheckpointTests {
  /// The folder belongs to FilesTests, beside this one.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "FilesTests/Reference/version1").path

  /// The lengths of the whole runs, as in `make.sh`.
  static let lengths = ["diverged": "--steps 60"]

  static let names = [
    "adagrad", "adam", "adamw", "clipped", "diverged", "float32", "momentum",
    "rmsprop", "schedule", "sgd", "start",
  ]

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
  }

  @Test("A checkpoint of version 1 resumes to the same numbers", arguments: names)
  func resumed(_ name: String) async throws {
    let arguments = try text("\(name).arguments").split(separator: " ").map(String.init)
    let length = (Self.lengths[name] ?? "--steps 40").split(separator: " ").map(String.init)
    let result = await descent(
      ["run"] + arguments + length
        + ["--resume", "\(Self.folder)/\(name).safetensors", "--json"])
    #expect(result.status == 0, "\(result.errors)")
    let (mine, golden) = (try object(result.output), try object(text("\(name).json")))
    for key in ["outcome", "final"] {
      let (a, b) = (
        try #require(mine[key] as? [String: Any]), try #require(golden[key] as? [String: Any])
      )
      // Compare every number of the earlier program to the bit; the new output may have more members.
      for (field, value) in b {
        // The earlier program's final norm was that of the last batch.
        let batch = mine["last_batch"] as? [String: Any]
        let isOfBatch = key == "final" && field == "gradient_norm" && batch != nil
        let other = try #require(isOfBatch ? batch?[field] : a[field], "\(key).\(field)")
        #expect("\(other)" == "\(value)", "\(key).\(field)")
      }
      #expect(b.count >= 2)
    }
    let (spent, before) = (
      mine["evaluations"] as? [String: Any], golden["evaluations"] as? [String: Any]
    )
    for kind in ["gradients", "examples"] {
      let count = try #require(before?[kind] as? Int)
      #expect(spent?[kind] as? Int == count)
    }
  }

  /// Runs on softmax regression, whose gauge term has changed, and on flowers, which were standardised
  /// over the test examples, too.
  static let earlierFormulas = ["accumulated", "batches", "epochs"]

  @Test("A checkpoint of an earlier formula is refused", arguments: earlierFormulas)
  func formula(_ name: String) async throws {
    let arguments = try text("\(name).arguments").split(separator: " ").map(String.init)
    let result = await descent(
      ["run"] + arguments + ["--steps", "40", "--resume", "\(Self.folder)/\(name).safetensors"])
    #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains("formula") && result.errors.split(separator: "\n").count == 1)
  }

  @Test("Every file of the folder is tested") func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(
      files.filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }.sorted()
        == (Self.names + Self.earlierFormulas).sorted())
  }
}
