import Foundation
import Testing

/// Files whose rules have the name of a built-in one, or of a rule of another file.
@Suite("A name that is taken") struct TakenNameTests {
  /// A rule of a file with Adam's name.
  private static let adam = PluginSource.lion.replacing("\"my_lion\"", with: "\"adam\"")

  private func place(_ sources: [String: String]) throws -> Workplace {
    let place = try Workplace()
    for (name, source) in sources { try place.write(source, to: name) }
    return place
  }

  private func final(_ text: String) throws -> NSDictionary {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(object?["final"] as? NSDictionary)
  }

  private func run(_ line: String, in place: Workplace) throws -> String {
    let result = try Program.run(line, in: place)
    #expect(result.status == 0, "\(line): \(result.errors)")
    return result.output
  }

  @Test("A rule called adam is checked, shown, run and resumed under its own name")
  func everywhere() throws {
    let place = try place(["Mine.swift": Self.adam])
    let checked = try Program.run("check Mine.swift --law P1", in: place)
    #expect(checked.status == 0 && checked.output.contains("1 passed"), "\(checked.errors)")
    #expect(
      checked.errors.contains(
        "note: the optimizer 'adam' of Mine.swift is called 'Mine.adam' here, because the optimizer of "
          + "that name is built in"), "\(checked.errors)")
    #expect(try run("show Mine.swift", in: place).hasPrefix("Mine.adam: sign of momentum"))
    #expect(try run("show Mine.swift/adam", in: place).hasPrefix("Mine.adam: sign of momentum"))
    let start = "run --problem rosenbrock --optimizer Mine.swift:lr=0.01 --steps "
    let whole = try run(start + "20 --json", in: place)
    _ = try run(start + "10 --checkpoint half.safetensors", in: place)
    let resumed = try run(start + "20 --resume half.safetensors --json", in: place)
    #expect(try final(whole) == final(resumed))
  }

  @Test("Beside the file's rule the plain name is the built-in one") func beside() throws {
    let place = try place(["Mine.swift": Self.adam])
    let race = try run(
      "race --problem rosenbrock --optimizer Mine.swift --optimizer adam --steps 20", in: place)
    #expect(race.contains("\nMine.adam ") && race.contains("\nadam "), "\(race)")
    let difference = try Program.run("diff Mine.swift adam", in: place)
    #expect(difference.status == 1, "\(difference.output)\(difference.errors)")
    let plain = try run(
      "run --plugin Mine.swift --problem rosenbrock --optimizer adam --steps 20 --json", in: place)
    let builtIn = try run("run --problem rosenbrock --optimizer adam --steps 20 --json", in: place)
    #expect(try final(plain) == final(builtIn))
  }

  @Test("Two files may use one name for their rules") func twoFiles() throws {
    let slip = PluginSource.lion.replacing("c < 0 ? -1", with: "c < 0 ? -2")
    let place = try place(["Right.swift": PluginSource.lion, "Wrong.swift": slip])
    #expect(try Program.run("diff Right.swift Wrong.swift", in: place).status == 1)
    #expect(try Program.run("diff Right.swift Right.swift", in: place).status == 0)
    let both = try Program.run("check Right.swift Wrong.swift --law P1", in: place)
    #expect(both.status == 0, "\(both.output)\(both.errors)")
    #expect(both.errors.contains("'Wrong.my_lion'"), "\(both.errors)")
  }

  @Test("A broken law's case is replayed under the name") func replay() throws {
    let still = Self.adam.replacing("x -= T(rate)", with: "x -= T(0.5)")
    let place = try place(["Mine.swift": still])
    let checked = try Program.run("check Mine.swift --law P14", in: place)
    try #require(checked.status == 1, "\(checked.output)\(checked.errors)")
    let line = try #require(
      checked.output.split(separator: "\n").first { $0.contains("--replay '") })
    #expect(line.contains("descent check Mine.swift --law P14 --replay "))
    let text = line.split(separator: "'")[1]
    let words = ["check", "Mine.swift", "--law", "P14", "--replay", String(text)]
    #expect(try Program.start(words, in: place.path).end().status == 1)
  }

  @Test("A schedule, a problem and a modifier may have built-in names") func kinds() throws {
    let zoo = PluginSource.zoo.replacing("\"halving\"", with: "\"cosine\"")
      .replacing("\"banana\"", with: "\"rosenbrock\"").replacing("\"my_lion\"", with: "\"lion\"")
    let place = try place(["Zoo.swift": zoo])
    let show = try run("show Zoo.swift", in: place)
    for head in ["Zoo.lion: ", "Zoo.cosine: ", "Zoo.rosenbrock: "] { #expect(show.contains(head)) }
    _ = try run(
      "run --problem Zoo.swift:b=3 --optimizer Zoo.swift/lion:lr=0.02 --schedule Zoo.swift --steps 5",
      in: place)
    #expect(try run("evaluate rosenbrock --plugin Zoo.swift --at 1,1", in: place).contains("0"))
  }
}
