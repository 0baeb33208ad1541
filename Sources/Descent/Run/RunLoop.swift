extension RunCore {
  /// Takes up to `count` steps, fewer if the run ends.
  mutating func advance(_ count: Int) {
    if miniBatches != nil {
      var remaining = count
      while remaining > 0, outcome == nil {
        remaining &-= 1
        advanceOnBatches()
      }
    } else {
      advanceFully(count)
    }
  }

  /// Steps on full gradients.
  private mutating func advanceFully(_ count: Int) {
    // Taken out of the loop, so that each closure is retained once and not once a step.
    let step = kernel.step
    let evaluate = objective.valueAndGradient
    let examples = objective.examples
    let exampleCount = examples?.count ?? 0
    var arguments = StepArguments(
      parameters: x, gradient: UnsafePointer(g), buffers: buffers, scalars: scalars,
      rate: baseRate, weight: Double(max(1, exampleCount)), closesWindow: true)
    let limit = stepLimit
    // What a step reads of the step before it, at hand and not read back from what was just written.
    var (loss, gradientNorm) = (loss, gradientNorm)
    var remaining = count
    while remaining > 0, outcome == nil {
      remaining &-= 1
      if !isUnscheduled { arguments.rate = baseRate * schedule.factor(at: progress.step + 1) }
      rememberPoint(loss, gradientNorm)
      _ = step(arguments, oracle)
      progress.step &+= 1
      progress.evaluations.gradients &+= 1
      progress.evaluations.examples &+= exampleCount
      loss = Double(evaluate(x, g))
      gradientNorm = euclideanNorm(UnsafePointer(g), n)
      (self.loss, self.gradientNorm) = (loss, gradientNorm)
      let metrics = examples == nil ? nil : measure()
      record(loss, gradientNorm, rate: arguments.rate, stepNorm: stepNorm, metrics: metrics)
      if endsAtLimitOnly, progress.step < limit, !isDivergent(loss, gradientNorm) { continue }
      decide(metrics)
    }
  }

  /// One update from as many mini-batches as the optimizer wants.
  private mutating func advanceOnBatches() {
    let rate = baseRate * schedule.factor(at: progress.step + 1)
    let (lastLoss, lastGradientNorm) = (loss, gradientNorm)
    var weightedLoss = 0.0
    var weight = 0.0
    var updated = false
    var endsEpoch = false
    while !updated {
      let batch = order!.next()
      endsEpoch = batch.endsEpoch
      spending.batch = batch.indices
      progress.epoch = order!.epoch
      progress.position = order!.position
      progress.evaluations.gradients += 1
      progress.evaluations.examples += batch.indices.count
      let batchLoss = Double(miniBatches!.batchGradient(x, g, batch.indices))
      gradientNorm = euclideanNorm(UnsafePointer(g), n)
      if isDivergent(batchLoss, gradientNorm) {
        return end(.diverged(step: progress.step), measured: false)
      }
      // Only now is it known that this point is one to go back to.
      if weight == 0 { rememberPoint(lastLoss, lastGradientNorm) }
      weightedLoss += batchLoss * Double(batch.indices.count)
      weight += Double(batch.indices.count)
      loss = weightedLoss / weight
      updated = kernel.step(
        StepArguments(
          parameters: x, gradient: UnsafePointer(g), buffers: buffers, scalars: scalars, rate: rate,
          weight: Double(batch.indices.count), closesWindow: batch.endsEpoch), oracle)
    }
    progress.step += 1
    let metrics = endsEpoch ? measure() : nil
    record(loss, gradientNorm, rate: rate, stepNorm: stepNorm, metrics: metrics)
    decide(metrics)
  }

  /// Evaluates the start and records it as step 0.
  mutating func begin() {
    evaluateFully()
    rememberPoint(loss, gradientNorm)
    let metrics = objective.examples == nil ? nil : measure()
    record(loss, gradientNorm, rate: 0, stepNorm: 0, metrics: metrics)
    decide(metrics)
  }

  /// Evaluates the point of a checkpoint. The run before had its gradient in hand and has counted it.
  mutating func resume() {
    (loss, gradientNorm) = (progress.loss, progress.gradientNorm)
    (previousLoss, previousGradientNorm) = (progress.previousLoss, progress.previousGradientNorm)
    let spent = progress.evaluations
    if miniBatches == nil { evaluateFully() }
    if objective.examples != nil { measure() }
    progress.evaluations = spent
    // What ended the run before ends it again; with mini-batches the loss is judged after an epoch.
    let endedEpoch = progress.epoch > 0 && progress.position == 0
    let judged = miniBatches == nil ? loss : (endedEpoch ? lastMetrics?.trainLoss : nil)
    let stalled = options.plateau.map { progress.sinceBest >= $0.patience } ?? false
    outcome =
      progress.hasDiverged ? .diverged(step: progress.step) : ending(judged, stalled: stalled)
  }

  /// The value and the gradient over everything.
  mutating func evaluateFully() {
    progress.evaluations.gradients += 1
    progress.evaluations.examples += objective.examples?.count ?? 0
    loss = Double(objective.valueAndGradient(x, g))
    gradientNorm = euclideanNorm(UnsafePointer(g), n)
  }

  @discardableResult
  mutating func measure() -> Metrics? {
    progress.evaluations.values += 1
    lastMetrics = objective.examples?.metrics(x)
    return lastMetrics
  }

  @inline(__always)
  private mutating func record(
    _ loss: Double, _ gradientNorm: Double, rate: Double, stepNorm: Double, metrics: Metrics?
  ) {
    let step = progress.step
    let interval = options.traceInterval
    guard interval > 0 || !observers.isEmpty else { return }
    let record = StepRecord(
      step: step, loss: loss, gradientNorm: gradientNorm, rate: rate, stepNorm: stepNorm,
      metrics: metrics, parameters: UnsafeBufferPointer(start: x, count: n))
    if interval == 1 {
      trace.append(record)
    } else if interval > 0 {
      let isTraced = step % interval == 0 || metrics != nil
      if isTraced { trace.append(record) }
      untraced = isTraced ? nil : record
    }
    for observer in observers { observer(record) }
  }

  @inline(__always)
  private func isDivergent(_ loss: Double, _ gradientNorm: Double) -> Bool {
    // Written so that NaN is divergent.
    !(loss <= options.lossBound && gradientNorm < .infinity)
  }

  /// The distance from the remembered point.
  @inline(__always)
  private var stepNorm: Double {
    options.keepsPrevious ? euclideanDistance(x, previous, n) : .nan
  }

  /// Remembers the present point, of this loss and gradient norm, as the last one that is known to be
  /// finite.
  @inline(__always)
  private mutating func rememberPoint(_ loss: Double, _ gradientNorm: Double) {
    if !options.keepsPrevious {
      // Nothing to go back to.
    } else if n == 2 {
      // In the plane a call costs more than the copy.
      (previous[0], previous[1]) = (T.loadAlone(x), T.loadAlone(x + 1))
    } else {
      previous.update(from: x, count: n)
    }
    previousLoss = loss
    previousGradientNorm = gradientNorm
  }

  private mutating func restoreRememberedPoint() {
    guard options.keepsPrevious else { return }
    x.update(from: previous, count: n)
    loss = previousLoss
    gradientNorm = previousGradientNorm
  }

  /// Ends the run if there is a reason to.
  mutating func decide(_ metrics: Metrics?) {
    // With mini-batches only whole-data losses are judged: a batch's loss is noise.
    let judged = miniBatches == nil ? loss : metrics?.trainLoss
    let stalled = judged.map { hasStalled($0) } ?? false
    guard let ending = ending(judged, stalled: stalled) else { return }
    end(ending, measured: metrics != nil)
  }

  /// Ends the run: the last row is traced whatever the interval, and what is reported is measured at
  /// the point that is kept.
  private mutating func end(_ ending: Outcome, measured: Bool) {
    outcome = ending
    if let untraced { trace.append(untraced) }
    untraced = nil
    guard case .diverged = ending else {
      // A run that ends within an epoch still says what it achieved.
      if miniBatches != nil, !measured { measure() }
      return
    }
    progress.hasDiverged = true
    if progress.step > 0 { restoreRememberedPoint() }
    if objective.examples != nil { measure() }
  }

  /// The reason to end the run now, if there is one.
  private func ending(_ judged: Double?, stalled: Bool) -> Outcome? {
    let step = progress.step
    if let judged {
      if isDivergent(judged, gradientNorm) { return .diverged(step: step) }
      if let tolerance = options.gradientTolerance, gradientNorm <= tolerance {
        return .gradientTolerance(step: step)
      }
      if let target = options.target, judged <= target { return .target(step: step) }
      if stalled { return .plateau(step: step) }
    }
    return isAtLimit ? .stepLimit(step: step) : nil
  }

  /// The number of steps after which a run on full gradients ends.
  private var stepLimit: Int {
    switch options.length {
    case .steps(let limit), .epochs(let limit): limit
    }
  }

  private var isAtLimit: Bool {
    switch options.length {
    case .steps(let limit): progress.step >= limit
    case .epochs(let limit): (miniBatches == nil ? progress.step : progress.epoch) >= limit
    }
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
