import Foundation
import Testing

@Suite("The command new") struct NewCommandTests {
  @Test(
    "The written file compiles, keeps its laws, and is formatted",
    arguments: ["optimizer", "problem", "schedule"])
  func checked(_ kind: String) throws {
    let place = try Workplace()
    let written = try Program.run("new \(kind) myHTTPRule2", in: place)
    #expect(written.status == 0 && written.errors.isEmpty, "\(written.errors)")
    #expect(written.output.contains("descent check MyHTTPRule2.swift"))
    let check = try Program.run("check MyHTTPRule2.swift", in: place)
    #expect(check.status == 0 && check.errors.isEmpty, "\(check.output)\(check.errors)")
    #expect(check.output.contains("my_httprule2: ") && check.output.contains(" 0 failed"))
    let long = try place.text("MyHTTPRule2.swift").split(separator: "\n").filter { $0.count > 100 }
    #expect(long.isEmpty, "\(long)")
  }

  @Test("Editor settings say where Descent is, and existing ones are never replaced")
  func editor() throws {
    let place = try Workplace()
    #expect(try Program.run("new optimizer Rule", in: place).status == 0)
    let settings = try place.text(".sourcekit-lsp/config.json")
    let object = try JSONSerialization.jsonObject(with: Data(settings.utf8)) as? [String: Any]
    let system = try #require(object?["fallbackBuildSystem"] as? [String: Any])
    let flags = try #require(system["swiftCompilerFlags"] as? [String])
    // The compiler understands the file with these flags, as a language server would.
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["swiftc", "-typecheck"] + flags + [place["Rule.swift"]]
    try compiler.run()
    compiler.waitUntilExit()
    #expect(compiler.terminationStatus == 0)
    try place.write("{}", to: ".sourcekit-lsp/config.json")
    #expect(try Program.run("new problem Canyon", in: place).status == 0)
    #expect(try place.text(".sourcekit-lsp/config.json") == "{}")
  }

  @Test("The traits in a new rule are checked") func traits() throws {
    let place = try Workplace()
    #expect(try Program.run("new optimizer Rule", in: place).status == 0)
    let source = try place.text("Rule.swift")
    try place.write(
      source.replacing("x -= T(rate) * s[0]", with: "x -= T(rate) * g"), to: "Rule.swift")
    let check = try Program.run("check Rule.swift --law C1", in: place)
    #expect(check.status == 1 && check.output.contains("FAILED C1"), "\(check.output)")
  }

  @Test("An existing file is never replaced") func kept() async throws {
    let place = try Workplace()
    try place.write("mine", to: "Rule.swift")
    let result = await descent(["new", "problem", "Rule", "--folder", place.path])
    #expect(result.status == 64 && result.errors.contains("Rule.swift is there already"))
    #expect(try place.text("Rule.swift") == "mine")
    try FileManager.default.createDirectory(
      atPath: place["Pack"], withIntermediateDirectories: false)
    let package = await descent(["new", "problem", "Pack", "--package", "--folder", place.path])
    #expect(package.status == 64 && package.errors.contains("Pack is there already"))
  }

  @Test(
    "An unusable name is refused with the reason",
    arguments: [
      ("3x", "cannot name a type"), ("my-rule", "cannot name a type"), ("ünder", "cannot name"),
      ("../x", "cannot name a type"), ("card", "'Card' is a name of Swift"),
    ])
  func badNames(_ name: String, _ message: String) async throws {
    let place = try Workplace()
    let result = await descent(["new", "optimizer", name, "--folder", place.path])
    #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try place.contents.isEmpty)
  }

  @Test("The example package is what new writes, around a rule of the guide") func package()
    async throws
  {
    let place = try Workplace()
    let result = await descent([
      "new", "optimizer", "Lion", "--package", "--folder", place.path, "--descent",
      Program.root.path(percentEncoded: false),
    ])
    #expect(
      result.status == 0
        && result.errors.hasPrefix("descent: note: 'lion' is the name of something built in"),
      "\(result.errors)")
    for file in [
      "Package.swift", "Sources/LionDescent/main.swift", "Tests/LionTests/LionTests.swift",
    ] {
      let home = Program.root.path(percentEncoded: false)
      let bare = home.hasSuffix("/") ? String(home.dropLast()) : home
      let written = try place.text("Lion/" + file).replacing(bare, with: "../..")
      #expect(written == (try Document("Tests/ExamplePackage/" + file).text), "\(file)")
    }
    let rule = try Document("Plugins/Examples/Lion.swift").text
    #expect(
      try Document("Tests/ExamplePackage/Sources/LionPlugin/Lion.swift").text
        == rule.replacing("let plugin =", with: "public let plugin ="))
  }

  @Test("A package needs to know where Descent is") func lost() async throws {
    let place = try Workplace()
    let result = await descent([
      "new", "optimizer", "Lynx", "--package", "--folder", place.path, "--descent", place["none"],
    ])
    #expect(result.status == 64 && result.errors.contains("no Package.swift in "))
  }
}
