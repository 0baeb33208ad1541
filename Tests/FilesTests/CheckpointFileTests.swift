import Descent
import DescentCatalog
import DescentFiles
import Foundation
import Synchronization
import Testing

@Suite("A checkpoint file") struct CheckpointFileTests {
  let directory: TemporaryDirectory
  var path: String { directory.file("checkpoint.safetensors") }

  init() throws { directory = try TemporaryDirectory() }

  /// The checkpoint in `Reference/checkpoint.safetensors`.
  static var sample: Checkpoint<Float> {
    var layout = StateLayout()
    layout.appendBuffer("second", count: 3)
    layout.appendBuffer(StateSlot("first", initial: 0.5), count: 3)
    layout.appendScalar(StateSlot("beta1_power[w]", initial: 1))
    var state = OptimizerState<Float>(layout)
    state.storage = [0.5, 0.25, 0.125, -1, .infinity, 0]
    state.scalars = [0.729]
    var progress = RunProgress()
    progress.step = 7
    progress.epoch = 1
    progress.position = 40
    progress.best = 0.1
    progress.loss = 1.0 / 3
    progress.evaluations.gradients = 12345
    return Checkpoint(
      configuration: ["optimizer": "adam:lr=0.001", "problem": "\"x\"\n", "precision": "float32"],
      parameters: [-0.0, .leastNonzeroMagnitude, Float(bitPattern: 0x7FC1_2345)], state: state,
      progress: progress, previous: [1, 2, 3])
  }

