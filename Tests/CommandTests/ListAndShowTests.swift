import DescentCatalog
import Foundation
import Testing

@Suite struct ListAndShowTests {
  @Test("lists every name of the catalog once") func list() async {
    let lines = await descent("list").output.split(separator: "\n")
    let registry = Catalog.registry
    let names =
      registry.optimizers.map { $0.card.name } + registry.schedules.map { $0.card.name }
      + registry.problems.map { $0.card.name }
    for name in names { #expect(lines.count { $0.hasPrefix("  \(name) ") } == 1, "\(name)") }
    #expect(lines.count == names.count + 3)
  }

  @Test("lists one kind as JSON, with defaults and ranges") func json() async throws {
    let output = await descent("list optimizers --json").output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    #expect(object?.keys.map(\.self) == ["optimizers"])
    let first = try #require((object?["optimizers"] as? [[String: Any]])?.first)
    #expect(first["name"] as? String == "sgd")
    let rate = try #require((first["hyperparameters"] as? [[String: Any]])?.first)
    #expect(rate["key"] as? String == "lr")
    #expect(rate["default"] as? Double == 0.01)
    #expect(rate["allowed"] as? String == "[0, inf)")
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

  @Test("counts an optimizer's bytes a parameter, options included") func bytes() async {
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
}
