import Descent
import DescentFiles
import DescentStudy

/// One run with everything resolved, ready to compute in either precision.
struct RunJob {
  let problem: any Problem
  let optimizer: any Optimizer
  let schedule: any Schedule
  let options: RunOptions
  let totalSteps: Int
  let files: FileOptions
  let resumed: ResumedRun?

  /// Runs to the outcome, saving checkpoints and showing progress on the way.
  func run<T: KernelScalar & StoredScalar>(in type: T.Type) throws -> RunResult {
    let progress = ProgressLine(totalSteps: totalSteps, console: .current)
    let latest = LatestStep()
    let observers: [(StepRecord<T>) -> Void] =
      progress.isShown
      ? [
        { record in
          latest.loss = record.loss
          latest.rate = record.rate
        }
      ] : []
    let channel = GuardChannel.current
    let name = Workbench.current.nameOfRun(
      optimizer.specification, schedule.specification, on: problem.specification)
    channel?.begin(lane: 0, name: name, isForeign: !Workbench.current.files.isEmpty)
    defer { channel?.end(lane: 0) }
    Interruption.poll()
    let clock = ContinuousClock()
    let begin = clock.now
    let run = try Run<T>(
      problem, optimizer, schedule: schedule, options: options, observers: observers,
      resuming: try resumed?.checkpoint(of: type))
    let every = files.every ?? max(1, totalSteps / 10)
    let saves = files.checkpoint != nil
    channel?.alive(lane: 0, step: run.progress.step)
    var pace = SteppingPace()
    var told = begin
    while run.outcome == nil, Interruption.signal == nil {
      let step = run.progress.step
      let untilSave = saves ? every - step % every : pace.steps
      run.advance(min(pace.steps, untilSave))
      if let path = files.checkpoint, run.outcome == nil, run.progress.step % every == 0 {
        try run.checkpoint.write(to: path)
        channel?.saved(path, step: run.progress.step)
      }
      let now = pace.look()
      progress.update(
        step: run.progress.step, loss: latest.loss, rate: latest.rate,
        elapsed: (now - begin) / .seconds(1))
      if channel != nil, now - told > .milliseconds(100) {
        told = now
        channel?.alive(lane: 0, step: run.progress.step)
      }
    }
    let seconds = (clock.now - begin) / .seconds(1)
    progress.erase()
    // Before the run is ended, which measures what it has come to: who goes on from here has not.
    if let path = files.checkpoint { try run.checkpoint.write(to: path) }
    run.interrupt()
    return RunResult(
      problem: problem, optimizer: optimizer, schedule: schedule, options: options,
      report: run.report, seconds: seconds)
  }
}

/// What the progress line shows of the last step.
private final class LatestStep {
  var loss = Double.nan
  var rate = 0.0
}
