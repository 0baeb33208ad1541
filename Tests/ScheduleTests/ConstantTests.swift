import Descent
import SchedulePlugins
import Testing

@Suite("The constant schedule") struct ConstantTests {
  @Test("is 1 at every step") func isOne() {
    for step in [1, 2, 1 << 40, .max] { #expect(Constant().factor(at: step) == 1) }
  }
}
