/// The number of evaluations so far, by kind.
public struct Evaluations: Sendable, Hashable {
  /// Values without a gradient.
  public var values = 0
  /// Gradients, full or on a batch, each with its value.
  public var gradients = 0
  /// Products of the Hessian and a vector.
  public var products = 0
  /// Vectors of residuals.
  public var residuals = 0
  /// Columns of Jacobians of residuals; they cost nothing beyond the residuals.
  public var jacobianColumns = 0
  /// Examples over which values, gradients, products and residuals were evaluated; a full evaluation
  /// counts every training example.
  public var examples = 0
  /// Values evaluated for reports only; they cost nothing.
  public var reports = 0
  /// The total cost in full gradients: a value costs 1, a gradient with its value 1, a Hessian–vector
  /// product 2, residuals 1, each times the share of the examples over which it was evaluated.
  public var cost = 0.0

  /// Creates counts of 0.
  public init() {}

  /// The counts by kind, with the names that files and JSON use; without the cost.
  public var counts: [(name: String, count: Int)] {
    [
      ("values", values), ("gradients", gradients), ("products", products),
      ("residuals", residuals), ("jacobian_columns", jacobianColumns), ("examples", examples),
      ("reports", reports),
    ]
  }

  /// The sums by kind.
  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.values += b.values
    sum.gradients += b.gradients
    sum.products += b.products
    sum.residuals += b.residuals
    sum.jacobianColumns += b.jacobianColumns
    sum.examples += b.examples
    sum.reports += b.reports
    sum.cost += b.cost
    return sum
  }
}
