import DescentCommand
import Testing

@Suite("A command of the textbook") struct TextbookCommandTests {
  @Test("explain shows numbers, verdict, picture and refutation")
  func explain() async throws {
    let place = try Workplace()
    let result = await descent("explain hb-06 --plot \(place["moves.png"])")
    #expect(result.status == 0 && result.errors.isEmpty)
    for part in [
      "HB-06: ", "move 2", "holds, and the control fails, as it must", "refuted by", "picture",
      "moves under a constant gradient",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
    #expect(try place.contents == ["moves.png"])
  }

  @Test("explain describes a demonstration") func demonstration() async {
    let result = await descent("explain DEMO-05")
    #expect(result.status == 0)
    for part in ["A plateau that a lower rate resolves", "in numbers", "loss at step 200"] {
      #expect(result.output.contains(part), "\(part)")
    }
    #expect(result.output.split(separator: "\n").dropFirst().allSatisfy { $0.count <= 80 })
  }

  @Test("Text is wrapped into lines, and a long word has its own line") func wrapping() {
    #expect("one two three".wrapped(to: 7) == "one two\nthree")
    #expect("a abcdefghij b".wrapped(to: 4) == "a\nabcdefghij\nb")
    #expect("".wrapped(to: 4) == "")
  }

  @Test(
    "explain and reproduce report errors in one line before any work",
    arguments: [
      ("explain GD-30", "did you mean 'GD-03'?"), ("explain GD-03 --plot x.pdf", ".svg or .png"),
      ("explain GD-03 --plot no/such/folder/x.svg", "--plot"),
      ("reproduce GD-03 --plot /dev/null/x", "--plot: cannot make the directory"),
      ("reproduce --jobs 0", "--jobs"), ("reproduce GD-3", "did you mean 'GD-03'?"),
      ("reproduce --optimizer adam:lr=0.1", "the results set lr themselves"),
      ("reproduce --optimizer sgd --like adam:lr=0.1", "the results set lr themselves"),
      ("reproduce --like adam", "there is no --optimizer"),
    ]) func wrong(line: String, part: String) async
  {
    let result = await descent(line)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(part))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("reproduce draws every requested result, also of another rule")
  func pictures() async throws {
    let place = try Workplace()
    let result = await descent(
      "reproduce GD-03 HB-06 --optimizer momentum:momentum=0.5 --plot \(place.path)")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(try place.contents == ["GD-03.svg", "HB-06.svg"])
  }

  @Test("reproduce --optimizer describes the rule")
  func optimizer() async {
    let result = await descent("reproduce GD-03 --optimizer momentum:momentum=0.5")
    #expect(result.status == 0)
    #expect(result.output.contains("0 of 1 result"))
    #expect(result.output.contains("stable up to lr = 3.00/L on a quadratic"))
  }

  @Test("reproduce --optimizer shows the numbers of the intended rule beside") func like() async {
    let result = await descent("reproduce GD-03 --optimizer momentum:momentum=0.5 --like sgd")
    #expect(result.status == 0)
    let heading = result.output.split(separator: "\n").first?.split(separator: " ").suffix(4)
    #expect(heading.map(Array.init) == ["momentum", "sgd", "times", "holds"], "\(result.output)")
    #expect(result.output.contains("\n\nsgd by itself:\n"))
  }

  @Test("A plugin is compared with the rule in its name, and no number of it ends the program")
  func tiny() throws {
    let place = try Workplace()
    // The squares of its steps are below the smallest normal number.
    let rule = PluginSource.gradientRule(
      "for i in 0..<layout.count { s.parameters[i] -= T(s.rate * 1e-155) * s.gradient[i] }")
    try place.write(rule.replacing("\"whole\"", with: "\"tiny_sgd\""), to: "Mine.swift")
    let result = try Program.run("reproduce GD-03 --optimizer Mine.swift", in: place)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("·10⁻³") && result.output.contains("sgd by itself:"))
  }
}
