import DescentPlugins
import Foundation

/// The files that trials use, all written by the program itself, each in its own folder.
package final class FuzzMaterial: Sendable {
  let folder: String
  private let checkpoints: [[UInt8]]

  /// The runs whose checkpoints are damaged, without their lengths.
  static let runs = [
    ["run", "--problem", "rosenbrock", "--optimizer", "adam:lr=0.02"],
    [
      "run", "--problem", "softmax:data=iris,batch=16", "--optimizer", "momentum:lr=0.01",
      "--accumulate", "2", "--seed", "3",
    ],
    [
      "run", "--problem", "beale", "--optimizer", "rmsprop:lr=0.01", "--precision", "float32",
      "--modify", "ema:decay=0.9", "--schedule", "cosine:horizon=40",
    ],
    [
      "run", "--problem", "noisy:std=0.1,of=(saddle)", "--optimizer", "sgd:lr=0.01", "--schedule",
      "plateau:patience=3",
    ],
  ]
  static let length = ["--steps", "20"]

  static let rule = """
    import Descent

    struct Fuzzed: CoordinatewiseOptimizer {
      @Hyperparameter("learning rate", in: 0...) var learningRate = 0.01
      static let card = Card(name: "fuzzed", summary: "a rule", formula: "x - lr g", source: "a test")
      var slots: [StateSlot] { ["velocity"] }
      func update<T: KernelScalar>(
        _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
      ) {
        s[0] = T(0.9) * s[0] + g
        x -= T(rate) * s[0]
      }
    }
    let plugin = Plugin(Fuzzed.self)

    """

  /// - Parameter program: the program that makes the material.
  package init(_ program: FuzzProgram) throws {
    let place = FileManager.default.temporaryDirectory.path + "/descent-fuzz-\(UUID().uuidString)"
    folder = place
    try FileManager.default.createDirectory(
      atPath: place + "/cache", withIntermediateDirectories: true)
    checkpoints = try Self.runs.enumerated().map { index, run in
      let name = "\(place)/\(index).safetensors"
      let made = try program.run(
        run + Self.length + ["--checkpoint", name], in: place, cache: place + "/cache")
      guard made.ending == .exited(status: 0) else { throw FuzzFailure("no checkpoint: \(made)") }
      return try Array(Data(contentsOf: URL(filePath: name)))
    }
    try Data(Self.rule.utf8).write(to: URL(filePath: place + "/Rule.swift"))
    let shown = try program.run(["show", "Rule.swift"], in: place, cache: place + "/cache")
    guard shown.ending == .exited(status: 0) else { throw FuzzFailure("no plugin: \(shown)") }
  }

  package func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes the files of a trial into a new folder.
  func write(_ trial: FuzzTrial, to folder: String) throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if trial.files.contains(where: \.isInCache) {
      try manager.copyItem(atPath: self.folder + "/cache", toPath: folder + "/cache")
    }
    for file in trial.files {
      for path in try paths(of: file, in: folder) {
        var bytes = try self.bytes(of: file, at: path)
        for edit in file.edits { edit.apply(&bytes) }
        try put(bytes, file.edits, at: path)
      }
    }
  }

  private func put(_ bytes: [UInt8], _ edits: [FuzzEdit], at path: String) throws {
    let manager = FileManager.default
    for case .become(let kind) in edits {
      try? manager.removeItem(atPath: path)
      switch kind {
      case .directory: try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      case .pipe: mkfifo(path, 0o600)
      case .nothing: break
      }
      return
    }
    try Data(bytes).write(to: URL(filePath: path))
  }

  private func bytes(of file: FuzzFile, at path: String) throws -> [UInt8] {
    switch file.base {
    case .text(let text): Array(text.utf8)
    case .checkpoint(let index): checkpoints[index % checkpoints.count]
    case .gradients: Self.gradients
    case .images: path.hasSuffix("labels-idx1-ubyte") ? Self.labels : Self.images
    case .cachedLibrary, .cachedModules: try Array(Data(contentsOf: URL(filePath: path)))
    }
  }

  private func paths(of file: FuzzFile, in folder: String) throws -> [String] {
    let manager = FileManager.default
    switch file.base {
    case .text, .checkpoint, .gradients, .images: return [folder + "/" + file.name]
    case .cachedLibrary:
      return try manager.contentsOfDirectory(atPath: folder + "/cache")
        .filter { $0.hasSuffix(".so") }.map { "\(folder)/cache/\($0)" }
    case .cachedModules:
      return manager.enumerator(atPath: folder + "/cache/modules")?.allObjects
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".pcm") }
        .map { "\(folder)/cache/modules/\($0)" } ?? []
    }
  }

  /// Two steps of one tensor of two numbers.
  private static let gradients: [UInt8] = {
    let header =
      #"{"start.w":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"#
      + #""gradients.w":{"dtype":"F64","shape":[2,2],"data_offsets":[16,48]}}"#
    let numbers: [Double] = [1, 1, 1, 0, 0, 1]
    let bytes = numbers.flatMap { number in
      withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
    }
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    return length + Array(header.utf8) + bytes
  }()

  /// Six images of two by two pixels.
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 2, 0, 0, 0, 2] + (0..<24).map { UInt8($0 * 10) }
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 6, 0, 1, 0, 1, 0, 1]
}

/// An error of the fuzzer itself.
package struct FuzzFailure: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
