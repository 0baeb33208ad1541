import Descent

/// Checkpoints as safetensors files. Python's `safetensors` shows
///
/// - tensors `parameters`, `state.<buffer>` for each buffer of the optimizer, `previous` (with
///   mini-batches), `eval.parameters` (if the optimizer has an evaluation point) and `history` (if the
///   problem delays gradients: the points of the last steps, the oldest first) in the run's precision;
///   `scalars` in F64; `external` in U8, the exported external state;
/// - metadata `format`, `version` and `checksum` (from version 3, a digest of the file without it);
///   `configuration.<key>` and `progress.<key>` as text; and `state_layout`, JSON with the name and initial
///   value of each buffer and scalar, in order.
extension Checkpoint where T: StoredScalar {
  /// Reads a checkpoint.
  /// - Throws: ``FileError`` if the file is missing, broken, not a checkpoint or in a newer
  ///   format; `CheckpointMismatch` if it has the other precision.
  public init(contentsOf path: String) throws {
    try self.init(decoding: try readFile(path), path: path)
  }

  /// Reads the bytes of a file; `path` is its name in errors.
  /// - Throws: as ``init(contentsOf:)`` does.
  public init(decoding bytes: [UInt8], path: String) throws {
    let file = try Safetensors(decoding: bytes, path: path)
    try self.init(file, path: path)
    // The encoding is unique, so the bytes must be equal to it.
    guard file.metadata["checksum"] == nil || file.encoded == bytes else {
      throw FileError.malformed(
        path: path, place: "header", reason: "not as it was written: the file is damaged")
    }
  }

  private init(_ file: Safetensors, path: String) throws {
    let reader = try CheckpointReader(file, path: path)
    let configuration = reader.configuration
    let precision = try reader.precision()
    guard precision == T.precisionName else {
      throw CheckpointMismatch.configuration(
        key: "precision", run: T.precisionName, checkpoint: precision)
    }
    self.init(
      configuration: configuration, parameters: try reader.numbers("parameters"),
      state: try reader.state(), progress: try reader.progress(),
      previous: try reader.numbers("previous"))
    version = reader.version
    if file.tensors["eval.parameters"] != nil {
      evaluationPoint = try reader.numbers("eval.parameters")
    }
    if file.tensors["history"] != nil { history = try reader.numbers("history") }
    if file.tensors["external"] != nil { external = try reader.numbers("external") }
  }

  /// Writes the checkpoint atomically: if the process is killed at any time, the old or the new
  /// file remains.
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public func write(to path: String) throws(FileError) { try file.write(to: path) }

  /// The bytes that ``write(to:)`` writes.
  public var encoded: [UInt8] { file.encoded }

  /// The contents of the file.
  var file: Safetensors {
    var file = Safetensors()
    file.tensors["parameters"] = StoredTensor(parameters)
    file.tensors["previous"] = StoredTensor(previous)
    file.tensors["scalars"] = StoredTensor(state.scalars)
    if !evaluationPoint.isEmpty {
      file.tensors["eval.parameters"] = StoredTensor(evaluationPoint)
    }
    if !history.isEmpty { file.tensors["history"] = StoredTensor(history) }
    if let external { file.tensors["external"] = StoredTensor(external) }
    for buffer in state.layout.buffers {
      file.tensors["state." + buffer.slot.name] = StoredTensor(Array(state.storage[buffer.range]))
    }
    file.metadata["format"] = CheckpointReader.format
    file.metadata["version"] = String(CheckpointReader.version)
    for (key, text) in configuration { file.metadata["configuration." + key] = text }
    for (key, field) in RunProgress.fields {
      switch field {
      case .count(let path): file.metadata["progress." + key] = String(progress[keyPath: path])
      case .number(let path): file.metadata["progress." + key] = progress[keyPath: path].exactText
      case .flag(let path): file.metadata["progress." + key] = progress[keyPath: path].description
      }
    }
    func slots(_ slots: [StateSlot]) -> JSON {
      .array(slots.map { .array([.string($0.name), .string($0.initial.exactText)]) })
    }
    let layout: [JSON.Member] = [
      JSON.Member(key: "buffers", value: slots(state.layout.buffers.map(\.slot))),
      JSON.Member(key: "scalars", value: slots(state.layout.scalars)),
    ]
    file.metadata["state_layout"] = JSON.object(layout).text
    file.seal()
    return file
  }
}

extension Checkpoint where T == Double {
  /// The precision of a checkpoint's run, `float32` or `float64`, which must be known to read it.
  /// Call as `Checkpoint.precision(of: path)`.
  /// - Throws: ``FileError``.
  public static func precision(of path: String) throws(FileError) -> String {
    try CheckpointReader(try Safetensors(contentsOf: path), path: path).precision()
  }
}

extension RunProgress {
  enum Field {
    case count(WritableKeyPath<RunProgress, Int>)
    case number(WritableKeyPath<RunProgress, Double>)
    case flag(WritableKeyPath<RunProgress, Bool>)
  }

  /// Every counter, by its key in files of the current version.
  static var fields: [(key: String, field: Field)] {
    fieldsOfVersion1.filter { $0.key != "values" } + [
      ("batches", .count(\.batches)), ("values", .count(\.evaluations.values)),
      ("products", .count(\.evaluations.products)),
      ("residuals", .count(\.evaluations.residuals)),
      ("jacobian_columns", .count(\.evaluations.jacobianColumns)),
      ("reports", .count(\.evaluations.reports)), ("cost", .number(\.evaluations.cost)),
      ("start_cost", .number(\.startCost)), ("start_examples", .count(\.startExamples)),
      ("plateau_best", .number(\.reducer.best)), ("plateau_stalled", .count(\.reducer.stalled)),
      ("plateau_cooling", .count(\.reducer.cooling)),
      ("plateau_factor", .number(\.reducer.factor)),
    ]
  }

  /// The counters of version 1, whose `values` were evaluations for reports.
  static var fieldsOfVersion1: [(key: String, field: Field)] {
    [
      ("step", .count(\.step)), ("epoch", .count(\.epoch)), ("position", .count(\.position)),
      ("since_best", .count(\.sinceBest)), ("values", .count(\.evaluations.reports)),
      ("gradients", .count(\.evaluations.gradients)),
      ("examples", .count(\.evaluations.examples)), ("best", .number(\.best)),
      ("loss", .number(\.loss)), ("gradient_norm", .number(\.gradientNorm)),
      ("previous_loss", .number(\.previousLoss)),
      ("previous_gradient_norm", .number(\.previousGradientNorm)),
      ("has_diverged", .flag(\.hasDiverged)),
    ]
  }
}
