import DescentCommand
import Testing

@Suite struct DescentCommandTests {
  @Test("is called descent") func name() {
    #expect(DescentCommand.configuration.commandName == "descent")
  }
}
