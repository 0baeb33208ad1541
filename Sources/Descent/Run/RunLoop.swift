extension Run {
  /// Steps until the run has an outcome.
  /// - Returns: what it achieved.
  @discardableResult
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func finish() -> RunReport {
    while outcome == nil { advance() }
    return report
  }

  /// Takes one step (one update of the parameters), unless the run has ended.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func advance() {
    guard outcome == nil else { return }
    let rate = baseRate * schedule.factor(at: progress.step + 1)
    var metrics: Metrics?
    if miniBatches != nil {
      guard let endsEpoch = stepOnBatches(rate) else { return }
      progress.step += 1
      if endsEpoch { metrics = measure() }
    } else {
      rememberPoint()
      step(rate, weight: Double(objective.examples?.count ?? 1), closesWindow: true)
      progress.step += 1
      evaluateFully()
      if objective.examples != nil { metrics = measure() }
    }
    record(rate: rate, stepNorm: euclideanDistance(x, previous, n), metrics: metrics)
    decide(metrics)
  }

  /// Evaluates the start and records it as step 0.
  func begin() {
    let start = options.start ?? problem.start(seed: options.seed)
    precondition(start.count == n, "\(problem.specification): a start of \(start.count) for \(n)")
    for i in 0..<n { x[i] = T(start[i]) }
    load(OptimizerState(stateLayout))
    evaluateFully()
    rememberPoint()
    let metrics = objective.examples == nil ? nil : measure()
    record(rate: 0, stepNorm: 0, metrics: metrics)
    if isDivergent(loss, gradientNorm) { outcome = .diverged(step: 0) } else { decide(metrics) }
  }

  /// The value and the gradient over everything.
  func evaluateFully() {
    progress.evaluations.gradients += 1
    progress.evaluations.examples += objective.examples?.count ?? 0
    loss = Double(objective.valueAndGradient(x, g))
    gradientNorm = euclideanNorm(UnsafePointer(g), n)
  }

  /// One update from as many mini-batches as the optimizer wants. Returns whether an epoch ended, or
  /// nil if the batch's loss shows that the run has diverged.
  private func stepOnBatches(_ rate: Double) -> Bool? {
    var weightedLoss = 0.0
    var weight = 0.0
    let (lastLoss, lastGradientNorm) = (loss, gradientNorm)
    while true {
      let taken: (updated: Bool, endsEpoch: Bool)? = nextBatch { batch, endsEpoch in
        spending.batch = batch
        progress.evaluations.gradients += 1
        progress.evaluations.examples += batch.count
        let batchLoss = Double(miniBatches!.batchGradient(x, g, batch))
        gradientNorm = euclideanNorm(UnsafePointer(g), n)
        guard !isDivergent(batchLoss, gradientNorm) else { return nil }
        // Only now is it known that this point is one to go back to.
        if weight == 0 {
          rememberPoint()
          (previousLoss, previousGradientNorm) = (lastLoss, lastGradientNorm)
        }
        weightedLoss += batchLoss * Double(batch.count)
        weight += Double(batch.count)
        loss = weightedLoss / weight
        return (step(rate, weight: Double(batch.count), closesWindow: endsEpoch), endsEpoch)
      }
      progress.epoch = order!.epoch
      progress.position = order!.position
      guard let taken else {
        outcome = .diverged(step: progress.step)
        restoreBeforeDivergence()
        _ = measure()
        return nil
      }
      if taken.updated { return taken.endsEpoch }
    }
  }

  private func rememberPoint() {
    previous.update(from: x, count: n)
    previousLoss = loss
    previousGradientNorm = gradientNorm
  }

  private func nextBatch<Result>(_ body: (UnsafeBufferPointer<Int>, Bool) -> Result) -> Result {
    order!.next(body)
  }

  @discardableResult
  private func step(_ rate: Double, weight: Double, closesWindow: Bool) -> Bool {
    kernel.step(
      StepArguments(
        parameters: x, gradient: UnsafePointer(g), buffers: buffers, scalars: scalars.pointer,
        rate: rate, weight: weight, closesWindow: closesWindow),
      oracle)
  }

  func measure() -> Metrics? {
    progress.evaluations.values += 1
    let metrics = objective.examples?.metrics(x)
    lastMetrics = metrics
    return metrics
  }

  private func record(rate: Double, stepNorm: Double, metrics: Metrics?) {
    let step = progress.step
    let record = StepRecord(
      step: step, loss: loss, gradientNorm: gradientNorm, rate: rate, stepNorm: stepNorm,
      metrics: metrics, parameters: UnsafeBufferPointer(start: x, count: n))
    if options.traceInterval > 0, step % options.traceInterval == 0 || metrics != nil {
      trace.append(record)
    }
    for observer in observers { observer(record) }
  }

  private func isDivergent(_ loss: Double, _ gradientNorm: Double) -> Bool {
    // Written so that NaN is divergent.
    !(loss <= options.lossBound && gradientNorm < .infinity)
  }

  /// Ends the run if there is a reason to.
  func decide(_ metrics: Metrics?) {
    let judged: Double? = miniBatches == nil ? loss : metrics?.trainLoss
    outcome = ending(judged, stalled: judged.map(hasStalled) ?? false)
    if case .diverged = outcome { restoreBeforeDivergence() }
    // A run that ends within an epoch still says what it achieved.
    if outcome != nil, miniBatches != nil, metrics == nil { _ = measure() }
  }

  /// The reason to end the run now, if there is one.
  func ending(_ judged: Double?, stalled: Bool) -> Outcome? {
    let step = progress.step
    if let judged, isDivergent(judged, gradientNorm) { return .diverged(step: step) }
    if let tolerance = options.gradientTolerance, gradientNorm <= tolerance {
      return .gradientTolerance(step: step)
    }
    if let target = options.target, let judged, judged <= target { return .target(step: step) }
    if stalled { return .plateau(step: step) }
    return isAtLimit ? .stepLimit(step: step) : nil
  }

  private var isAtLimit: Bool {
    switch options.length {
    case .steps(let limit): progress.step >= limit
    case .epochs(let limit): (miniBatches == nil ? progress.step : progress.epoch) >= limit
    }
  }

  private func hasStalled(_ loss: Double) -> Bool {
    guard let plateau = options.plateau else { return false }
    if loss < progress.best - plateau.threshold * abs(progress.best) || progress.best == .infinity {
      progress.best = loss
      progress.sinceBest = 0
      return false
    }
    progress.sinceBest += 1
    return progress.sinceBest >= plateau.patience
  }

  /// Goes back to the last point whose loss and gradient were finite.
  private func restoreBeforeDivergence() {
    x.update(from: previous, count: n)
    loss = previousLoss
    gradientNorm = previousGradientNorm
  }
}
