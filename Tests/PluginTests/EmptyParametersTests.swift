import Descent
import DescentCatalog
import Testing

@Suite("Empty parameters") struct EmptyParametersTests {
  @Test("keep no state and are stepped over", arguments: Catalog.registry.optimizerTypes.indices)
  func empty(number: Int) throws {
    let rule = Catalog.registry.optimizerTypes[number].init()
    for layout in [Layout.vector(0), Layout([]), Layout([(name: "a", shape: [3, 0])])] {
      var stepper = try Stepper<Double>(rule, layout)
      var x: [Double] = []
      stepper.step(&x, gradient: [])
      #expect(x == [] && stepper.state.storage == [])
    }
  }
}
