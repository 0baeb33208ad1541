import Descent
import DescentFiles
import Foundation

/// The argument of `--start`: numbers, the parameters of a checkpoint, or the tensors of a safetensors file
/// by name and shape.
enum StartChoice {
  case numbers([Double])
  case weights(WeightsFile)

  /// - Throws: `ConfigurationError` for a text that is neither numbers nor a file, `FileError` for a broken
  ///   file.
  init(_ text: String) throws {
    if FileManager.default.fileExists(atPath: text) {
      let weights = try WeightsFile(contentsOf: text)
      self = weights.isCheckpoint ? .numbers(try Self.parameters(of: text)) : .weights(weights)
      return
    }
    let point = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0.trimmingPrefix(while: \.isWhitespace))
    }
    guard !point.contains(nil) else {
      throw ConfigurationError.malformed(
        owner: "run", key: "start", text: text,
        expected: "numbers joined by commas, or a checkpoint file")
    }
    self = .numbers(point.compactMap { $0 })
  }

  /// The point for a problem with these tensors.
  /// - Throws: `FileError` if the tensors of the file do not match.
  func point(of layout: Layout) throws -> [Double] {
    switch self {
    case .numbers(let numbers): numbers
    case .weights(let file): try file.parameters(of: layout)
    }
  }

  /// The parameters of a checkpoint of either precision.
  private static func parameters(of path: String) throws -> [Double] {
    try Checkpoint.precision(of: path) == Float.precisionName
      ? Checkpoint<Float>(contentsOf: path).parameters.map { Double($0) }
      : Checkpoint<Double>(contentsOf: path).parameters
  }
}
