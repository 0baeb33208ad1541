import ArgumentParser
import Descent
import DescentPictures

/// The scalar types that a run can compute in.
enum Precision: String, ExpressibleByArgument, CaseIterable {
  case float32
  case float64
}

/// How long a run is, where it starts, and in which precision.
struct LengthOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Updates of the parameters (default: 1000 where there are no mini-batches).")
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: "Passes over the training examples (default: 30 where there are mini-batches).")
  var epochs: Int?

  @Option(help: "Seed of the start point and of the order of mini-batches.")
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A start point other than the problem's own.", valueName: "x,y,…"))
  var start: String?

  @Option(help: "float32 or float64 (default: float64, or that of the checkpoint).")
  var precision: Precision?

  func validate() throws {
    if steps != nil, epochs != nil {
      throw ValidationError("--steps and --epochs cannot both be given")
    }
  }

  /// What was asked for.
  var stoppingRules: StoppingRules {
    var rules = StoppingRules()
    (rules.steps, rules.epochs) = (steps, epochs)
    return rules
  }

  /// The start point that was typed.
  func startPoint() throws(ConfigurationError) -> [Double]? {
    guard let start else { return nil }
    var point: [Double] = []
    for part in start.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Double(part.trimmingPrefix(while: \.isWhitespace)) else {
        throw .malformed(
          owner: "run", key: "start", text: start, expected: "numbers joined by commas")
      }
      point.append(number)
    }
    return point
  }
}

/// What is done to each gradient before the optimizer sees it.
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

  /// The outermost wrapper acts first, so the clipping acts on the accumulated mean.
  func applied(to rule: any Optimizer) throws(ConfigurationError) -> any Optimizer {
    var optimizer = rule
    if let clipNorm { optimizer = try optimizer.clipped(norm: clipNorm) }
    if let clipValue { optimizer = try optimizer.clipped(value: clipValue) }
    if let accumulate { optimizer = try optimizer.accumulating(steps: accumulate) }
    return optimizer
  }
}

/// Which files a run reads and writes.
struct FileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write every step to this CSV file.", valueName: "file.csv"))
  var trace: String?

  @Option(help: ArgumentHelp("Draw the run to this file.", valueName: "file.svg|.png"))
  var plot: String?

  @Option(
    help: ArgumentHelp("Save the whole state to this safetensors file.", valueName: "file"))
  var checkpoint: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Save it every N steps, and at the end (default: ten times a run).", valueName: "N"))
  var every: Int?

  @Option(
    help: ArgumentHelp(
      "Go on from a checkpoint of the same run, bit for bit; --steps counts from the very start.",
      valueName: "file"))
  var resume: String?

  func validate() throws {
    if every != nil, checkpoint == nil {
      throw ValidationError("--every needs --checkpoint FILE")
    }
    if let every, every < 1 { throw ValidationError("--every must be at least 1, got \(every)") }
  }

  /// Finds unusable paths before any work is done.
  func check() throws {
    if let plot { _ = try PictureFormat.of(plot) }
    for (option, path) in [("trace", trace), ("plot", plot), ("checkpoint", checkpoint)] {
      if let path { try checkOutput(path, argument: "--" + option) }
    }
  }
}
