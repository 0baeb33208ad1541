import Descent
import DescentFiles
import DescentStudy
import Foundation

/// What the commands do with files, in one place.
enum CommandFiles {
  /// Finds out before any work whether a file can be written there.
  static func checkWritable(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw FileError.unwritable(path: path, reason: "it is a directory")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw FileError.unwritable(path: path, reason: "the directory is missing or not writable")
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw FileError.unwritable(path: path, reason: error.localizedDescription)
    }
  }

  static func write(_ trace: Trace, to path: String) throws {
    let hasMetrics = !trace.metrics.isEmpty
    var text = "step,loss,gradient_norm,learning_rate,step_norm"
    if hasMetrics { text += ",train_loss,train_accuracy,test_accuracy" }
    for i in 0..<trace.dimension { text += ",x\(i)" }
    text += "\n"
    var metrics = trace.metrics[...]
    for index in 0..<trace.count {
      let row = trace[index]
      var cells = [String(row.step)]
      cells += [row.loss, row.gradientNorm, row.learningRate, row.stepNorm].map { "\($0)" }
      if hasMetrics {
        if let known = metrics.first, known.row == index {
          metrics = metrics.dropFirst()
          cells += ["\(known.values.trainLoss)", "\(known.values.trainAccuracy)"]
          cells.append(known.values.testAccuracy.map { "\($0)" } ?? "")
        } else {
          cells += ["", "", ""]
        }
      }
      cells += trace.parameters(index).map { "\($0)" }
      text += cells.joined(separator: ",") + "\n"
    }
    try write(Array(text.utf8), to: path)
  }
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

/// Draws a picture into a file; where gnuplot is missing, says so in one line and goes on.
func drawPicture(_ picture: Picture, to path: String) async throws {
  let format = try PictureFormat.of(path)
  guard let gnuplot = Gnuplot.find() else {
    Console.current.printError(
      "descent: no picture \(path): gnuplot is not installed"
        + " (Debian: apt-get install gnuplot-nox; macOS: brew install gnuplot)")
    return
  }
  try CommandFiles.write(try await gnuplot.draw(picture, as: format), to: path)
}

/// Refuses an output path that cannot be written: a wrong argument, found before the work.
func checkOutput(_ path: String, option: String) throws {
  do {
    try CommandFiles.checkWritable(path)
  } catch {
    throw Failure.usage("--\(option): \(error)", next: "choose a path that can be written")
  }
}
