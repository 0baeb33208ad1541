/// Evaluates the objective for a rule.
///
/// The available evaluations are listed in ``offers``. Calling any other is a bug in the caller,
/// because a run rejects a rule whose ``Optimizer/needs`` are not offered before it begins. Points,
/// gradients and products have one entry per parameter.
public final class Oracle<T: KernelScalar> {
  /// The examples over which to evaluate.
  public enum Selection {
    /// The examples of the step.
    case batch
    /// The examples of the previous step.
    case previousBatch
    /// Every training example.
    case all
    /// A single example, counted from 0.
    case one(Int)
  }

  /// The closures behind an oracle; nil if an evaluation is not offered.
  public struct Functions {
    /// The value at a point; writes its gradient.
    public var evaluate: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T
    /// The value at a point; if nil, the value comes from ``evaluate``.
    public var value: ((UnsafePointer<T>) -> T)?
    /// Writes the Hessian at a point times a vector.
    public var hessianProduct:
      ((UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void)?
    /// The residuals, if the objective is a sum of squares.
    public var residuals: ResidualFunctions<T>?
    /// The value and the gradient over a selection of examples.
    public var evaluateExamples: ((UnsafePointer<T>, UnsafeMutablePointer<T>, Selection) -> T)?
    /// The value and the gradient over examples given by their indices, with the draw of their batch.
    public var evaluateIndices:
      ((UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>, BatchDraw) -> T)?
    /// Writes the product with the Hessian over examples given by their indices.
    public var productOverIndices:
      (
        (
          UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>,
          BatchDraw
        ) -> Void
      )?
    /// The likelihood of the objective; without indices, its gradient is over the examples of the step.
    public var likelihood: Likelihood<T>?
    /// The number of training examples; 0 if there are none.
    public var exampleCount = 0
    /// The examples of the step.
    public var batch: () -> UnsafeBufferPointer<Int> = {
      UnsafeBufferPointer(start: nil, count: 0)
    }
    /// The draw of the step's batch.
    public var draw: () -> BatchDraw = { BatchDraw(seed: 0, batch: 0) }

    /// - Parameter evaluate: writes the gradient at a point and returns the value.
    @inlinable
    public init(evaluate: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T) {
      self.evaluate = evaluate
    }
  }

  @usableFromInline let functions: Functions
  /// The evaluations that may be called.
  public let offers: Needs

  /// Creates an oracle from closures.
  public init(_ functions: Functions) {
    self.functions = functions
    var offers: Needs = [.evaluation, .consistentGradient]
    if functions.hessianProduct != nil { offers.insert(.hessianProduct) }
    if functions.residuals != nil { offers.insert(.residuals) }
    if functions.evaluateExamples != nil { offers.insert(.examples) }
    if functions.likelihood != nil { offers.insert(.drawnLabels) }
    self.offers = offers
  }

  /// Creates an oracle that offers values and gradients only.
  /// - Parameter evaluate: writes the gradient at a point and returns the value there.
  public convenience init(_ evaluate: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T) {
    self.init(Functions(evaluate: evaluate))
  }

  /// An oracle for callers without an objective; any evaluation stops with a fatal error.
  public static func unavailable() -> Oracle {
    Oracle { _, _ in refuse("this step was given no objective to evaluate") }
  }

  /// The value at a point, its gradient written to `gradient`, on the examples of the step.
  @inlinable
  public func valueAndGradient(
    at point: UnsafePointer<T>, into gradient: UnsafeMutablePointer<T>
  ) -> T { functions.evaluate(point, gradient) }

  /// The value at a point, on the examples of the step.
  /// - Parameters:
  ///   - point: the parameters.
  ///   - scratch: one entry per parameter; overwritten if the objective has no value without a
  ///     gradient.
  public func value(at point: UnsafePointer<T>, scratch: UnsafeMutablePointer<T>) -> T {
    functions.value.map { $0(point) } ?? functions.evaluate(point, scratch)
  }

  /// Writes the Hessian at a point times `vector` to `product`.
  public func hessianProduct(
    at point: UnsafePointer<T>, times vector: UnsafePointer<T>,
    into product: UnsafeMutablePointer<T>
  ) {
    guard let answer = functions.hessianProduct else {
      refuse("this oracle has no Hessian-vector products")
    }
    answer(point, vector, product)
  }

