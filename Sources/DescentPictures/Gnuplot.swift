import Descent
import Foundation
internal import Subprocess

/// The plotting program: found on the search path. It reads a script and writes the picture to its
/// output.
public struct Gnuplot: Sendable {
  /// The path of the program.
  public let path: String

  public init(path: String) { self.path = path }

  /// The first `gnuplot` on a search path, or nil if there is none.
  /// - Parameter searchPath: directories separated by colons; by default, `PATH`.
  public static func find(
    searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
  ) -> Gnuplot? {
    (searchPath ?? "").split(separator: ":").lazy.map { "\($0)/gnuplot" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }.map(Gnuplot.init(path:))
  }

  /// Draws a picture.
  /// - Returns: the bytes of the image file.
  /// - Throws: ``GnuplotError`` if the program cannot be started or rejects the script.
  public func draw(_ picture: Picture, as format: PictureFormat) async throws -> [UInt8] {
    try await output(of: picture.script(format))
  }

  /// Draws the first panel of a picture with characters.
  /// - Throws: ``GnuplotError`` as drawing a file does.
  public func text(_ picture: Picture, columns: Int, rows: Int) async throws -> String {
    let picture = Picture(Array(picture.panels.prefix(1)))
    let bytes = try await output(of: picture.script(columns: columns, rows: rows))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      String(line.reversed().drop { $0.isWhitespace }.reversed())
    }
    return lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
      .joined(separator: "\n")
  }

  private func output(of script: String) async throws -> [UInt8] {
    let result: ExecutionResult<Void, BytesOutput, StringOutput<UTF8>>
    do {
      // With -d, the user's settings do not change the picture; the script includes the data.
      result = try await run(
        .path(.init(path)), arguments: ["-d", "-"], input: .string(script),
        output: .bytes(limit: 64 << 20), error: .string(limit: 1 << 16))
    } catch {
      throw GnuplotError.notStarted(path: path, reason: "\(error)")
    }
    let complaint = result.standardError.split(separator: "\n").last.map(String.init)
    guard result.terminationStatus.isSuccess, !result.standardOutput.isEmpty else {
      throw GnuplotError.refused(reason: complaint ?? "no picture came out")
    }
    return result.standardOutput
  }
}

/// The error for a picture that could not be drawn.
public enum GnuplotError: Error, Hashable, Sendable, CustomStringConvertible {
  case notStarted(path: String, reason: String)
  case refused(reason: String)

  public var description: String {
    switch self {
    case .notStarted(let path, let reason): "cannot start \(path): \(reason)"
    case .refused(let reason): "gnuplot failed: \(reason)"
    }
  }
}

/// The file formats of pictures, named by the file extension.
public enum PictureFormat: String, Sendable, CaseIterable {
  case svg
  case png

  /// The format for a path's extension, or nil if there is none.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }

  func terminal(width: Int, height: Int) -> String {
    switch self {
    case .svg:
      "set terminal svg size \(width),\(height) dynamic font 'DejaVu Sans,15' background '#ffffff'"
    case .png:
      "set terminal pngcairo size \(width),\(height) font 'DejaVu Sans,13' background '#ffffff'"
    }
  }
}
