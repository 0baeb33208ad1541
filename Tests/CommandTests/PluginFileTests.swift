import Foundation
import Testing

/// One-file plugins in the built program's commands.
@Suite("A plugin file") struct PluginFileTests {
  /// The final numbers of a run, from its JSON.
  private func final(_ line: String, in place: Workplace) throws -> NSDictionary {
    let result = try Program.run(line + " --json", in: place)
    try #require(result.status == 0, "\(line): \(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require((object as? [String: Any])?["final"] as? NSDictionary)
  }

  @Test("A file's optimizer, schedule and problem are taken in place of a name, by file or by name")
  func everywhere() throws {
    let place = try Workplace()
    try place.write(PluginSource.zoo, to: "Zoo.swift")
    let files = try final(
      "run --problem Zoo.swift:b=3 --optimizer Zoo.swift/my_lion:lr=0.02 --schedule Zoo.swift "
        + "--steps 50", in: place)
    let names = try final(
      "run --plugin ./Zoo.swift --problem banana:b=3 --optimizer my_lion:lr=0.02 --schedule halving "
        + "--steps 50", in: place)
    let halved = try final(
      "run --plugin Zoo.swift --problem banana:b=3 --optimizer my_lion:lr=0.01 --steps 50",
      in: place)
    #expect(files == names)
    // Half of a rate is exact, and so is the sign's step.
    #expect(files == halved)
    let race = try Program.run(
      "race --problem Zoo.swift --optimizer Zoo.swift --optimizer adam --steps 20", in: place)
    #expect(race.status == 0 && race.output.contains("\nmy_lion "), "\(race.errors)")
    let show = try Program.run("show Zoo.swift", in: place)
    for head in ["my_lion: sign of momentum", "halving: halves", "banana: curved"] {
      #expect(show.output.contains(head))
    }
    let list = try Program.run("list --plugin Zoo.swift", in: place)
    #expect(list.output.contains("  banana ") && list.output.contains("  halving "))
  }

  @Test("The built-in Adam's own source, as a file, gives the built-in one's run bit for bit")
  func sameNumbers() throws {
    let place = try Workplace()
    let source = try String(
      contentsOf: Program.root.appending(path: "Plugins/Adam/Adam/Adam.swift"), encoding: .utf8)
    try place.write(
      source.replacing("name: \"adam\"", with: "name: \"copy\"")
        + "\nlet plugin = Plugin(Adam.self)\n", to: "Copy.swift")
    let options = " --problem rosenbrock --steps 300"
    let copy = try final("run --optimizer Copy.swift:lr=0.02" + options, in: place)
    let builtIn = try final("run --optimizer adam:lr=0.02" + options, in: place)
    #expect(copy == builtIn)
  }

  @Test("verify compares the gradient of a problem without a reference with difference quotients")
  func derivatives() throws {
    let place = try Workplace()
    try place.write(PluginSource.zoo, to: "Zoo.swift")
    try place.write(PluginSource.slip, to: "Slip.swift")
    let right = try Program.run("verify Zoo.swift", in: place)
    #expect(right.status == 0, "\(right.errors)")
    #expect(right.output.contains("gradient against GSL's difference quotients"))
    #expect(right.output.contains(", passes\n"))
    let wrong = try Program.run("verify Slip.swift", in: place)
    #expect(wrong.status == 1, "\(wrong.errors)")
    #expect(wrong.output.contains(", FAILS\n") && wrong.output.contains("1 wrong gradient"))
  }

  @Test("A file is compiled once for each of its contents") func compiledOnce() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Lion.swift")
    // A compiler that counts its calls.
    try place.write(
      "#!/bin/sh\necho call >> \(place["calls"])\nexec swiftc \"$@\"\n", to: "counting")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: place["counting"])
    let cache = try Program.emptyCache(in: place)
    func use() throws -> Int {
      let result = try Program.run(
        "show Lion.swift", in: place,
        environment: ["DESCENT_SWIFTC": place["counting"], "DESCENT_CACHE": cache])
      try #require(result.status == 0, "\(result.errors)")
      return try place.text("calls").split(separator: "\n").count
    }
    #expect(try use() == 1)
    #expect(try use() == 1)
    try place.write(PluginSource.lion + "// saved again\n", to: "Lion.swift")
    #expect(try use() == 2)
  }

  @Test("Processes that compile the same file simultaneously all get it, and leave one library")
  func atOnce() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Lion.swift")
    let cache = try Program.emptyCache(in: place)
    let running = try (0..<3).map { _ in
      try Program.start(
        ["show", "Lion.swift"], in: place.path, environment: ["DESCENT_CACHE": cache])
    }
    for program in running {
      let result = try program.end()
      #expect(result.status == 0 && result.output.hasPrefix("my_lion: "), "\(result.errors)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: cache)
    // Ignore the marks beside the library, one for each content that was registered.
    let others = left.filter { $0 != "modules" && !$0.hasSuffix(".tried") }
    #expect(others.map { $0.hasSuffix(".so") } == [true], "\(left)")
  }

  @Test("A compiled plugin loads without a compiler") func library() throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Lion.swift")
    let compiled = try Program.run("compile Lion.swift --output lion.so", in: place)
    #expect(compiled.status == 0 && compiled.errors.isEmpty, "\(compiled.errors)")
    let show = try Program.run(
      "show my_lion --plugin lion.so", in: place, environment: ["PATH": place.path])
    #expect(show.status == 0 && show.output.hasPrefix("my_lion: "), "\(show.errors)")
  }
}
