import Foundation
import Testing

/// The messages and the exit status of the built program for unusable plugin files.
@Suite("An error in a plugin") struct PluginErrorTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let source: String
    let line: String
    let status: Int32
    /// The whole message, or its last line if the compiler's messages come first.
    let message: String
    var compiler: String?
    var testDescription: String { name }
  }

  static let run = "run --problem saddle --optimizer Rule.swift"

  static let cases = [
    Case(
      name: "does not compile",
      source: PluginSource.lion.replacing("x -= T(rate)", with: "x -= rate"), line: run, status: 2,
      message: "Rule.swift does not compile (a Double meets a number of type T: convert it, as "
        + "T(rate))",
      compiler: "Rule.swift:14:10: error: cannot convert value of type 'Double' to expected "
        + "argument type 'T'"),
    Case(
      name: "a hyperparameter with no default",
      source: PluginSource.lion.replacing("beta2 = 0.99", with: "beta2"), line: run, status: 2,
      message: "Rule.swift does not compile (every hyperparameter needs a default: "
        + "var name = value)",
      compiler: "Rule.swift:6:19: error: missing argument for parameter 'wrappedValue' in call"),
    Case(
      name: "registers nothing", source: PluginSource.header + PluginSource.lionRule, line: run,
      status: 2,
      message: "Rule.swift compiles, but registers nothing (add one line at the top level: "
        + "let plugin = Plugin(MyRule.self))"),
    Case(
      name: "registers an empty list", source: PluginSource.header + "let plugin = Plugin()\n",
      line: run, status: 64,
      message: "Rule.swift registers no optimizer (name a type: let plugin = "
        + "Plugin(MyRule.self))"),
    Case(
      name: "a name that it has twice",
      source: PluginSource.twins.replacing("\"puma\"", with: "\"my_lion\""),
      line: run, status: 64,
      message: "Rule.swift: the optimizer's name 'my_lion' is taken by something that it registers "
        + "before (choose another name in its card)"),
    Case(
      name: "a name that cannot be typed",
      source: PluginSource.lion.replacing("\"my_lion\"", with: "\"a lion\""), line: run, status: 64,
      message:
        "Rule.swift: the name in the card of the optimizer must be letters, digits, '_', '-' "
        + "and '.', got 'a lion' (change it in the file)"),
    Case(
      name: "two of a kind", source: PluginSource.twins, line: run, status: 64,
      message: "Rule.swift registers 2 optimizers (say which: Rule.swift/my_lion, Rule.swift/puma)"),
    Case(
      name: "none of the kind", source: PluginSource.lion,
      line: "run --problem Rule.swift --optimizer adam", status: 64,
      message: "Rule.swift registers no problem (it has the optimizer 'my_lion')"),
    Case(
      name: "none of the name", source: PluginSource.lion, line: run + "/tiger:lr=1", status: 64,
      message: "Rule.swift registers no optimizer 'tiger' (it has the optimizer 'my_lion')"),
    Case(
      name: "a value out of range", source: PluginSource.lion, line: run + ":beta1=1", status: 64,
      message: "my_lion: beta1 must lie in [0, 1), got 1 (see 'descent show Rule.swift')"),
    Case(
      name: "no such file", source: PluginSource.lion,
      line: "race --optimizer Rule.swift --optimizer Missing.swift", status: 2,
      message: "cannot read Missing.swift: no such file (check the path)"),
    Case(
      name: "a library that is no plugin", source: "no library", line: "list --plugin Rule.so",
      status: 2,
      message: "Rule.so is not a plugin: it has no stamp of a kernel (give a .swift file, or a "
        + "library that 'descent compile' made)"),
    Case(
      name: "a library of another kernel", source: "descent-plugin-kernel:0123456789;",
      line: "show Rule.so", status: 2,
      message: "Rule.so was built for another kernel (01234567, this one is ",
    ),
  ]

  @Test("are named, with what to do and the exit status", arguments: cases)
  func message(_ wrong: Case) throws {
    let place = try Workplace()
    try place.write(wrong.source, to: wrong.line.contains("Rule.so") ? "Rule.so" : "Rule.swift")
    let result = try Program.run(wrong.line, in: place)
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.last?.hasPrefix("descent: \(wrong.message)") == true, "\(result.errors)")
    if let compiler = wrong.compiler {
      #expect(lines.first == compiler)
    } else {
      #expect(lines.count == 1, "\(result.errors)")
    }
    #expect(result.output.isEmpty)
    #expect(result.status == wrong.status)
  }

  @Test("A missing compiler is reported, and built-in names work") func noCompiler()
    throws
  {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Rule.swift")
    // Use a separate cache, because a rule that is already compiled needs only the identity of the
    // compiler.
    let environment = ["PATH": place.path, "DESCENT_CACHE": place["cache"]]
    let result = try Program.run(Self.run, in: place, environment: environment)
    #expect(
      result.errors == "descent: Rule.swift must be compiled, and there is no Swift compiler: no "
        + "swiftc on PATH (install Swift, or name a compiler in DESCENT_SWIFTC; what is built in "
        + "works without)\n")
    #expect(result.status == 2)
    let other = try Program.run(
      "run --problem saddle --optimizer adam --steps 5", in: place, environment: environment)
    #expect(other.status == 0 && other.errors.isEmpty)
  }

  @Test("A broken file in a folder of DESCENT_PLUGINS is skipped with a warning")
  func folder() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "lion.swift")
    try place.write("import Descent\nlet plugin = \n", to: "broken.swift")
    try place.write("notes", to: "readme.txt")
    let result = try Program.run(
      "list optimizers", in: place, environment: ["DESCENT_PLUGINS": place.path + ":/no/such"])
    #expect(
      result.errors == """
        descent: warning: left out: \(place["broken.swift"]) does not compile
        descent: warning: /no/such in DESCENT_PLUGINS is not a folder that can be read

        """)
    #expect(result.output.contains("from files\n  my_lion              sign of momentum\n"))
    #expect(result.status == 0)
  }
}
