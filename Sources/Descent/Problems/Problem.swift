/// A function to minimize, with known facts about it.
///
/// Conform to ``FormulaProblem`` and write the formula once, or conform to this protocol and supply
/// the objectives (as the perceptron does). The objectives are requirements so that they are
/// compiled, fully specialized, in the conforming type's module.
public protocol Problem: Sendable {
  /// The parameters as named tensors.
  var layout: Layout { get }

  /// The start point, `layout.count` numbers. May depend on the seed (random initialisation).
  func start(seed: UInt64) -> [Double]

  /// The known minima, saddles and maxima *for these hyperparameters*; empty if none is known.
  var stationaryPoints: [StationaryPoint] { get }

  /// The greatest lower bound, if no point attains it; nil if a point does, or if none is
  /// known.
  var infimum: Infimum? { get }

  /// Facts about the problem that hold for all hyperparameters; empty by default.
  static var record: ProblemRecord { get }

  /// The evaluations that the problem offers to rules. By default, they follow from the
  /// conformances and the record's flags; only a problem that wraps another one needs to implement
  /// this.
  var offers: Needs { get }

  /// The number of training examples and the number used per step; nil if the problem is not a mean
  /// over examples.
  ///
  /// The default implementation builds an objective in double precision.
  /// - Throws: the errors of reading the examples.
  var exampleCount: ExampleCount? { get throws }

  /// A Lipschitz constant `L` of the gradient on the whole space, or nil if there is none.
  var smoothness: Double? { get }

  /// A strong convexity constant `μ` on the whole space, or nil if there is none.
  var strongConvexity: Double? { get }

  /// The part of the plane to show in pictures, for problems in two dimensions.
  var window: PlotWindow? { get }

  /// The Hessian at a point, row-major, or nil if the problem supplies none.
  func hessian(at x: [Double]) -> [Double]?

  /// Digests of the content that the problem reads from files, by kind (`data`), and under
  /// `formula` the revision of an objective that has changed since an earlier release. They are
  /// part of a run's identity. Empty if the hyperparameters determine the problem.
  var contentDigests: [String: String] { get }

  /// The name and every resolved hyperparameter.
  var specification: Specification { get }

  func _objective32() throws -> Objective<Float>
  func _objective64() throws -> Objective<Double>

  /// The residuals compiled for each scalar type: see ``ResidualProblem``.
  func _residuals32() throws -> ResidualFunctions<Float>?
  func _residuals64() throws -> ResidualFunctions<Double>?
}

extension Problem {
  public var stationaryPoints: [StationaryPoint] { [] }
  public var smoothness: Double? { nil }
  public var strongConvexity: Double? { nil }
  public var window: PlotWindow? { nil }
  public var infimum: Infimum? { nil }
  public var contentDigests: [String: String] { [:] }
  public static var record: ProblemRecord { ProblemRecord() }
  public func hessian(at x: [Double]) -> [Double]? { nil }
  @inlinable public func _residuals32() throws -> ResidualFunctions<Float>? { nil }
  @inlinable public func _residuals64() throws -> ResidualFunctions<Double>? { nil }

  public var offers: Needs {
    var offers: Needs = [.value, .evaluation, .step, .consistentGradient]
    if self is any FormulaProblem { offers.insert(.hessianProduct) }
    if self is any ResidualProblem { offers.insert(.residuals) }
    if self is any LikelihoodProblem { offers.insert(.drawnLabels) }
    if Self.record.flags.contains(.stochastic) { offers.insert(.examples) }
    return offers
  }

  public var exampleCount: ExampleCount? {
    get throws {
      try Double.makeObjective(self).examples.map {
        ExampleCount(count: $0.count, batch: $0.batchSize)
      }
    }
  }

  /// The number of parameters.
  public var dimension: Int { layout.count }

  /// The lowest known minimum, relative to which gaps are measured.
  public var reference: StationaryPoint? {
    stationaryPoints.filter { $0.kind.isMinimum }.min { $0.value < $1.value }
  }

  /// The value at a point. - Precondition: `x` has the problem's dimension.
  public func value(at x: [Double]) throws -> Double {
    require(
      x.count == dimension, "a point of \(x.count) coordinates in \(dimension) dimensions")
    return try Double.makeObjective(self).value(x)
  }

