import Foundation
import Testing

/// A run is identified by content: a checkpoint resumes only with the same data, plugin, kernel, formula
/// and precision, and only if none of its bits has changed.
@Suite("The identity of a plugin") struct IdentityTests {
  static let folder = Program.root.appending(path: "Tests/FilesTests/Reference/version3")

  /// Checkpoints of format version 3, each from half-way through the run whose result is in `NAME.json`.
  static let names = ["data", "flowers", "plugin"]

  /// A copy of the golden files.
  private func workplace() throws -> Workplace {
    let place = try Workplace()
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
      try FileManager.default.copyItem(
        atPath: Self.folder.appending(path: name).path, toPath: place[name])
    }
    return place
  }

  private func resume(
    _ name: String, in place: Workplace, _ options: String = ""
  ) throws -> Invocation {
    let arguments = try place.text("\(name).arguments")
    return try Program.run(
      "run \(arguments) --steps 40 --resume \(name).safetensors --json \(options)", in: place)
  }

  private func numbers(_ text: String) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    var parts = ["outcome", "final", "evaluations"].map { object?[$0] as? [String: Any] ?? [:] }
    // Ignore the reports: the first half had one more, at its end.
    parts[2]["reports"] = nil
    return parts
  }

  /// Whether both agree up to the order of summation in matrix products: OpenBLAS chooses it by the
  /// processor, and a sum of some hundred terms changes by a few roundings.
  private func agree(_ a: Any, _ b: Any) -> Bool {
    switch (a, b) {
    case (let a as [Any], let b as [Any]):
      a.count == b.count && zip(a, b).allSatisfy { agree($0, $1) }
    case (let a as [String: Any], let b as [String: Any]):
      Set(a.keys) == Set(b.keys) && a.allSatisfy { agree($1, b[$0] ?? $1) }
    case (let a as Double, let b as Double): abs(a - b) <= 1e-14 * max(abs(a), abs(b))
    default: "\(a)" == "\(b)"
    }
  }

  @Test("A golden checkpoint resumes to the same numbers", arguments: names)
  func golden(_ name: String) throws {
    let place = try workplace()
    let result = try resume(name, in: place)
    #expect(result.status == 0, "\(result.errors)")
    let (found, golden) = try (numbers(result.output), numbers(place.text("\(name).json")))
    #expect(agree(found, golden), "\(found), not \(golden)")
  }

  @Test("Every file of the folder is tested") func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let found = files.filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }
    #expect(found.sorted() == Self.names)
  }

  /// Expects a refusal in one line that contains the word, without output.
  private func expectRefusal(_ result: Invocation, naming word: String) {
    #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
    #expect(
      result.errors.contains(word) && result.errors.split(separator: "\n").count == 1,
      "\(result.errors)")
  }

  @Test("A data file with another number is refused, a renamed column is not") func data() throws {
    let place = try workplace()
    let text = try place.text("flowers.csv")
    try place.write(text.replacing("length,", with: "size,"), to: "flowers.csv")
    #expect(try resume("data", in: place).status == 0)
    for (old, new) in [("6.4", "6.5"), ("4.6,3.1,0", "4.6,3.1,1"), ("5.0,3.6,0\n", "")] {
      try place.write(text.replacing(old, with: new), to: "flowers.csv")
      expectRefusal(try resume("data", in: place), naming: "data")
    }
  }

  @Test("A plugin with another rule is refused") func plugin() throws {
    let place = try workplace()
    let text = try place.text("Signs.swift")
    try place.write(text.replacing(": 0\n", with: ": T(rate) / 2\n"), to: "Signs.swift")
    expectRefusal(try resume("plugin", in: place), naming: "plugin signs")
  }

  @Test("Another precision is refused") func precision() throws {
    expectRefusal(
      try resume("flowers", in: workplace(), "--precision float32"), naming: "precision")
  }

  /// Flips bits of the header and of the numbers, because the checksum sees changes that the format
  /// cannot.
  @Test("A flipped bit is refused, in any position") func flipped() throws {
    let place = try workplace()
    let url = URL(filePath: place["data.safetensors"])
    let bytes = try Data(contentsOf: url)
    for i in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
      var wrong = bytes
      wrong[i] ^= 1 << UInt8(i % 8)
      try wrong.write(to: url)
      let result = try resume("data", in: place)
      #expect(result.status == 2 && result.output.isEmpty, "byte \(i): \(result.output)")
      #expect(result.errors.split(separator: "\n").count == 1, "byte \(i): \(result.errors)")
    }
  }
}
