import DescentGSL
import Testing

@Suite("The GSL interface") struct GSLTests {
  @Test("names its version") func version() { #expect(GSL.version.first == "2") }
}
