import Descent

/// Takes a checkpoint out of a safetensors file, piece by piece, trusting none of it.
struct CheckpointReader {
  static let format = "descent-checkpoint"
  static let version = 1
  private static let configurationPrefix = "configuration."

  let file: Safetensors
  let path: String

  init(_ file: Safetensors, path: String) throws(FileError) {
    self.file = file
    self.path = path
    guard file.metadata["format"] == Self.format else {
      let found = file.metadata["format"].map { "its format is '\($0)'" } ?? "no format is given"
      throw malformed("__metadata__", "not a checkpoint: \(found)")
    }
    let text = try metadata("version")
    guard let version = Int(text), version >= 1 else {
      throw malformed("__metadata__", "'\(text)' is no format version")
    }
    guard version <= Self.version else {
      throw .newerFormat(path: path, version: version, supported: Self.version)
    }
  }

  var configuration: [String: String] {
    var configuration: [String: String] = [:]
    for (key, text) in file.metadata where key.hasPrefix(Self.configurationPrefix) {
      configuration[String(key.dropFirst(Self.configurationPrefix.count))] = text
    }
    return configuration
  }

  func precision() throws(FileError) -> String {
    let name = try metadata(Self.configurationPrefix + "precision")
    guard [Float.precisionName, Double.precisionName].contains(name) else {
      throw malformed("__metadata__", "'\(name)' is no precision")
    }
    return name
  }

  /// The numbers of a tensor. A number is not judged: infinite and NaN ones are restored as they were.
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
    for (key, field) in RunProgress.fields {
      let text = try metadata("progress." + key)
      switch field {
      case .count(let path):
        // Less than the largest number, so that counting on cannot overflow.
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
