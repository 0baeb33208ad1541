import DescentPlugins
import Testing

@Suite("The compiler's messages") struct CompilerMessagesTests {
  /// The messages as Swift 6.3 prints them.
  static let own = """
    Lion.swift:3:7: warning: variable 'a' was never used
    1 | import Descent
    3 |   let a = 1
      |       `- warning: variable 'a' was never used
    """
  static let other = """
    /cache/x/entry.swift:5:28: error: cannot find 'plugin' in scope
    3 | public func _descentPluginEntry(_ place: UnsafeMutableRawPointer) {
    5 |   let registered: Plugin = plugin
      |                            `- error: cannot find 'plugin' in scope
    """

  @Test("The compiler's messages about its second file are removed, block by block") func filtered()
  {
    let messages = CompilerMessages(Self.other + "\n" + Self.own + "\n")
    #expect(messages.hasError && messages.hasError(in: "/cache/x/entry.swift"))
    let left = messages.without(file: "/cache/x/entry.swift")
    #expect(left.text == Self.own)
    #expect(!left.hasError)
  }

  @Test("A text of another form is kept as it is") func unknown() {
    #expect(CompilerMessages("Killed\nby the system").text == "Killed\nby the system")
    #expect(CompilerMessages("").text.isEmpty)
  }
}
