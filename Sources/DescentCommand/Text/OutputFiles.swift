import Descent
import DescentFiles
import DescentPictures
import Foundation

/// Refuses an output path that cannot be written, before the work starts.
/// - Parameter argument: what the path was typed for, `--plot`.
func checkOutput(_ path: String, argument: String) throws {
  do {
    try AtomicFile.checkWritable(path)
  } catch {
    throw Failure.usage("\(argument): \(error)", next: "choose a path that can be written")
  }
}

/// Makes a directory for output, unless it exists.
/// - Parameter argument: what the path was typed for, `--plot`.
/// - Throws: ``Failure`` if it cannot be made or nothing can be written in it.
package func prepareDirectory(_ path: String, argument: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw Failure.usage(
      "\(argument): cannot make the directory \(path)", next: "choose a path that can be written")
  }
  try checkOutput(path + "/picture", argument: argument)
}

extension PictureFormat {
  /// The format of a picture file. - Throws: ``Failure`` if the ending is neither `.svg` nor `.png`.
  static func of(_ path: String) throws -> PictureFormat {
    guard let format = PictureFormat(path: path) else {
      throw Failure.usage(
        "--plot '\(path)': a picture's name must end in .svg or .png",
        next: "for example --plot run.svg")
    }
    return format
  }
}

/// Draws a picture into a file; without gnuplot, prints one line to standard error and returns.
package func drawPicture(
  _ picture: Picture, to path: String, with gnuplot: Gnuplot? = .find()
) async throws {
  let format = try PictureFormat.of(path)
  guard let gnuplot else {
    Console.current.printError(
      "descent: no picture \(path): gnuplot is not installed"
        + " (Debian: apt-get install gnuplot-nox; macOS: brew install gnuplot)")
    return
  }
  try AtomicFile.write(try await gnuplot.draw(picture, as: format), to: path)
}