  /// Writes the gradient ĝ of the mean loss at a point, on the examples of the step, with labels that the
  /// model draws there: the mean of `B ĝ ĝᵀ` over the draws is the Gauss–Newton matrix of the loss. Penalties
  /// are left out. See ``Likelihood``.
  /// - Parameters:
  ///   - point: the parameters.
  ///   - labels: the random numbers for the labels.
  ///   - gradient: one entry per parameter.
  /// - Returns: B, the number of examples.
  public func gradient(
    at point: UnsafePointer<T>, drawing labels: LabelDraws, into gradient: UnsafeMutablePointer<T>
  ) -> Int {
    guard let likelihood = functions.likelihood else { refuse("this oracle draws no labels") }
    return likelihood.gradient(point, gradient, nil, labels)
  }

  /// The residuals and their Jacobian. - Precondition: they are offered.
  public var residuals: ResidualFunctions<T> {
    guard let residuals = functions.residuals else {
      refuse("this oracle has no residuals")
    }
    return residuals
  }

  /// This oracle, with every gradient and product that it returns changed in place.
  func mapped(_ change: @escaping (UnsafeMutablePointer<T>) -> Void) -> Oracle {
    let base = self
    var functions = functions
    functions.evaluate = { point, gradient in
      let value = base.functions.evaluate(point, gradient)
      change(gradient)
      return value
    }
    if let answer = base.functions.hessianProduct {
      functions.hessianProduct = { point, vector, product in
        answer(point, vector, product)
        change(product)
      }
    }
    if let answer = base.functions.evaluateExamples {
      functions.evaluateExamples = { point, gradient, selection in
        let value = answer(point, gradient, selection)
        change(gradient)
        return value
      }
    }
    if let answer = base.functions.evaluateIndices {
      functions.evaluateIndices = { point, gradient, indices, draw in
        let value = answer(point, gradient, indices, draw)
        change(gradient)
        return value
      }
    }
    if let answer = base.functions.productOverIndices {
      functions.productOverIndices = { point, vector, product, indices, draw in
        answer(point, vector, product, indices, draw)
        change(product)
      }
    }
    functions.likelihood = base.functions.likelihood?.mapped(change)
    return Oracle(functions)
  }

  /// The number of training examples; 0 if there are none.
  public var exampleCount: Int { functions.exampleCount }

  /// The indices of the step's examples, from 0; empty if every step uses all examples.
  public var batch: UnsafeBufferPointer<Int> { functions.batch() }

  /// The draw of the step's batch.
  @usableFromInline var draw: BatchDraw { functions.draw() }

  /// Whether evaluations over examples given by their indices are available.
  var canSelect: Bool {
    functions.evaluateIndices != nil
      && (functions.hessianProduct == nil || functions.productOverIndices != nil)
  }

  @usableFromInline
  func valueAndGradient(
    at point: UnsafePointer<T>, examples: UnsafeBufferPointer<Int>, draw: BatchDraw,
    into gradient: UnsafeMutablePointer<T>
  ) -> T {
    guard let answer = functions.evaluateIndices else {
      refuse("this oracle cannot choose examples")
    }
    return answer(point, gradient, examples, draw)
  }

  @usableFromInline
  func hessianProduct(
    at point: UnsafePointer<T>, times vector: UnsafePointer<T>,
    examples: UnsafeBufferPointer<Int>, draw: BatchDraw, into product: UnsafeMutablePointer<T>
  ) {
    guard let answer = functions.productOverIndices else {
      refuse("this oracle has no products over chosen examples")
    }
    answer(point, vector, product, examples, draw)
  }

  /// The mean loss over a selection of examples at a point, its gradient written to `gradient`.
  public func valueAndGradient(
    at point: UnsafePointer<T>, over selection: Selection, into gradient: UnsafeMutablePointer<T>
  ) -> T {
    if case .batch = selection { return valueAndGradient(at: point, into: gradient) }
    guard let answer = functions.evaluateExamples else {
      refuse("this oracle has no other examples")
    }
    return answer(point, gradient, selection)
  }
}
