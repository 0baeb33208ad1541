import DescentCatalog
import DescentTextbook
import Foundation
import Testing

@Suite("The commands list and show") struct ListAndShowTests {
  @Test("lists every name of the catalog once") func list() async {
    let lines = await descent("list").output.split(separator: "\n")
    let registry = Catalog.registry
    let names =
      registry.optimizers.map { $0.card.name } + registry.schedules.map { $0.card.name }
      + registry.problems.map { $0.card.name } + registry.modifiers.map { $0.card.name }
    for name in names {
      // A schedule and a modifier may share a name.
      let expected = names.count { $0 == name }
      #expect(lines.count { $0.hasPrefix("  \(name) ") } == expected, "\(name)")
    }
    #expect(lines.count == names.count + 4)
  }

  @Test("lists one kind as JSON, with defaults and ranges") func json() async throws {
    let output = await descent("list optimizers --json").output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    #expect(object?.keys.sorted() == ["optimizers", "schema"])
    let first = try #require((object?["optimizers"] as? [[String: Any]])?.first)
    #expect(first["name"] as? String == "sgd")
    let rate = try #require((first["hyperparameters"] as? [[String: Any]])?.first)
    #expect(rate["key"] as? String == "lr")
    #expect(rate["default"] as? Double == 0.01)
    #expect(rate["allowed"] as? String == "[0, inf)")
  }

  @Test("lists folklore with what is true") func folklore() async throws {
    let text = await descent("list folklore").output
    #expect(text.contains("said   Adam moves at most lr a step near a saddle.\n"))
    #expect(text.contains("true   It takes 77 steps for 100 lr"))
    #expect(text.contains("shown  NAG-06a (EOS-02)\n"))
    let json = await descent("list folklore --json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let items = try #require(object?["folklore"] as? [[String: Any]])
    #expect(items.count == Textbook.folklore.count)
    let numbers = try #require(items[8]["contradictions"] as? [[String: Any]])
    #expect(numbers[0]["measured"] as? Double == 77)
  }

  @Test("explains a result with the folklore about it") func explained() async {
    let text = await descent("explain SAD-04").output
    #expect(text.contains("commonly said\n  Adam moves at most lr a step near a saddle."))
    #expect(text.contains("in truth\n  It takes 77 steps"))
    #expect(await !descent("explain GD-03").output.contains("commonly said"))
  }

  @Test("shows everything in the catalog without an error") func showAll() async {
    let registry = Catalog.registry
    let names =
      registry.optimizers.map { $0.card.name } + registry.schedules.map { $0.card.name }
      + registry.problems.map { $0.card.name }
    for name in names {
      let result = await descent("show \(name)")
      #expect(result.status == 0 && result.errors.isEmpty, "\(name): \(result.errors)")
      for title in ["formula", "hyperparameters", "source"] {
        #expect(result.output.contains("\n\(title)\n"), "\(name) lacks \(title)")
      }
    }
  }

  @Test("counts an optimizer's bytes per parameter, with its options") func bytes() async {
    let plain = await descent("show adam").output
    #expect(plain.contains("8 bytes a parameter in float32, 16 in float64"))
    let amsgrad = await descent("show adam:amsgrad=true").output
    #expect(amsgrad.contains("12 bytes a parameter in float32, 24 in float64"))
    let sgd = await descent("show sgd").output
    #expect(sgd.contains("0 bytes a parameter in float32, 0 in float64"))
  }

  @Test("shows a problem's start and certified points") func problem() async {
    let output = await descent("show rosenbrock:a=2").output
    #expect(output.contains("(-1.2, 1), value 29.6"))
    #expect(output.contains("global minimum, value 0\n    at (2, 4)"))
    #expect(output.contains("passes"))
  }
  @Test("says how a problem's gradient is found") func gradient() async {
    for (name, mode) in [
      ("rosenbrock", "written out"), ("beale", "forward, 4 coordinates a sweep"),
      ("jittered:scale=1,of=(beale)", "forward, 4 coordinates a sweep"),
    ] {
      #expect(await descent("show \(name)").output.contains("gradient: \(mode)\n"))
    }
    // Classifiers have their own objectives.
    #expect(await !descent("show softmax:data=iris").output.contains("gradient: "))
  }

  @Test("leaves certificates that take long to verify") func long() async {
    let output = await descent("show matrix-factorization:rows=600,columns=600").output
    #expect(output.contains("takes long: descent verify matrix-factorization:"), "\(output)")
    #expect(output.contains("saddle of index 1,"), "\(output)")
  }

  @Test("shows everything that a name is of") func severalKinds() async {
    let output = await descent("show scaled").output
    #expect(output.contains("scaled: a schedule times a constant"), "\(output)")
    #expect(output.contains("condition"), "\(output)")
    let both = await descent("show sam").output
    #expect(both.components(separatedBy: "\nsource\n").count == 3, "\(both)")
  }
}
