extension RunCore {
  /// Takes up to `count` steps, fewer if the run ends.
  mutating func advance(_ count: Int) {
    var remaining = count
    while remaining > 0, outcome == nil {
      if miniBatches != nil {
        remaining &-= 1
        advanceOnBatches()
      } else if isPlain {
        let length = min(remaining, chunkLength, stepLimit - progress.step)
        remaining &-= length
        advancePlainly(length)
      } else {
        remaining &-= 1
        advanceOnce()
      }
    }
  }

  /// The number of steps after which a run on full gradients ends.
  private var stepLimit: Int {
    min(options.stop.steps ?? .max, options.stop.epochs ?? .max)
  }

  /// Takes steps that are not observed, in one call.
  private mutating func advancePlainly(_ count: Int) {
    let isTracing = options.traceInterval == 1
    let start = clock.now
    // A separate statement, because in the call below the trace's memory would be shared with a
    // copy of this value, and would be copied.
    let rows = isTracing ? trace.room(rows: count) : nil
    var chunk = chunk(of: count, rows: rows)
    take(&chunk)
    if isTracing { trace.add(rows: chunk.done) }
    if end(after: chunk.answer) { return }
    if chunk.isDivergent || isAtLimit { return decide(nil) }
    // Keeps a chunk at 1 to 2 ms, because callers can act only between chunks.
    let time = clock.now - start
    if time < .milliseconds(1) {
      chunkLength = min(2 * chunkLength, Self.longestChunk)
    } else if time > .milliseconds(2) {
      chunkLength = max(1, chunkLength / 2)
    }
  }

  /// Takes one observed step on the full gradient.
  private mutating func advanceOnce() {
    var chunk = chunk(of: 1, rows: nil)
    take(&chunk)
    if end(after: chunk.answer) { return }
    let metrics = objective.examples == nil ? nil : measure()
    finishStep(rate: chunk.arguments.rate, metrics: metrics)
  }

  private func chunk(of count: Int, rows: UnsafeMutablePointer<Double>?) -> StepChunk<T> {
    let first = progress.step
    let hasRates = !isUnscheduled && rateOverride == nil && count > 1
    if hasRates { for i in 0..<count { rates.pointer[i] = rate(at: first + i + 1) } }
    return StepChunk(
      arguments: arguments(
        rate: rate(at: first + 1), weight: Double(max(1, objective.examples?.count ?? 0)),
        closesWindow: true, value: loss),
      step: kernel.step, oracle: oracle, n: n, g: g,
      previous: options.keepsPrevious ? previous : nil,
      rates: hasRates ? UnsafePointer(rates.pointer) : nil, count: count, rows: rows,
      tracedDimension: trace.dimension, firstStep: first, lossBound: largestLoss,
      loss: loss, gradientNorm: gradientNorm)
  }

  /// Runs a chunk and records its result.
  private mutating func take(_ chunk: inout StepChunk<T>) {
    if let compiled = objective.chunk {
      compiled(&chunk)
    } else {
      chunk.run(objective.valueAndGradient)
    }
    progress.step &+= chunk.done
    progress.evaluations.gradients &+= chunk.evaluated
    progress.evaluations.examples &+= chunk.evaluated &* (objective.examples?.count ?? 0)
    spending.cost += Double(chunk.evaluated)
    g = chunk.g
    (loss, gradientNorm) = (chunk.loss, chunk.gradientNorm)
    (previousLoss, previousGradientNorm) = (chunk.previousLoss, chunk.previousGradientNorm)
  }