  /// The gradient at a point. - Precondition: `x` has the problem's dimension.
  public func gradient(at x: [Double]) throws -> [Double] {
    require(
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

  /// The examples, if the objective is a mean over examples.
  public var examples: Examples<T>?

  /// Writes the Hessian at a point times a vector, exact up to rounding; nil if not available.
  public var hessianProduct:
    ((UnsafePointer<T>, _ vector: UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void)?

  /// The number of operations of the last gradient, if it is computed in reverse mode.
  public var operationCount: (() -> Int)?

  /// The residuals, if the objective is a sum of their squares.
  public var residuals: ResidualFunctions<T>?

  /// The likelihood, if the objective is a mean of negative log-likelihoods, up to penalties.
  public var likelihood: Likelihood<T>?

  /// The age of a step's gradient in steps: a run evaluates it at the point of that many steps ago, and
  /// keeps the points in between. Above 0 only if every step uses a batch.
  public var delay = 0

  /// The loop over a chunk of steps with this objective compiled into it; if nil, a generic loop
  /// calls ``valueAndGradient``.
  public var chunk: ((inout StepChunk<T>) -> Void)?

  /// Creates an objective from two functions, which must give the same value.
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

  /// The mean loss over the examples at these indices (including regularization); writes its
  /// gradient.
  public let batchGradient:
    (UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>) -> T

  /// Losses and accuracies over whole data sets at a point.
  public let metrics: (UnsafePointer<T>) -> Metrics

  /// The batch's loss and gradient, as ``batchGradient`` gives them, for an objective that is random
  /// for each batch; nil if it is not.
  ///
  /// If it is not nil, every step of a run uses a batch, which may hold all examples. The function
  /// depends only on the draw and the examples, so a rule may evaluate it repeatedly.
  public var drawnGradient:
    ((UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>, BatchDraw) -> T)?

  /// The loss over all examples and its gradient, after the step of a draw; nil if the objective does
  /// not change with time.
  public var drawnTotal: ((UnsafePointer<T>, UnsafeMutablePointer<T>, BatchDraw) -> T)?
  /// The ``metrics`` after the step of a draw; nil if the objective does not change with time.
  public var drawnMetrics: ((UnsafePointer<T>, BatchDraw) -> Metrics)?

  /// Writes, for each tensor of the layout, whether a batch has a gradient for it; nil if every batch
  /// has all gradients. The gradients of the other tensors are written as 0.
  public var presence: ((BatchDraw, UnsafeMutablePointer<Bool>) -> Void)?

  /// The batch's loss, its gradient written to `gradient`.
  @inlinable
  public func gradient(
    at point: UnsafePointer<T>, into gradient: UnsafeMutablePointer<T>,
    over indices: UnsafeBufferPointer<Int>, draw: BatchDraw
  ) -> T {
    drawnGradient.map { $0(point, gradient, indices, draw) }
      ?? batchGradient(point, gradient, indices)
  }

  /// Creates examples with their evaluations. - Precondition: `batchSize` lies in `1...count`.
  public init(
    count: Int, batchSize: Int,
    batchGradient:
      @escaping (
        UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>
      ) -> T,
    metrics: @escaping (UnsafePointer<T>) -> Metrics
  ) {
    require((1...count).contains(batchSize), "batches of \(batchSize) from \(count) examples")
    self.count = count
    self.batchSize = batchSize
    self.batchGradient = batchGradient
    self.metrics = metrics
  }
}

/// The batch of a run to which an evaluation belongs; all random numbers of an objective are a
/// function of it.
public struct BatchDraw: Sendable, Hashable {
  /// The run's seed.
  public let seed: UInt64
  /// The number of the batch, from 1.
  public let batch: Int
  /// The number of the step that the batch belongs to, from 1; 0 before the first. With accumulation,
  /// several batches belong to one step.
  public let step: Int

  /// Creates the draw of a batch; by default, the step has the number of the batch.
  public init(seed: UInt64, batch: Int, step: Int? = nil) {
    self.seed = seed
    self.batch = batch
    self.step = step ?? batch
  }
}

/// A rectangle of the plane.
public struct PlotWindow: Sendable, Hashable {
  /// The range of the first coordinate.
  public let x: ClosedRange<Double>
  /// The range of the second coordinate.
  public let y: ClosedRange<Double>

  /// Creates a window.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.x = x
    self.y = y
  }
}
