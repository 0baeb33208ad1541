import DescentGSL
import Testing

@Suite struct GSLTests {
  @Test("names its version") func version() { #expect(GSL.version.first == "2") }
}
