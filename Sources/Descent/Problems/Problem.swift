/// A function to minimise, with what is known about it.
///
/// Conform to ``FormulaProblem`` and write the formula once, or conform here and supply objectives
/// of your own (as the perceptron does). The objectives are requirements so that they are compiled,
/// fully specialised, in the conforming type's module.
public protocol Problem: Sendable {
  /// The parameters as named tensors.
  var layout: Layout { get }

  /// The start point, `layout.count` numbers. May depend on the seed (random initialisation).
  func start(seed: UInt64) -> [Double]

  /// What is known of minima, saddles and maxima *for these hyperparameters*; empty if nothing is.
  var stationaryPoints: [StationaryPoint] { get }

  /// A Lipschitz constant `L` of the gradient on the whole space, or nil if there is none.
  var smoothness: Double? { get }

  /// A strong convexity constant `μ` on the whole space, or nil if there is none.
  var strongConvexity: Double? { get }

  /// The part of the plane worth a picture, for problems in two dimensions.
  var window: PlotWindow? { get }

  /// The Hessian at a point, row-major, or nil if the problem supplies none.
  func hessian(at x: [Double]) -> [Double]?

  /// The name and every resolved hyperparameter.
  var specification: Specification { get }

  func _objective32() throws -> Objective<Float>
  func _objective64() throws -> Objective<Double>
}

extension Problem {
  public var stationaryPoints: [StationaryPoint] { [] }
  public var smoothness: Double? { nil }
  public var strongConvexity: Double? { nil }
  public var window: PlotWindow? { nil }
  public func hessian(at x: [Double]) -> [Double]? { nil }

  /// What the problem offers to rules, as its conformances say.
  public var offers: Needs {
    var offers: Needs = [.value, .evaluation, .step, .consistentGradient]
    if self is any FormulaProblem { offers.insert(.hessianProduct) }
    return offers
  }

  /// The number of parameters.
  public var dimension: Int { layout.count }

  /// The lowest minimum that is known, preferring a global one: what gaps are measured against.
  public var reference: StationaryPoint? {
    stationaryPoints.filter { $0.kind.isMinimum }.min { $0.value < $1.value }
  }

  /// The value at a point. - Precondition: `x` has the problem's dimension.
  public func value(at x: [Double]) throws -> Double {
    precondition(
      x.count == dimension, "a point of \(x.count) coordinates in \(dimension) dimensions")
    return try Double.makeObjective(self).value(x)
  }

  /// The gradient at a point. - Precondition: `x` has the problem's dimension.
  public func gradient(at x: [Double]) throws -> [Double] {
    precondition(
      x.count == dimension, "a point of \(x.count) coordinates in \(dimension) dimensions")
    let objective = try Double.makeObjective(self)
    return [Double](unsafeUninitializedCapacity: dimension) { gradient, count in
      _ = objective.valueAndGradient(x, gradient.address)
      count = dimension
    }
  }
}

/// A problem compiled for one scalar type. Holds its own work memory: use one per run.
public struct Objective<T: KernelScalar> {
  /// The value at a point of the problem's dimension.
  public let value: (UnsafePointer<T>) -> T

  /// The value at a point; writes the gradient there.
  public let valueAndGradient: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T

  /// The examples that the objective is a mean over, if it is one.
  public let examples: Examples<T>?

  /// Writes the Hessian at a point times a vector, exact up to rounding; nil where there is none.
  public var hessianProduct:
    ((UnsafePointer<T>, _ vector: UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void)?

  /// The residuals whose squares the objective sums, if it is of that form.
  public var residuals: ResidualFunctions<T>?

  /// The loop over a chunk of steps with this objective compiled into it; nil for the loop that calls
  /// ``valueAndGradient``.
  public var chunk: ((inout StepChunk<T>) -> Void)?

  @inlinable
  public init(
    value: @escaping (UnsafePointer<T>) -> T,
    valueAndGradient: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T,
    examples: Examples<T>? = nil
  ) {
    self.value = value
    self.valueAndGradient = valueAndGradient
    self.examples = examples
  }
}

/// The examples of a stochastic objective.
public struct Examples<T: KernelScalar> {
  /// The number of training examples.
  public let count: Int

  /// The number of examples in a mini-batch, `1...count`; `count` means full-batch descent.
  public let batchSize: Int

  /// The mean loss over the examples at these indices (regularisation included); writes its gradient.
  public let batchGradient:
    (UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>) -> T

  /// Losses and accuracies over whole data sets at a point.
  public let metrics: (UnsafePointer<T>) -> Metrics

  public init(
    count: Int, batchSize: Int,
    batchGradient:
      @escaping (
        UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>
      ) -> T,
    metrics: @escaping (UnsafePointer<T>) -> Metrics
  ) {
    precondition((1...count).contains(batchSize), "batches of \(batchSize) from \(count) examples")
    self.count = count
    self.batchSize = batchSize
    self.batchGradient = batchGradient
    self.metrics = metrics
  }
}

/// What a classifier achieves on its data.
public struct Metrics: Sendable, Hashable {
  /// The objective over all training examples, regularisation included.
  public let trainLoss: Double
  /// The fraction of training examples classified correctly.
  public let trainAccuracy: Double
  /// The same for the test examples, or nil if there are none.
  public let testAccuracy: Double?

  public init(trainLoss: Double, trainAccuracy: Double, testAccuracy: Double?) {
    self.trainLoss = trainLoss
    self.trainAccuracy = trainAccuracy
    self.testAccuracy = testAccuracy
  }
}

/// A rectangle of the plane.
public struct PlotWindow: Sendable, Hashable {
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>

  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }
}
