import Testing

@Suite("An example plugin") struct ExampleTests {
  @Test(
    "Every example that --help shows works",
    arguments: [
      "", "run", "race", "list", "show", "gallery", "verify", "evaluate", "check", "traits", "diff",
      "explain", "new",
    ])
  func help(_ command: String) async throws {
    let help = await descent("\(command) --help")
    #expect(help.status == 0 && help.errors.isEmpty)
    let lines = help.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    let examples = lines.filter { $0.hasPrefix("descent ") }
    #expect(!examples.isEmpty, "\(command) has no example")
    let place = try Workplace()
    for example in examples {
      var words = example.split(separator: " ").dropFirst().map(String.init)
      // Examples write into the current directory; redirect them to the test's directory.
      for index in words.indices.dropLast()
      where ["--plot", "--trace", "--checkpoint"].contains(words[index]) {
        words[index + 1] = place[words[index + 1]]
      }
      if words[0] == "gallery" { words[1] = place[words[1]] }
      if words[0] == "new" { words += ["--folder", place.path] }
      // The neural network of the full race takes a debug build too long to tune.
      if words == ["race"] { words += ["--steps", "5"] }
      let result = await descent(words)
      #expect(result.status == 0, "\(example): \(result.errors)")
      #expect(result.errors.isEmpty, "\(example): \(result.errors)")
      #expect(!result.output.isEmpty, "\(example)")
    }
  }

  @Test("The version is that of the program") func version() async {
    let result = await descent("--version")
    #expect(result.output == "0.1.0\n" && result.status == 0)
  }
}
