import Descent

extension RuleLaws {
  /// The laws for rules that see the shape or the size of a tensor.
  package static let matrices: [RuleLaw] = [everyShapeMoves, alikeAxes, largeTensors]
}

extension RuleCaseOptions {
  /// One tensor with at least two axes, under gradients of ordinary size.
  static var oneMatrix: Self {
    Self {
      $0.sizes = .matrix
      $0.shapes = .matrices
      $0.steps = 4...6
      $0.profiles = [.normal]
      $0.precisions = [.float64]
    }
  }
}

extension RuleSubject {
  /// The reason why laws about shapes do not apply to a rule; nil if they do.
  func cannotSeeShapes(_ c: RuleCase) throws -> String? {
    let optimizer = try optimizer(c)
    // The value and all evaluations of the objective depend on which coordinates there are.
    if optimizer is Informed { return "the rule reads the value or asks the objective" }
    if optimizer is any CoordinatewiseOptimizer {
      return "the rule is written for one coordinate, and sees no shape"
    }
    return draws(c) ? "the rule draws: no two runs of other shapes are comparable" : nil
  }
}

extension RuleCase {
  /// The case with one tensor of another shape, filled with drawn numbers.
  func ofShape(_ shape: [Int], _ draw: inout Draw) -> RuleCase {
    var copy = self
    let count = shape.reduce(1, *)
    copy.shapes = [shape]
    copy.start = (0..<count).map { _ in precision.rounded(draw.normal()) }
    copy.gradients = gradients.map { _ in (0..<count).map { _ in precision.rounded(draw.normal()) }
    }
    return copy
  }

  /// The case of one tensor with the indices along an axis permuted.
  func permuted(axis: Int, _ order: [Int]) -> RuleCase {
    let places = Self.coordinates(of: shapes[0], axis: axis, keeping: order)
    var copy = selecting(places)
    copy.shapes = shapes
    return copy
  }
}