  /// Takes one update, from as many mini-batches as the optimizer accumulates.
  private mutating func advanceOnBatches() {
    let rate = rate(at: progress.step + 1)
    let (lastLoss, lastGradientNorm) = (loss, gradientNorm)
    let total = Double(miniBatches!.count)
    var weightedLoss = 0.0
    var weight = 0.0
    var answer = StepAnswer.waiting
    var endsEpoch = false
    var skippedExamples = 0
    let point = history?.append(x) ?? UnsafePointer(x)
    let time = max(1, progress.step + 1 - objective.delay)
    while answer == .waiting {
      // Can happen only if the number of steps was not known in advance.
      guard !order!.isUsedUp else {
        let message = "the \(order!.batches) batches that were given are used up"
        return end(.failed(step: progress.step, message: message), measured: false)
      }
      let batch = order!.next()
      endsEpoch = batch.endsEpoch
      spending.begin(
        batch.indices, draw: BatchDraw(seed: options.seed, batch: order!.batches, step: time))
      if options.recordsBatches { visited.append(Array(batch.indices)) }
      progress.epoch = order!.epoch
      progress.position = order!.position
      progress.batches = order!.batches
      progress.evaluations.gradients += 1
      progress.evaluations.examples += batch.indices.count
      spending.cost += Double(batch.indices.count) / total
      let batchLoss = Double(
        miniBatches!.gradient(at: point, into: g, over: batch.indices, draw: spending.draw))
      gradientNorm = euclideanNorm(UnsafePointer(g), n)
      let isSkipped = kernel.skipsNonFinite && !gradientNorm.isFinite
      // If all batches of a pass are skipped, the point is the cause and not a batch.
      skippedExamples = isSkipped ? skippedExamples + batch.indices.count : 0
      if skippedExamples >= miniBatches!.count
        || !isSkipped && isDivergent(batchLoss, gradientNorm)
      {
        return end(.diverged(step: progress.step), measured: false)
      }
      // Only now is this point known to be finite, so that the run may return to it.
      if weight == 0 { rememberPoint(lastLoss, lastGradientNorm) }
      if !isSkipped {
        weightedLoss += batchLoss * Double(batch.indices.count)
        weight += Double(batch.indices.count)
        loss = weightedLoss / weight
      }
      var step = arguments(
        rate: rate, weight: Double(batch.indices.count), closesWindow: batch.endsEpoch,
        value: batchLoss)
      if let presence = miniBatches!.presence {
        presence(spending.draw, present.pointer)
        step.present = UnsafePointer(present.pointer)
      }
      answer = kernel.step(step, oracle)
    }
    if end(after: answer) { return }
    progress.step += 1
    let metrics = endsEpoch ? measure() : nil
    finishStep(rate: rate, metrics: metrics)
  }

  /// Completes an observed step: evaluates the second point, records the row, and checks
  /// whether to end.
  private mutating func finishStep(rate: Double, metrics: Metrics?) {
    evaluateSecondPoint(metrics)
    record(rate: rate, stepNorm: stepNorm, metrics: metrics)
    if let judged = judged(metrics), reducer != nil {
      _ = reducer!.factor(after: judged)
      progress.reducer = reducer!.state
    }
    decide(metrics)
  }

  /// Evaluates the start and records it as step 0.
  mutating func begin() {
    evaluateFully()
    progress.startCost = spending.cost
    progress.startExamples = progress.evaluations.examples
    rememberPoint(loss, gradientNorm)
    let metrics = objective.examples == nil ? nil : measure()
    evaluateSecondPoint(metrics)
    record(rate: 0, stepNorm: 0, metrics: metrics)
    decide(metrics)
  }

  /// Evaluates the point of a checkpoint. The interrupted run already counted this gradient, so it is
  /// not counted again.
  mutating func resume() {
    (loss, gradientNorm) = (progress.loss, progress.gradientNorm)
    (previousLoss, previousGradientNorm) = (progress.previousLoss, progress.previousGradientNorm)
    let cost = progress.evaluations.cost
    progress.evaluations.cost = 0
    let spent = progress.evaluations
    if miniBatches == nil { evaluateFully() }
    if objective.examples != nil { measure() }
    evaluateSecondPoint(nil)
    progress.evaluations = spent
    spending.cost = cost
    // A checkpoint of a finished run stays finished; with mini-batches, the loss is judged only
    // after an epoch.
    let endedEpoch = progress.epoch > 0 && progress.position == 0
    let judged =
      miniBatches == nil
      ? (hasEvaluationPoint ? evaluatedLoss : loss)
      : (endedEpoch ? lastMetrics?.trainLoss : nil)
    let stalled = options.plateau.map { progress.sinceBest >= $0.patience } ?? false
    outcome =
      progress.hasDiverged ? .diverged(step: progress.step) : ending(judged, stalled: stalled)
  }