  @Test("writes exactly the bytes of the file that Python has read") func golden() throws {
    try Self.sample.write(to: path)
    #expect(
      try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        == reference("checkpoint.safetensors"))
  }

  @Test("a file of version 1 is read, its gradients as the cost so far") func version1() throws {
    try reference("checkpoint-version1.safetensors").withUnsafeBytes {
      try Data($0).write(to: URL(fileURLWithPath: path))
    }
    let read = try Checkpoint<Float>(contentsOf: path)
    #expect(read.version == 1)
    #expect(read.parameters.map(\.bitPattern) == Self.sample.parameters.map(\.bitPattern))
    #expect(read.state == Self.sample.state && read.previous == Self.sample.previous)
    #expect(read.configuration == Self.sample.configuration)
    var progress = Self.sample.progress
    progress.evaluations.cost = 12345
    progress.startCost = 1
    #expect(read.progress == progress)
  }

  @Test("a checkpoint written is the checkpoint read, to the last bit") func roundTrip() throws {
    try Self.sample.write(to: path)
    let read = try Checkpoint<Float>(contentsOf: path)
    #expect(read.parameters.map(\.bitPattern) == Self.sample.parameters.map(\.bitPattern))
    #expect(read.state == Self.sample.state && read.previous == Self.sample.previous)
    #expect(read.progress == Self.sample.progress)
    #expect(read.configuration == Self.sample.configuration)
    #expect(try Checkpoint.precision(of: path) == "float32")
    #expect(directory.names == ["checkpoint.safetensors"])
  }

  @Test("every bit pattern of a number survives: NaN payloads, signed zeros, subnormals")
  func everyPattern() throws {
    let random = CounterRandom(seed: 3)
    let special: [UInt64] = [
      0, 1 << 63, 1, (1 << 63) | 1, 0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000,
      0x7FF0_0000_0000_0001, 0x7FF8_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
    ]
    let patterns = special + (0..<1000).map { random.bits($0) }
    let checkpoint = Checkpoint(
      configuration: ["precision": "float64"], parameters: patterns.map { Double(bitPattern: $0) },
      state: OptimizerState(StateLayout()), progress: RunProgress())
    try checkpoint.write(to: path)
    #expect(try Checkpoint<Double>(contentsOf: path).parameters.map(\.bitPattern) == patterns)
    #expect(try Checkpoint.precision(of: path) == "float64")
  }

  @Test("the other precision is refused, both named") func precision() throws {
    try Self.sample.write(to: path)
    let error = #expect(throws: CheckpointMismatch.self) {
      try Checkpoint<Double>(contentsOf: path)
    }
    #expect(error?.description.contains("float32") == true)
    #expect(error?.description.contains("float64") == true)
  }

  /// Writes the sample's file after a change.
  private func write(_ change: (inout Safetensors) -> Void) throws {
    try Self.sample.write(to: path)
    var file = try Safetensors(contentsOf: path)
    change(&file)
    file.seal()
    try file.write(to: path)
  }

  @Test("a file of version 2 is read as it was written") func version2() throws {
    try Data(reference("checkpoint-version2.safetensors")).write(to: URL(fileURLWithPath: path))
    let read = try Checkpoint<Float>(contentsOf: path)
    #expect(read.version == 2 && read.state == Self.sample.state)
    #expect(read.progress == Self.sample.progress)
  }

  @Test("any flipped bit of the file is refused") func flipped() throws {
    let bytes = Self.sample.encoded
    for place in bytes.indices {
      for bit in 0..<8 {
        var broken = bytes
        broken[place] ^= 1 << UInt8(bit)
        #expect(throws: (any Error).self, "bit \(bit) of byte \(place)") {
          try Checkpoint<Float>(decoding: broken, path: "broken")
        }
      }
    }
  }

  @Test("a newer format is refused, both versions named") func newer() throws {
    try write { $0.metadata["version"] = "4" }
    let expected = FileError.newerFormat(path: path, version: 4, supported: 3)
    #expect(throws: expected) { try Checkpoint<Float>(contentsOf: path) }
    #expect(throws: expected) { try Checkpoint.precision(of: path) }
    #expect(
      expected.description.contains("version 4") && expected.description.contains("version 3"))
  }

  @Test("a file of another kind is not a checkpoint") func foreign() throws {
    for format in [nil, "pt", ""] {
      try write { $0.metadata["format"] = format }
      let error = #expect(throws: FileError.self) { try Checkpoint<Float>(contentsOf: path) }
      #expect(error?.description.contains("not a checkpoint") == true)
    }
    try Data("step,loss\n".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: FileError.self) { try Checkpoint<Float>(contentsOf: path) }
  }

  @Test("each missing piece is refused and named") func missing() throws {
    try Self.sample.write(to: path)
    let whole = try Safetensors(contentsOf: path)
    for key in whole.metadata.keys
    where !["optimizer", "problem", "checksum"].contains(where: key.hasSuffix) {
      try write { $0.metadata[key] = nil }
      let error = #expect(throws: FileError.self, "\(key)") {
        try Checkpoint<Float>(contentsOf: path)
      }
      #expect(key == "format" || error?.description.contains(key) == true, "\(key)")
    }
    for name in whole.tensors.keys {
      try write { $0.tensors[name] = nil }
      let error = #expect(throws: FileError.self, "\(name)") {
        try Checkpoint<Float>(contentsOf: path)
      }
      #expect(error?.description.contains(name) == true)
    }
  }

  @Test(
    "nonsense in the metadata is refused",
    arguments: [
      ("version", "x"), ("version", "0"), ("configuration.precision", "float16"),
      ("progress.step", "-1"), ("progress.step", "1.5"), ("progress.position", "-8"),
      ("progress.epoch", "9223372036854775807"), ("progress.best", "low"), ("state_layout", "[]"),
      ("state_layout", "{"), ("state_layout", #"{"buffers":[],"scalars":[]}"#),
      ("state_layout", #"{"buffers":[["first","0"],["first","0"]],"scalars":[["a","0"]]}"#),
      ("state_layout", #"{"buffers":[["first",0]],"scalars":[["a","0"]]}"#),
      ("state_layout", #"{"buffers":[["unknown","0"]],"scalars":[["a","0"]]}"#),
    ])
  func nonsense(_ key: String, _ text: String) throws {
    try write { $0.metadata[key] = text }
    #expect(throws: FileError.self) { try Checkpoint<Float>(contentsOf: path) }
  }

  @Test("a tensor of the wrong type is refused") func wrongType() throws {
    try write { $0.tensors["parameters"] = StoredTensor([1.0, 2, 3]) }
    #expect(throws: FileError.self) { try Checkpoint<Float>(contentsOf: path) }
  }

  @Test("a reader sees whole checkpoints only, while a writer replaces the file 500 times")
  func readerAndWriter() throws {
    @Sendable func checkpoint(_ step: Int) -> Checkpoint<Double> {
      var progress = RunProgress()
      progress.step = step
      // The size changes from one to the next.
      let parameters = [Double](repeating: Double(step), count: 2000 + 37 * (step % 11))
      return Checkpoint(
        configuration: ["precision": "float64"], parameters: parameters,
        state: OptimizerState(StateLayout()), progress: progress)
    }
    let path = path
    try checkpoint(0).write(to: path)
    let finished = Atomic(false)
    let reads = Atomic(0)
    let broken = Mutex<[String]>([])
    let reader = Thread {
      var last = 0
      while !finished.load(ordering: .acquiring) {
        do {
          let read = try Checkpoint<Double>(contentsOf: path)
          let step = read.progress.step
          let whole = read.parameters == checkpoint(step).parameters && step >= last
          if !whole { broken.withLock { $0.append("step \(step) after \(last)") } }
          last = step
        } catch { broken.withLock { $0.append("\(error)") } }
        reads.add(1, ordering: .releasing)
      }
      reads.add(1_000_000, ordering: .releasing)
    }
    reader.start()
    var step = 0
    // Continue until the reader has run, too.
    while step < 500 || reads.load(ordering: .acquiring) < 50 {
      step += 1
      try checkpoint(step).write(to: path)
    }
    finished.store(true, ordering: .releasing)
    while reads.load(ordering: .acquiring) < 1_000_000 { Thread.sleep(forTimeInterval: 0.001) }
    #expect(broken.withLock(\.self) == [])
    #expect(directory.names == ["checkpoint.safetensors"])
  }
}
