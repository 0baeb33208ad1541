import CDescentMath

/// Several steps on full gradients in one call, so that a run's work between steps is done only once
/// per chunk. The loop is ``run(_:)``, compiled with the objective inlined if the objective provides
/// this, and otherwise with a closure. Both are the same code, and so give the same numbers.
public struct StepChunk<T: KernelScalar> {
  // Set by the run.
  @usableFromInline var arguments: StepArguments<T>
  @usableFromInline let step: (StepArguments<T>, Oracle<T>) -> StepAnswer
  @usableFromInline let oracle: Oracle<T>
  @usableFromInline let n: Int
  /// The memory for the gradient.
  @usableFromInline var g: UnsafeMutablePointer<T>
  /// The point before the last step; nil if it is not kept.
  @usableFromInline let previous: UnsafeMutablePointer<T>?
  /// The rate of each step; nil if all steps have the rate in the arguments.
  @usableFromInline let rates: UnsafePointer<Double>?
  /// The largest number of steps to take.
  @usableFromInline let count: Int
  /// The memory for rows of the trace; nil if none are kept.
  @usableFromInline let rows: UnsafeMutablePointer<Double>?
  @usableFromInline let tracedDimension: Int
  /// The number of the step before the first.
  @usableFromInline let firstStep: Int
  @usableFromInline let lossBound: Double

  // Returned to the run.
  /// The number of steps taken; the last one may have diverged.
  @usableFromInline var done = 0
  /// The number of gradients that the loop itself evaluated.
  @usableFromInline var evaluated = 0
  @usableFromInline var answer = StepAnswer.updated
  @usableFromInline var loss: Double
  @usableFromInline var gradientNorm: Double
  @usableFromInline var previousLoss: Double
  @usableFromInline var previousGradientNorm: Double
  /// Whether the last step led to a loss or a gradient that is not finite, or to a loss above
  /// the bound.
  @usableFromInline var isDivergent = false

  init(
    arguments: StepArguments<T>, step: @escaping (StepArguments<T>, Oracle<T>) -> StepAnswer,
    oracle: Oracle<T>, n: Int, g: UnsafeMutablePointer<T>, previous: UnsafeMutablePointer<T>?,
    rates: UnsafePointer<Double>?, count: Int, rows: UnsafeMutablePointer<Double>?,
    tracedDimension: Int, firstStep: Int, lossBound: Double, loss: Double, gradientNorm: Double
  ) {
    self.arguments = arguments
    self.step = step
    self.oracle = oracle
    self.n = n
    self.g = g
    self.previous = previous
    self.rates = rates
    self.count = count
    self.rows = rows
    self.tracedDimension = tracedDimension
    self.firstStep = firstStep
    self.lossBound = lossBound
    self.loss = loss
    self.gradientNorm = gradientNorm
    previousLoss = loss
    previousGradientNorm = gradientNorm
  }

  /// The distance in numbers between a row and the memory fetched while it is written, about ten
  /// short rows.
  @usableFromInline static var prefetchDistance: Int { 64 }

  /// Takes the steps.
  /// - Parameter evaluate: returns the objective's value and writes its gradient.
  @inlinable @inline(__always)
  public mutating func run(
    _ evaluate: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T
  ) {
    let (step, oracle, n, x) = (step, oracle, n, arguments.parameters)
    var arguments = arguments
    var (loss, gradientNorm, g) = (loss, gradientNorm, g)
    var (done, evaluated) = (0, 0)
    var row = rows
    let width = Trace.fixed + tracedDimension
    while done < count {
      if let rates { arguments.rate = rates[done] }
      arguments.value = loss
      if let previous {
        if n == 2 {
          // In two dimensions, the call costs more than the copy.
          (previous[0], previous[1]) = (T.loadAlone(x), T.loadAlone(x + 1))
        } else {
          previous.update(from: x, count: n)
        }
      }
      previousLoss = loss
      previousGradientNorm = gradientNorm
      let answer = step(arguments, oracle)
      if answer.isReported {
        guard answer == .evaluated else {
          self.answer = answer
          break
        }
        // The rule already has the gradient at its new point, so the two buffers are swapped.
        let report = arguments.report
        loss = report.pointee.value
        (g, report.pointee.gradient) = (report.pointee.gradient, g)
        arguments.gradient = UnsafePointer(g)
      } else {
        evaluated &+= 1
        loss = Double(evaluate(x, g))
      }
      done &+= 1
      gradientNorm = euclideanNorm(UnsafePointer(g), n)
      if let memory = row {
        memory[0] = Double(firstStep &+ done)
        memory[1] = loss
        memory[2] = gradientNorm
        memory[3] = arguments.rate
        memory[4] = previous.map { euclideanDistance(x, $0, n) } ?? .nan
        for i in 0..<tracedDimension { memory[Trace.fixed &+ i] = Double(x[i]) }
        row = memory + width
        // A long trace outgrows the caches, and a step of a few nanoseconds would wait for the lines.
        descent_prefetch_for_writing(memory + Self.prefetchDistance)
      }
      // Written so that NaN is divergent.
      if !(loss <= lossBound && loss > -.infinity && gradientNorm < .infinity) {
        isDivergent = true
        break
      }
    }
    self.arguments = arguments
    (self.loss, self.gradientNorm, self.g) = (loss, gradientNorm, g)
    (self.done, self.evaluated) = (done, evaluated)
  }
}
