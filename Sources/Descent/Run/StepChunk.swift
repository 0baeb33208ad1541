/// Some steps on full gradients in one call, so that what a run sets up and checks between steps is
/// paid once a chunk. The loop is ``run(_:)``, compiled with the objective in it where the objective
/// asks for that, and with a closure otherwise: the same code, so the same numbers.
public struct StepChunk<T: KernelScalar> {
  // What the run hands over.
  @usableFromInline var arguments: StepArguments<T>
  @usableFromInline let step: (StepArguments<T>, Oracle<T>) -> StepAnswer
  @usableFromInline let oracle: Oracle<T>
  @usableFromInline let n: Int
  /// The gradient, to be written.
  @usableFromInline var g: UnsafeMutablePointer<T>
  /// The point before the last step; nil where it is not kept.
  @usableFromInline let previous: UnsafeMutablePointer<T>?
  /// The rate of each step; nil if all have that of the arguments.
  @usableFromInline let rates: UnsafePointer<Double>?
  /// The number of steps to take at most.
  @usableFromInline let count: Int
  /// Where rows of the trace go; nil if none are kept.
  @usableFromInline let rows: UnsafeMutablePointer<Double>?
  @usableFromInline let tracedDimension: Int
  /// The number of the step before the first.
  @usableFromInline let firstStep: Int
  @usableFromInline let lossBound: Double

  // What comes back.
  /// The steps taken, the last of which may have led astray.
  @usableFromInline var done = 0
  /// Gradients that the loop itself evaluated.
  @usableFromInline var evaluated = 0
  @usableFromInline var answer = StepAnswer.updated
  @usableFromInline var loss: Double
  @usableFromInline var gradientNorm: Double
  @usableFromInline var previousLoss: Double
  @usableFromInline var previousGradientNorm: Double
  /// Whether the last step led to a loss or a gradient that is not finite or beyond the bound.
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

  /// Takes the steps.
  /// - Parameter evaluate: the objective: its value, with its gradient written.
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
          // In the plane a call costs more than the copy.
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
