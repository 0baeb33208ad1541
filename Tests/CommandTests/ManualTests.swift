import Testing

@Suite("The manual page") struct ManualTests {
  @Test("The manual page has every command that the help has, and no stray request")
  func commands() async throws {
    let help = await descent("--help")
    let section = try #require(help.output.components(separatedBy: "SUBCOMMANDS:\n").last)
    let names = section.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }.filter { $0.allSatisfy(\.isLowercase) }
    #expect(names.count >= 9)
    let page = await descent("manual")
    #expect(page.status == 0 && page.errors.isEmpty)
    let lines = page.output.split(separator: "\n")
    for name in names { #expect(lines.contains { $0 == ".SS descent \(name)" }, "\(name)") }
    #expect(page.output.utf8.allSatisfy { $0 < 0x80 })
    let requests = Set(
      lines.filter { $0.hasPrefix(".") }.compactMap { $0.split(separator: " ").first })
    #expect(requests == [".TH", ".SH", ".SS", ".TP", ".B", ".I", ".nf", ".fi"])
  }

  @Test("There are completions for three shells", arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) async {
    let script = await descent("--generate-completion-script \(shell)")
    #expect(script.status == 0 && script.output.contains("descent"))
    #expect(!script.output.contains("check-worker"))
  }
}
