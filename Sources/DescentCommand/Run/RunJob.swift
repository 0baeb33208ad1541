import Descent
import DescentFiles

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
    let clock = ContinuousClock()
    let begin = clock.now
    let run = try Run<T>(
      problem, optimizer, schedule: schedule, options: options, observers: observers,
      resuming: try resumed?.checkpoint(of: type))
    let every = files.every ?? max(1, totalSteps / 10)
    let saves = files.checkpoint != nil
    // Steps between two looks at the clock: few for slow steps, many for fast ones.
    var chunk = 1
    var lastLook = begin
    while run.outcome == nil {
      let step = run.progress.step
      let untilSave = saves ? every - step % every : chunk
      run.advance(min(chunk, untilSave))
      if let path = files.checkpoint, run.outcome == nil, run.progress.step % every == 0 {
        try run.checkpoint.write(to: path)
      }
      let now = clock.now
      if now - lastLook < .milliseconds(20) { chunk = min(2 * chunk, 1 << 20) }
      if now - lastLook > .milliseconds(100) { chunk = max(1, chunk / 2) }
      lastLook = now
      progress.update(
        step: run.progress.step, loss: latest.loss, rate: latest.rate,
        elapsed: (now - begin) / .seconds(1))
    }
    let seconds = (clock.now - begin) / .seconds(1)
    progress.erase()
    if let path = files.checkpoint { try run.checkpoint.write(to: path) }
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
