extension RunCore {
  /// The loss at the evaluation point, by which targets and plateaus are judged; nil if not available
  /// at this step. With mini-batches, it is the loss over all examples, because a batch's loss is too
  /// noisy.
  func judged(_ metrics: Metrics?) -> Double? {
    if miniBatches != nil { return metrics?.trainLoss }
    return hasEvaluationPoint ? evaluatedLoss : loss
  }

  /// Ends the run if there is a reason to.
  mutating func decide(_ metrics: Metrics?) {
    let judged = judged(metrics)
    let stalled = judged.map { hasStalled($0) } ?? false
    guard let ending = ending(judged, stalled: stalled) else { return }
    end(ending, measured: metrics != nil)
  }

  /// Ends the run if the rule has stopped or failed. - Returns: whether it has.
  mutating func end(after answer: StepAnswer) -> Bool {
    switch answer {
    case .updated, .waiting, .evaluated: return false
    case .stopped:
      end(.stopped(step: progress.step, reason: report.pointee.reason), measured: false)
    case .failed:
      end(.failed(step: progress.step, message: report.pointee.message), measured: false)
    }
    return true
  }

  /// Ends the run. Records the last row regardless of the trace interval, and measures the reported
  /// values at the point that is kept.
  mutating func end(_ ending: Outcome, measured: Bool) {
    outcome = ending
    if let untraced { trace.append(untraced) }
    untraced = nil
    if case .diverged = ending {
      progress.hasDiverged = true
      if progress.step > 0 { restoreKeptPoint() }
      if objective.examples != nil { measure() }
    } else if miniBatches != nil, !measured {
      // A run that ends within an epoch still reports its metrics.
      measure()
    }
    if hasEvaluationPoint, miniBatches == nil { evaluateSecondPointNow() }
  }

  private mutating func restoreKeptPoint() {
    guard options.keepsPrevious else { return }
    x.update(from: previous, count: n)
    loss = previousLoss
    gradientNorm = previousGradientNorm
  }

  /// The norm of the gradient over all examples at the evaluation point. - Precondition: no step
  /// follows, because the gradient is overwritten.
  mutating func finalGradientNorm() -> Double {
    guard miniBatches != nil || hasEvaluationPoint else { return gradientNorm }
    progress.evaluations.reports += 1
    writeEvaluationPoint()
    let point = UnsafePointer(evaluationPoint)
    if let total = objective.examples?.drawnTotal {
      _ = total(point, g, reportDraw)
    } else {
      _ = objective.valueAndGradient(point, g)
    }
    return euclideanNorm(UnsafePointer(g), n)
  }

  /// The reason to end the run now, if there is one.
  func ending(_ judged: Double?, stalled: Bool) -> Outcome? {
    let step = progress.step
    if let judged {
      // With mini-batches, the loss over all examples must be finite, too.
      if isDivergent(loss, gradientNorm) || (miniBatches != nil && isDivergent(judged, 0)) {
        let isFinite = loss.isFinite && gradientNorm.isFinite && judged.isFinite
        return step == 0 && !isFinite ? .notFiniteAtStart : .diverged(step: step)
      }
      if let tolerance = options.gradientTolerance, gradientNorm <= tolerance {
        return .gradientTolerance(step: step)
      }
      if let target = options.target, judged <= target { return .target(step: step) }
      if stalled { return .plateau(step: step) }
    }
    if isAtLimit { return .stepLimit(step: step) }
    let stop = options.stop
    if let cost = stop.cost, spentCost >= cost { return .costLimit(step: step) }
    if let examples = stop.examples, spentExamples >= examples { return .exampleLimit(step: step) }
    if let seconds = stop.seconds, (clock.now - begun) / .seconds(1) >= seconds {
      return .timeLimit(step: step)
    }
    return nil
  }

  private var spentCost: Double {
    spending.cost - progress.startCost
  }

  private var spentExamples: Int {
    progress.evaluations.examples + spending.counts.examples - progress.startExamples
  }

  var isAtLimit: Bool {
    if let limit = options.stop.steps, progress.step >= limit { return true }
    if let limit = options.stop.epochs {
      return (miniBatches == nil ? progress.step : progress.epoch) >= limit
    }
    return false
  }

  private mutating func hasStalled(_ loss: Double) -> Bool {
    guard let plateau = options.plateau else { return false }
    if progress.best == .infinity || loss < progress.best - plateau.threshold * abs(progress.best) {
      progress.best = loss
      progress.sinceBest = 0
      return false
    }
    progress.sinceBest += 1
    return progress.sinceBest >= plateau.patience
  }
}
