import Descent

/// Reads a checkpoint from a safetensors file and validates every part of it.
struct CheckpointReader {
  static let format = "descent-checkpoint"
  static let version = 3
  private static let configurationPrefix = "configuration."

  let file: Safetensors
  let path: String
  /// The version of the format that the file was written in.
  let version: Int

  init(_ file: Safetensors, path: String) throws(FileError) {
    self.file = file
    self.path = path
    guard file.metadata["format"] == Self.format else {
      let found = file.metadata["format"].map { "its format is '\($0)'" } ?? "no format is given"
      throw FileError.malformed(
        path: path, place: "__metadata__", reason: "not a checkpoint: \(found)")
    }
    guard let text = file.metadata["version"] else {
      throw FileError.malformed(path: path, place: "__metadata__", reason: "'version' is missing")
    }
    guard let version = Int(text), version >= 1 else {
      throw FileError.malformed(
        path: path, place: "__metadata__", reason: "'\(text)' is no format version")
    }
    self.version = version
    guard version <= Self.version else {
      throw .newerFormat(path: path, version: version, supported: Self.version)
    }
    // An unknown name is a damaged one: with `checksun`, for example, the checksum would be
    // skipped.
    let unknown = Set(file.metadata.keys).subtracting(Self.keys)
    if let name = unknown.filter({ !$0.hasPrefix(Self.configurationPrefix) }).min() {
      throw malformed("__metadata__", "'\(name)' is nothing that a checkpoint holds")
    }
    // A checksum is checked for any version, because the version's digit itself may be damaged.
    if version >= 3 || file.metadata["checksum"] != nil {
      guard let checksum = file.metadata["checksum"] else {
        throw FileError.malformed(
          path: path, place: "__metadata__", reason: "'checksum' is missing")
      }
      guard checksum == file.checksum else {
        throw FileError.malformed(
          path: path, place: nil, reason: "its content has another checksum: the file is damaged")
      }
    }
  }

  /// The keys of the metadata, apart from those of the configuration.
  private static let keys = Set(
    ["format", "version", "checksum", "state_layout"]
      + RunProgress.fields.map { "progress." + $0.key })

  var configuration: [String: String] {
    var configuration: [String: String] = [:]
    for (key, text) in file.metadata where key.hasPrefix(Self.configurationPrefix) {
      configuration[String(key.dropFirst(Self.configurationPrefix.count))] = text
    }
    if version == 1, let optimizer = configuration["optimizer"] {
      configuration["optimizer"] = Self.modernized(optimizer)
    }
    return configuration
  }

  /// Translates a version 1 optimizer, whose modifiers were further settings with the outermost
  /// last, to the syntax of version 2: stages in the order in which they act.
  static func modernized(_ text: String) -> String {
    guard var specification = try? Specification(text) else { return text }
    var (before, after): ([Specification], [Specification]) = ([], [])
    func stage(_ name: String, _ settings: (key: String, text: String)...) -> Specification {
      Specification(name: name, settings: settings)
    }
    for (key, value) in specification.settings {
      switch key {
      case "clip_norm": before.insert(stage("clip_norm", ("norm", value)), at: 0)
      case "clip_value": before.insert(stage("clip_value", ("value", value)), at: 0)
      case "l2": before.insert(stage("l2", ("weight_decay", value)), at: 0)
      case "accumulate": before.insert(stage("accumulate", ("steps", value)), at: 0)
      case "average": after.append(stage("ema", ("decay", value), ("debiased", "false")))
      case "debiased_average": after.append(stage("ema", ("decay", value), ("debiased", "true")))
      default: continue
      }
      _ = specification.remove(key)
    }
    let stages = before + after
    guard !stages.isEmpty else { return text }
    return Specification(
      .name("modified"),
      [
        Setting("rule", .nested(specification)),
        Setting("by", stages.count == 1 ? .nested(stages[0]) : .list(stages)),
      ]
    ).description
  }

