import DescentFiles
import Foundation
import Testing

/// Weights are read and written by name and shape.
@Suite("--start FILE and --write-weights") struct StartOptionTests {
  private static let problem = "mlp:data=iris,hidden=3,batch=16"

  private func weights(_ path: String) throws -> [String: [Double]] {
    try Safetensors(contentsOf: path).tensors.mapValues { $0.floatingPointValues ?? [] }
  }

  /// Writes tensors of a type by their bytes.
  private func write(
    _ tensors: [(name: String, type: String, shape: [Int], bytes: [UInt8])], to path: String
  ) throws {
    var (header, data): ([String], [UInt8]) = ([], [])
    for tensor in tensors {
      let end = data.count + tensor.bytes.count
      header.append(
        #""\#(tensor.name)":{"dtype":"\#(tensor.type)","shape":\#(tensor.shape),"#
          + #""data_offsets":[\#(data.count),\#(end)]}"#)
      data += tensor.bytes
    }
    let text = Array("{\(header.joined(separator: ","))}".utf8)
    let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
    try Data(length + text + data).write(to: URL(filePath: path))
  }

  @Test(
    "the next run starts at the written weights, bit for bit", arguments: ["float32", "float64"])
  func roundTrip(precision: String) async throws {
    let place = try Workplace()
    let options = "--problem \(Self.problem) --precision \(precision)"
    let first = await descent(
      "run \(options) --optimizer adam --epochs 2 --seed 4 --write-weights \(place["a"])")
    try #require(first.status == 0, "\(first.errors)")
    // A rate of 0 leaves the parameters unchanged.
    let second = await descent(
      "run \(options) --optimizer sgd:lr=0 --steps 2 --start \(place["a"]) --write-weights \(place["b"])"
    )
    try #require(second.status == 0, "\(second.errors)")
    let (a, b) = (try Safetensors(contentsOf: place["a"]), try Safetensors(contentsOf: place["b"]))
    #expect(a.tensors == b.tensors)
    #expect(a.tensors["layer1.weight"]?.shape == [3, 4])
    #expect(a.tensors["layer1.weight"]?.kind == (precision == "float32" ? .float32 : .float64))
  }

  @Test("half-precision weights are converted exactly") func halves() async throws {
    let place = try Workplace()
    // 1.5 and −2 in either form; the least half, and 3.
    for (type, bytes) in [("F16", [0, 0x3E, 0, 0xC0]), ("BF16", [0xC0, 0x3F, 0, 0xC0])]
      as [(String, [UInt8])]
    {
      try write([("x", type, [2], bytes)], to: place["w"])
      let result = await descent(
        "run --problem sphere:n=2 --optimizer sgd:lr=0 --steps 1 --start \(place["w"]) --write-weights \(place["o"])"
      )
      try #require(result.status == 0, "\(result.errors)")
      #expect(try weights(place["o"])["x"] == [1.5, -2])
    }
    try write([("x", "F16", [2], [1, 0, 0, 0x42])], to: place["w"])
    let result = await descent(
      "run --problem sphere:n=2 --optimizer sgd:lr=0 --steps 1 --start \(place["w"]) --write-weights \(place["o"])"
    )
    try #require(result.status == 0, "\(result.errors)")
    #expect(try weights(place["o"])["x"] == [0x1p-24, 3])
  }

  @Test(
    "tensors that do not match are named in one line",
    arguments: [
      ([("y", "F32", [2])], "missing x [2]; not of this problem y [2]"),
      ([("x", "F32", [2]), ("z", "F64", [1])], "not of this problem z [1]"),
      ([("x", "F32", [1, 2])], "of another shape x [1, 2] for [2]"),
      ([("x", "I32", [2])], "not of floating-point numbers x I32"),
    ] as [([(String, String, [Int])], String)])
  func misfits(tensors: [(String, String, [Int])], message: String) async throws {
    let place = try Workplace()
    try write(
      tensors.map { name, type, shape in
        let size = type == "F64" ? 8 : 4
        return (name, type, shape, [UInt8](repeating: 0, count: size * shape.reduce(1, *)))
      }, to: place["w"])
    let result = await descent(
      "run --problem saddle --optimizer sgd --steps 1 --start \(place["w"])")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(
      result.errors
        == "descent: \(place["w"]): its tensors are not those of the problem: \(message)\n")
  }

  @Test("a number that is not finite is named in one line") func notFinite() async throws {
    let place = try Workplace()
    try write([("x", "F32", [2], [0, 0, 128, 63, 0, 0, 128, 255])], to: place["w"])
    let result = await descent("run saddle sgd --steps 1 --start \(place["w"])")
    #expect(result.status == 2 && result.output.isEmpty)
    let words = "tensor 'x': number 2 is -inf, expected a finite number"
    #expect(result.errors == "descent: \(place["w"]), \(words)\n")
  }

  @Test("a checkpoint is a warm start for other settings") func checkpoint() async throws {
    let place = try Workplace()
    let saved = await descent(
      "run --problem \(Self.problem) --optimizer adam --epochs 1 --checkpoint \(place["c"]) --write-weights \(place["w"])"
    )
    try #require(saved.status == 0, "\(saved.errors)")
    func start(_ name: String) async -> String {
      await descent(
        "run --problem mlp:data=iris,hidden=3,batch=30,ridge=0.1 --optimizer momentum --steps 5 --json --start \(place[name])"
      ).output.split(separator: "\n").filter { $0.contains("loss") }.joined()
    }
    let (fromCheckpoint, fromWeights) = (await start("c"), await start("w"))
    #expect(!fromCheckpoint.isEmpty && fromCheckpoint == fromWeights)
  }
}
