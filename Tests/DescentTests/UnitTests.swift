import Descent
// Foundation has its own class `Unit`: naming the unit of a rule must not be ambiguous beside it.
import Foundation
import Testing

/// Compiles only while `Unit` means one thing here, Foundation's.
private func symbol(_ unit: Unit) -> String { unit.symbol }

private func powers(_ unit: RuleTraits.Unit) -> [Int] { [unit.parameter, unit.gradient] }

@Suite("Units together with Foundation's")
struct UnitTests {
  @Test("A file that imports Foundation and Descent names either unit")
  func namesBoth() {
    #expect(symbol(Unit(symbol: "m")) == "m")
    #expect(powers(.parameter / .gradient) == [1, -1])
    #expect("\(RuleTraits.Unit.gradient * .gradient)" == "g^2")
  }
}
