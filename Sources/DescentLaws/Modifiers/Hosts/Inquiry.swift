import Descent

/// A rule that does not move and records the objective's answers along a direction.
struct Inquiry: OracleOptimizer {
  /// The recorded answers, in double precision.
  final class Answers: @unchecked Sendable {
    var gradient: [Double] = []
    var product: [Double] = []
    /// The value and the gradient ahead of the point and behind it.
    var ahead = (value: 0.0, gradient: [Double]())
    var behind = (value: 0.0, gradient: [Double]())
  }

  static let card = Card.host("inquiry")
  /// The distance ahead and behind, in units of the direction.
  static let distance = 0x1p-10
  var direction: [Double] = []
  var answers = Answers()

  var learningRate: Double { 1 }
  var needs: Needs { [.evaluation, .hessianProduct] }
  var scratchVectors: Int { 2 }

  init() {}
  init(direction: [Double]) { self.direction = direction }
  init(from decoder: any Decoder) throws {}

  func stateLayout(for layout: Layout) -> StateLayout { StateLayout() }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let (point, answer) = (s.scratch(0), s.scratch(1))
    guard let here = point.baseAddress, let into = answer.baseAddress else { return .updated }
    func ask(_ distance: Double) -> (Double, [Double]) {
      for i in point.indices { point[i] = s.x[i] + T(distance * direction[i]) }
      return (Double(s.oracle.valueAndGradient(at: here, into: into)), answer.map { Double($0) })
    }
    answers.ahead = ask(Self.distance)
    answers.behind = ask(-Self.distance)
    answers.gradient = ask(0).1
    let vector = direction.map { T($0) }
    vector.withUnsafeBufferPointer {
      s.oracle.hessianProduct(at: here, times: $0.baseAddress!, into: into)
    }
    answers.product = answer.map { Double($0) }
    return .updated
  }
}
