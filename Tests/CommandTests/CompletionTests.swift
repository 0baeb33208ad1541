import DescentCommand
import Foundation
import Testing

@Suite("Completions") struct CompletionTests {
  /// The program's answers to its completion scripts.
  private func offers(_ shell: String, _ command: String, _ argument: String, _ words: [String])
    throws
    -> [String]
  {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Lion.swift")
    let typed = words.map { "'\($0)'" }.joined(separator: " ")
    let result = try OutputTests.shell(
      "SAP_SHELL=\(shell) '\(Program.url.path)' ---completion \(command) -- \(argument) "
        + "\(words.count - 1) \(words.last!.count) \(typed)", in: place)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test("names, laws, results and files are offered", arguments: ["bash", "zsh", "fish"])
  func names(_ shell: String) throws {
    #expect(
      try offers(shell, "run", "positional@0", ["descent", "run", "rosenb"]).contains("rosenbrock"))
    let rules = try offers(shell, "run", "positional@0", ["descent", "run", "beale", "ada"])
    #expect(rules.contains("adam") && rules.contains("adagrad") && !rules.contains("sgd"))
    #expect(
      try offers(shell, "run", "positional@0", ["descent", "run", "Li"]).contains("Lion.swift"))
    #expect(
      try offers(shell, "check", "--law", ["descent", "check", "--law", "t1"]).contains("T12"))
    #expect(
      try offers(shell, "explain", "positional@0", ["descent", "explain", "GD-0"]).contains("GD-03")
    )
    #expect(
      try offers(shell, "show", "positional@0", ["descent", "show", "dig"]).contains("digits"))
  }

  @Test("the keys of settings are offered, as each shell cuts words") func settings() throws {
    #expect(
      try offers("fish", "run", "positional@0", ["descent", "run", "beale", "adam:lr=0.1,be"])
        == ["adam:lr=0.1,beta1=", "adam:lr=0.1,beta2="])
    #expect(
      try offers("bash", "run", "positional@0", ["descent", "run", "beale", "adam", ":", "be"])
        == ["beta1=", "beta2="])
  }

  @Test("the scripts are scripts", arguments: ["bash", "zsh", "fish"]) func scripts(_ shell: String)
    throws
  {
    let place = try Workplace()
    let result = try OutputTests.shell(
      "'\(Program.url.path)' --generate-completion-script \(shell) > script && "
        + "{ ! command -v \(shell) > /dev/null || \(shell) -n script; }", in: place)
    #expect(result.status == 0, "\(result.errors)")
  }
}
