import Descent
import DescentFiles
import DescentStudy

/// One run with all its parts resolved, ready to compute in either precision.
struct RunJob {
  let problem: any Problem
  let optimizer: any Optimizer
  let schedule: any Schedule
  let options: RunOptions
  let totalSteps: Int
  let files: FileOptions
  let resumed: ResumedRun?

  /// The number of trace rows between two drains, small enough for the rows to stay in the processor's
  /// cache.
  private static let rowsAtOnce = 512

  /// Runs to the outcome, saving checkpoints, writing the trace and showing progress on the way.
  func run<T: KernelScalar & StoredScalar>(in type: T.Type) throws -> RunResult {
    let progress = ProgressLine(totalSteps: totalSteps, console: .current)
    let channel = GuardChannel.current
    let name = Workbench.current.nameOfRun(
      optimizer.specification, schedule.specification, on: problem.specification)
    channel?.begin(lane: 0, name: name, isForeign: !Workbench.current.files.isEmpty)
    defer { channel?.end(lane: 0) }
    Interruption.poll()
    let clock = ContinuousClock()
    let begin = clock.now
    let checkpoint = try resumed?.checkpoint(of: type)
    var options = options
    options.reservedRows = 2 * Self.rowsAtOnce
    let run = try Run<T>(
      problem, optimizer, schedule: schedule, options: options, resuming: checkpoint)
    DescentCommand.tellDataNotes()
    let rows = try RunRows(run, to: files.trace, optimizer)
    rows.drain(run)
    let every = files.every ?? max(1, totalSteps / 10)
    let saves = files.checkpoint != nil
    channel?.alive(lane: 0, step: run.progress.step)
    var faults = StateFaults()
    var pace = SteppingPace()
    var told = begin
    while run.outcome == nil, Interruption.signal == nil, rows.failure == nil {
      let step = run.progress.step
      var left = min(pace.steps, saves ? every - step % every : .max)
      while left > 0, run.outcome == nil {
        let part = min(left, Self.rowsAtOnce)
        run.advance(part)
        left -= part
        rows.drain(run)
      }
      if let path = files.checkpoint, run.outcome == nil, run.progress.step % every == 0 {
        faults.look(at: run)
        try run.completeCheckpoint().write(to: path)
        channel?.saved(path, step: run.progress.step)
      }
      let now = pace.look()
      progress.update(
        step: run.progress.step, loss: rows.last?.loss ?? .nan, rate: rows.last?.learningRate ?? 0,
        elapsed: (now - begin) / .seconds(1))
      if channel != nil, now - told > .milliseconds(100) {
        told = now
        channel?.alive(lane: 0, step: run.progress.step)
      }
    }
    let seconds = (clock.now - begin - rows.time) / .seconds(1)
    progress.erase()
    // Save before `interrupt()`, which evaluates the final point: a resumed run must not count that
    // evaluation.
    if let path = files.checkpoint { try run.completeCheckpoint().write(to: path) }
    run.interrupt()
    if !run.hasDiverged { faults.look(at: run) }
    rows.drain(run)
    try rows.finish()
    let gradientNorm = run.finalGradientNorm()
    return RunResult(
      problem: problem, optimizer: optimizer, schedule: schedule, options: options,
      report: run.report, gradientNorm: gradientNorm, stateFaults: faults.found,
      sketch: rows.sketch, seconds: seconds, isOfBatches: run.hasMiniBatches,
      hasAverage: run.trace.evaluates)
  }
}