  /// Evaluates value and gradient over all examples.
  mutating func evaluateFully() {
    progress.evaluations.gradients += 1
    progress.evaluations.examples += objective.examples?.count ?? 0
    spending.cost += 1
    loss = Double(objective.valueAndGradient(x, g))
    gradientNorm = euclideanNorm(UnsafePointer(g), n)
  }

  /// Measures the metrics over whole data sets at the evaluation point.
  @discardableResult
  mutating func measure() -> Metrics? {
    progress.evaluations.reports += 1
    writeEvaluationPoint()
    guard let examples = objective.examples else { return nil }
    lastMetrics =
      examples.drawnMetrics?(UnsafePointer(evaluationPoint), reportDraw)
      ?? examples.metrics(evaluationPoint)
    return lastMetrics
  }

  /// The draw of the current step, for objectives that change with time.
  var reportDraw: BatchDraw {
    BatchDraw(seed: options.seed, batch: progress.batches, step: progress.step)
  }

  func writeEvaluationPoint() {
    kernel.evaluationPoint?.write(
      UnsafePointer(x), UnsafePointer(buffers), UnsafePointer(scalars), evaluationPoint)
  }

  /// Evaluates the loss at the evaluation point, if this differs from the stepped point and the
  /// loss is needed: for rows of the trace, observers, targets and plateaus.
  private mutating func evaluateSecondPoint(_ metrics: Metrics?) {
    guard hasEvaluationPoint else { return }
    if let metrics {
      evaluatedLoss = metrics.trainLoss
      return
    }
    guard miniBatches == nil, isTraced(nil) || judgesLoss || !observers.isEmpty else { return }
    evaluateSecondPointNow()
  }

  mutating func evaluateSecondPointNow() {
    progress.evaluations.reports += 1
    writeEvaluationPoint()
    evaluatedLoss = Double(objective.value(UnsafePointer(evaluationPoint)))
  }

  private var judgesLoss: Bool {
    options.target != nil || options.plateau != nil || reducer != nil
  }

  private func isTraced(_ metrics: Metrics?) -> Bool {
    let interval = options.traceInterval
    return interval > 0 && (progress.step % interval == 0 || metrics != nil)
  }

  private mutating func record(rate: Double, stepNorm: Double, metrics: Metrics?) {
    guard options.traceInterval > 0 || !observers.isEmpty else { return }
    if hasEvaluationPoint, miniBatches != nil, metrics == nil { writeEvaluationPoint() }
    let point = UnsafeBufferPointer(start: UnsafePointer(evaluationPoint), count: n)
    let record = StepRecord(
      step: progress.step, loss: loss, gradientNorm: gradientNorm, rate: rate, stepNorm: stepNorm,
      metrics: metrics, parameters: UnsafeBufferPointer(start: x, count: n),
      evaluatedLoss: hasEvaluationPoint ? evaluatedLoss : nil,
      evaluationPoint: hasEvaluationPoint ? point : nil)
    if options.traceInterval > 0 {
      let isTraced = isTraced(metrics)
      if isTraced { trace.append(record) }
      untraced = isTraced ? nil : record
    }
    for observer in observers { observer(record) }
  }

  /// The largest loss that does not count as divergence.
  private var largestLoss: Double { min(options.lossBound, .greatestFiniteMagnitude) }

  func isDivergent(_ loss: Double, _ gradientNorm: Double) -> Bool {
    // Written so that NaN is divergent.
    !(loss <= largestLoss && loss > -.infinity && gradientNorm < .infinity)
  }

  /// The distance from the remembered point.
  private var stepNorm: Double {
    options.keepsPrevious ? euclideanDistance(x, previous, n) : .nan
  }

  /// Stores the current point, with its loss and gradient norm, as the last one known to be finite.
  private mutating func rememberPoint(_ loss: Double, _ gradientNorm: Double) {
    if options.keepsPrevious { previous.update(from: x, count: n) }
    previousLoss = loss
    previousGradientNorm = gradientNorm
  }
}
