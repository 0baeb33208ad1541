import Descent

/// Parameters as named tensors in a safetensors file, as other frameworks store them.
public struct WeightsFile: Sendable {
  let file: Safetensors
  let path: String

  /// - Throws: ``FileError`` if the file is missing or broken.
  public init(contentsOf path: String) throws(FileError) {
    self.path = path
    file = try Safetensors(contentsOf: path)
  }

  /// Whether it is a checkpoint of this program, which stores all parameters as one tensor.
  package var isCheckpoint: Bool { file.metadata["format"] == CheckpointReader.format }

  /// The parameters of a layout: each tensor by its name and shape.
  /// - Throws: ``FileError`` that names every tensor that is missing, unexpected, of another shape, or
  ///   not of a floating-point type, or the first number that is not finite.
  public func parameters(of layout: Layout) throws(FileError) -> [Double] {
    var faults: [String] = []
    func tell(_ what: String, _ list: [String]) {
      guard !list.isEmpty else { return }
      let most = 6
      faults.append(
        what + " " + list.prefix(most).joined(separator: ", ")
          + (list.count > most ? " and \(list.count - most) more" : ""))
    }
    var (missing, misshapen, mistyped): ([String], [String], [String]) = ([], [], [])
    var parameters = [Double](repeating: 0, count: layout.count)
    for tensor in layout.tensors {
      guard let stored = file.tensors[tensor.name] else {
        missing.append("\(tensor.name) \(tensor.shape)")
        continue
      }
      guard stored.shape == tensor.shape else {
        misshapen.append("\(tensor.name) \(stored.shape) for \(tensor.shape)")
        continue
      }
      guard let values = stored.floatingPointValues else {
        mistyped.append("\(tensor.name) \(stored.kind.rawValue)")
        continue
      }
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .malformed(
          path: path, place: "tensor '\(tensor.name)'",
          reason: "number \(index + 1) is \(values[index]), expected a finite number")
      }
      parameters.replaceSubrange(tensor.range, with: values)
    }
    let known = Set(layout.tensors.map { $0.name })
    let extra = file.tensors.keys.filter { !known.contains($0) }.sorted()
    tell("missing", missing)
    tell("of another shape", misshapen)
    tell("not of floating-point numbers", mistyped)
    tell("not of this problem", extra.map { "\($0) \(file.tensors[$0]?.shape ?? [])" })
    guard faults.isEmpty else {
      throw .malformed(
        path: path, place: nil,
        reason: "its tensors are not those of the problem: " + faults.joined(separator: "; "))
    }
    return parameters
  }

  /// Writes parameters under the names and with the shapes of a layout.
  /// - Parameters:
  ///   - parameters: one number per coordinate of the layout.
  ///   - type: the precision in which they are written.
  ///   - metadata: additional texts.
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public static func write<Scalar: StoredScalar & BinaryFloatingPoint>(
    _ parameters: [Double], of layout: Layout, as type: Scalar.Type,
    metadata: [String: String] = [:], to path: String
  ) throws(FileError) {
    precondition(
      parameters.count == layout.count, "\(parameters.count) numbers for \(layout.count)")
    var file = Safetensors(metadata: metadata)
    for tensor in layout.tensors {
      file.tensors[tensor.name] = StoredTensor(
        parameters[tensor.range].map { Scalar($0) }, shape: tensor.shape)
    }
    try file.write(to: path)
  }
}

extension StoredTensor {
  /// The numbers, if their type is floating-point of any width, converted without rounding.
  package var floatingPointValues: [Double]? {
    func halves(_ number: (UInt16) -> Float) -> [Double] {
      (0..<count).map { i in
        Double(number(UInt16(bytes[2 * i]) | UInt16(bytes[2 * i + 1]) << 8))
      }
    }
    return switch kind {
    case .float64: values(as: Double.self)
    case .float32: values(as: Float.self)?.map { Double($0) }
    case .float16: halves(halfPrecision)
    case .bfloat16: halves { Float(bitPattern: UInt32($0) << 16) }
    default: nil
    }
  }
}
