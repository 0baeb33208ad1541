import Descent
import DescentCatalog
import Testing

@Suite("Empty parameters") struct EmptyParametersTests {
  /// A stepper has no objective to evaluate.
  static let types = Catalog.registry.optimizerTypes.filter {
    $0.init().needs.isDisjoint(with: Needs.ofProblem.union([.value, .evaluation]))
  }

  @Test("are stepped over, and rules for one coordinate keep no state", arguments: types.indices)
  func empty(number: Int) throws {
    let rule = Self.types[number].init()
    for layout in [Layout.vector(0), Layout([]), Layout([(name: "a", shape: [3, 0])])] {
      var stepper = try Stepper<Double>(rule, layout)
      var x: [Double] = []
      stepper.step(&x, gradient: [])
      #expect(x == [])
      if rule is any CoordinatewiseOptimizer { #expect(stepper.state.storage == []) }
    }
  }
}
