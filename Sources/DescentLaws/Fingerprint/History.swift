import Descent

/// The input that a probe gives a rule: a layout with shapes, a start, and the gradients and rates of each
/// step.
struct History {
  var layout: Layout
  var start: [Double]
  var gradients: [[Double]]
  var rates: [Double]
  /// The rate of every step, unless a probe changes one.
  static let rate = 0.125

  init(_ layout: Layout, start: [Double], gradients: [[Double]], rate: Double = History.rate) {
    self.layout = layout
    self.start = start
    self.gradients = gradients
    rates = Array(repeating: rate, count: gradients.count)
  }

  /// Two matrices, 2 × 3 and 3 × 2, with gradients of many sizes.
  ///
  /// The last gradient is small, because otherwise a sign-based rule with momentum looks memoryless. The
  /// sizes lie on both sides of any threshold around 1/4, so that both of its branches occur.
  static func matrices(_ draw: inout Draw) -> History {
    let layout = Layout([(name: "a", shape: [2, 3]), (name: "b", shape: [3, 2])])
    let sizes = [0.5, 3, 0.1, 20, 1, 0.03]
    let start = (0..<layout.count).map { _ in draw.normal() }
    return History(
      layout, start: start,
      gradients: sizes.map { size in (0..<layout.count).map { _ in size * draw.normal() } })
  }

  /// One coordinate, from 0.
  static func scalar(_ gradients: [Double]) -> History {
    History(.vector(1), start: [0], gradients: gradients.map { [$0] })
  }

  func mapGradients(_ change: (_ step: Int, [Double]) -> [Double]) -> History {
    var copy = self
    copy.gradients = gradients.enumerated().map { change($0, $1) }
    return copy
  }

  func scaled(_ factor: Double) -> History { mapGradients { $1.map { $0 * factor } } }

  func starting(at start: [Double]) -> History {
    var copy = self
    copy.start = start
    return copy
  }
}
