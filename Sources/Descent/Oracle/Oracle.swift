/// Answers a rule's questions about the objective, and counts them by kind.
///
/// What it can answer is in ``offers``; to ask for anything else is a bug of the caller, because a run
/// refuses a rule whose ``Optimizer/needs`` are not offered before it begins. Points and answers have
/// as many entries as there are parameters.
public final class Oracle<T: KernelScalar> {
  /// Which examples a question is about.
  public enum Selection {
    /// Those of the step.
    case batch
    /// Those of the step before.
    case previousBatch
    /// Every training example.
    case all
    /// A single one, from 0.
    case one(Int)
  }

  /// The closures behind an oracle; nil where it has no answer.
  public struct Functions {
    /// The value at a point; writes its gradient.
    public var evaluate: (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T
    /// The value at a point; the gradient's is taken where this is nil.
    public var value: ((UnsafePointer<T>) -> T)?
    /// Writes the Hessian at a point times a vector.
    public var hessianProduct:
      ((UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void)?
    /// The residuals, if the objective is a sum of squares.
    public var residuals: ResidualFunctions<T>?
    /// The value and the gradient over a selection of examples.
    public var evaluateExamples: ((UnsafePointer<T>, UnsafeMutablePointer<T>, Selection) -> T)?
    /// The same over examples by their indices with what was drawn for their batch, and the Hessian's
    /// product over them.
    public var evaluateIndices:
      ((UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>, BatchDraw) -> T)?
    /// The product with the Hessian over some examples.
    public var productOverIndices:
      (
        (
          UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>, UnsafeBufferPointer<Int>,
          BatchDraw
        ) -> Void
      )?
    /// The number of training examples, and those of the step.
    public var exampleCount = 0
    /// The examples of the step.
    public var batch: () -> UnsafeBufferPointer<Int> = {
      UnsafeBufferPointer(start: nil, count: 0)
    }
    /// What is drawn for the batch of the step.
    public var draw: () -> BatchDraw = { BatchDraw(seed: 0, batch: 0) }

    /// - Parameter evaluate: writes the gradient at a point and returns the value.
    @inlinable
    public init(evaluate: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T) {
      self.evaluate = evaluate
    }
  }

  @usableFromInline let functions: Functions
  /// What may be asked.
  public let offers: Needs

  /// An oracle of some functions.
  public init(_ functions: Functions) {
    self.functions = functions
    var offers: Needs = [.evaluation, .consistentGradient]
    if functions.hessianProduct != nil { offers.insert(.hessianProduct) }
    if functions.residuals != nil { offers.insert(.residuals) }
    if functions.evaluateExamples != nil { offers.insert(.examples) }
    self.offers = offers
  }

  /// An oracle that answers with values and gradients only.
  /// - Parameter evaluate: writes the gradient at a point and returns the value there.
  public convenience init(_ evaluate: @escaping (UnsafePointer<T>, UnsafeMutablePointer<T>) -> T) {
    self.init(Functions(evaluate: evaluate))
  }

  /// The oracle of a caller that has none; asking it is the caller's bug.
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
  ///   - scratch: as many entries as there are parameters, overwritten where the objective has no
  ///     value without a gradient.
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

  /// The residuals and their Jacobian. - Precondition: they are offered.
  public var residuals: ResidualFunctions<T> {
    guard let residuals = functions.residuals else {
      refuse("this oracle has no residuals")
    }
    return residuals
  }

  /// This oracle with every gradient and product that it answers changed in place.
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
    return Oracle(functions)
  }

  /// The number of training examples; 0 where there are none.
  public var exampleCount: Int { functions.exampleCount }

  /// The examples of the step, from 0; empty where every step sees all of them.
  public var batch: UnsafeBufferPointer<Int> { functions.batch() }

  /// What is drawn for the batch of the step.
  @usableFromInline var draw: BatchDraw { functions.draw() }

  /// Whether questions about examples by their indices have answers.
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
