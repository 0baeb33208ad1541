import ArgumentParser
import Descent
import DescentFiles
import DescentPictures
import DescentStudy
import Foundation

/// The scalar types that a run can compute in.
enum Precision: String, ExpressibleByArgument, CaseIterable {
  case float32
  case float64
}

/// The order of the examples, as files.
struct BatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take the micro-batches from this file: JSON, one list of example numbers from 0 each.",
      valueName: "file.json"), completion: .file(extensions: ["json"]))
  var batches: String?

  @Option(
    help: ArgumentHelp(
      "Write the micro-batches of this run to this file.", valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var writeBatches: String?

  /// The order of the micro-batches in the file.
  /// - Throws: `FileError` if the file is missing or not a list of lists of indices.
  func order() throws -> [[Int]]? {
    guard let batches else { return nil }
    let json = try JSON(contentsOf: batches)
    guard let lists = json.array else {
      throw FileError.malformed(path: batches, place: nil, reason: "it is not a list of lists")
    }
    return try lists.enumerated().map { number, list in
      guard let entries = list.array else {
        throw FileError.malformed(
          path: batches, place: "batch \(number)", reason: "it is not a list of example numbers")
      }
      return try entries.map { entry in
        guard let index = entry.integer else {
          throw FileError.malformed(
            path: batches, place: "batch \(number)",
            reason: "'\(entry.text)' is not the number of an example")
        }
        return index
      }
    }
  }
}

/// The length, the start and the precision of a run.
struct LengthOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .customLong("steps")], parsing: .unconditional,
    help: "Updates of the parameters (default: 1000 where there are no mini-batches).")
  var typedSteps: WholeNumber?
  var steps: Int? { typedSteps?.value }

  @Option(
    name: [.customShort("e"), .customLong("epochs")], parsing: .unconditional,
    help: "Passes over the training examples (default: 30 where there are mini-batches).")
  var typedEpochs: WholeNumber?
  var epochs: Int? { typedEpochs?.value }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The cost of evaluations after which to stop, in gradients.", valueName: "gradients"))
  var cost: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seconds after which to stop.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    name: [.customShort("s"), .customLong("seed")], parsing: .unconditional,
    help: "Seed of the start point and of the order of mini-batches (default: 0).")
  var typedSeed: SeedArgument?
  var seed: UInt64 { typedSeed?.value ?? 0 }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The start, instead of the problem's own: numbers, a file of weights, or a checkpoint.",
      valueName: "x,y,…|file"))
  var start: String?

  @Option(help: "float32 or float64 (default: float64, or that of the checkpoint).")
  var precision: Precision?

  func validate() throws {
    if steps != nil, epochs != nil {
      throw ValidationError("--steps and --epochs cannot both be given")
    }
    try typedSeed?.check()
  }

  /// The stopping rules that were given.
  /// - Throws: `ConfigurationError` for a limit that is not positive and finite.
  func stoppingRules() throws(ConfigurationError) -> StoppingRules {
    for (key, limit) in [("cost", cost), ("time_limit", timeLimit)] {
      guard let limit, !(limit > 0 && limit < .infinity) else { continue }
      throw .outOfRange(owner: "run", key: key, value: "\(limit)", allowed: "(0, inf)")
    }
    var rules = StoppingRules()
    (rules.steps, rules.epochs) = (steps, epochs)
    (rules.cost, rules.seconds) = (cost, timeLimit)
    return rules
  }

  /// The start that `--start` gives, or nil.
  func startChoice() throws -> StartChoice? { try start.map { try StartChoice($0) } }
}

/// The stages that change each gradient before the optimizer sees it.
struct GradientOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shorten gradients whose Euclidean norm exceeds this.", valueName: "C"))
  var clipNorm: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Clamp each entry of the gradient to [-C, C].", valueName: "C"))
  var clipValue: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Update once per K mini-batches, on their mean gradient.", valueName: "K"))
  var accumulate: Int?

  /// The stages that these options stand for, in the order in which they act.
  func stages() throws -> [any Modifier] {
    var stages: [any Modifier] = []
    if let accumulate { stages.append(try Accumulate { $0.steps = accumulate }) }
    if let clipValue { stages.append(try ClipByValue { $0.value = clipValue }) }
    if let clipNorm { stages.append(try ClipByNorm { $0.norm = clipNorm }) }
    return stages
  }
}

/// Which files a run reads and writes.
struct FileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write every step to this CSV file; - is standard output.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var trace: String?

  @Option(
    help: ArgumentHelp("Draw the run to this file.", valueName: "file.svg|.png"),
    completion: .file(extensions: ["svg", "png"]))
  var plot: String?

  @Option(
    help: ArgumentHelp("Save the whole state to this safetensors file.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Save it every N steps, and at the end (default: ten times per run).", valueName: "N"))
  var every: Int?

  @Option(
    help: ArgumentHelp(
      "Write the final parameters to this safetensors file, by name and shape.",
      valueName: "file"), completion: .file())
  var writeWeights: String?

  @Option(
    help: ArgumentHelp(
      "Continue from a checkpoint of the same run, bit for bit; --steps counts from the first start.",
      valueName: "file"), completion: .file())
  var resume: String?

  func validate() throws {
    if every != nil, checkpoint == nil {
      throw ValidationError("--every needs --checkpoint FILE")
    }
    if let every, every < 1 { throw ValidationError("--every must be at least 1, got \(every)") }
  }

  /// Refuses unusable paths before the run starts.
  func check() throws {
    if let plot { _ = try PictureFormat.of(plot) }
    for (option, path) in [
      ("trace", trace), ("plot", plot), ("checkpoint", checkpoint),
      ("write-weights", writeWeights),
    ] {
      if let path, option != "trace" || path != TraceOutput.standardOutput {
        try checkOutput(path, argument: "--" + option)
      }
    }
  }
}