  func precision() throws(FileError) -> String {
    let name = try metadata(Self.configurationPrefix + "precision")
    guard [Float.precisionName, Double.precisionName].contains(name) else {
      throw malformed("__metadata__", "'\(name)' is no precision")
    }
    return name
  }

  /// The numbers of a tensor. Infinite and NaN values are accepted and restored unchanged.
  func numbers<T: StoredScalar>(_ name: String) throws(FileError) -> [T] {
    guard let tensor = file.tensors[name] else {
      throw malformed(nil, "the tensor '\(name)' is missing")
    }
    guard let values = tensor.values(as: T.self) else {
      throw malformed(
        "tensor '\(name)'", "its dtype is \(tensor.kind.rawValue), not \(T.kind.rawValue)")
    }
    return values
  }

  func state<T: KernelScalar & StoredScalar>() throws(FileError) -> OptimizerState<T> {
    let text = try metadata("state_layout")
    let json: JSON
    do throws(JSON.Failure) { json = try JSON(Array(text.utf8)[...]) } catch {
      throw malformed("state_layout", "not valid JSON: \(error.reason)")
    }
    var layout = StateLayout()
    var storage: [T] = []
    for slot in try slots("buffers", in: json) {
      let values: [T] = try numbers("state." + slot.name)
      layout.appendBuffer(slot, count: values.count)
      storage += values
    }
    for slot in try slots("scalars", in: json) { layout.appendScalar(slot) }
    let scalars: [Double] = try numbers("scalars")
    guard scalars.count == layout.scalars.count else {
      throw malformed(
        "tensor 'scalars'", "it holds \(scalars.count) numbers for \(layout.scalars.count) names")
    }
    var state = OptimizerState<T>(layout)
    state.storage = storage
    state.scalars = scalars
    return state
  }

  private func slots(_ key: String, in json: JSON) throws(FileError) -> [StateSlot] {
    guard let entries = json[key]?.array else { throw malformed("state_layout", "no '\(key)'") }
    var slots: [StateSlot] = []
    for entry in entries {
      guard let pair = entry.array, pair.count == 2, let name = pair[0].string,
        let initial = pair[1].string.flatMap(Double.init)
      else { throw malformed("state_layout", "\(entry.text) is not a name and an initial value") }
      guard !slots.contains(where: { $0.name == name }) else {
        throw malformed("state_layout", "'\(name)' is there twice")
      }
      slots.append(StateSlot(name, initial: initial))
    }
    return slots
  }

  func progress() throws(FileError) -> RunProgress {
    var progress = RunProgress()
    for (key, field) in version == 1 ? RunProgress.fieldsOfVersion1 : RunProgress.fields {
      let text = try metadata("progress." + key)
      switch field {
      case .count(let path):
        // At most half of the largest number, so that further counting cannot overflow.
        guard let count = Int(text), (0..<Int.max / 2).contains(count) else {
          throw malformed("__metadata__", "progress.\(key) is '\(text)', not a count")
        }
        progress[keyPath: path] = count
      case .number(let path):
        guard let number = Double(text) else {
          throw malformed("__metadata__", "progress.\(key) is '\(text)', not a number")
        }
        progress[keyPath: path] = number
      case .flag(let path):
        guard let flag = Bool(text) else {
          throw malformed("__metadata__", "progress.\(key) is '\(text)', not true or false")
        }
        progress[keyPath: path] = flag
      }
    }
    if version == 1 {
      // In version 1, only gradients had a cost, 1 each.
      progress.evaluations.cost = Double(progress.evaluations.gradients)
      progress.startCost = 1
    }
    return progress
  }

  private func metadata(_ key: String) throws(FileError) -> String {
    guard let text = file.metadata[key] else {
      throw malformed("__metadata__", "'\(key)' is missing")
    }
    return text
  }

  private func malformed(_ place: String?, _ reason: String) -> FileError {
    .malformed(path: path, place: place, reason: reason)
  }
}
