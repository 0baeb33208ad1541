import DescentCommand
import Foundation
import Testing

@Suite("Machine-readable output") struct SchemaTests {
  /// A command line for each command that prints a result.
  static let lines = [
    "run rosenbrock adam -n 5", "race beale adam -n 5", "race beale adam -n 5 --features shifted",
    "check sgd --law T5", "diff sgd momentum -c 5", "traits sgd -c 5", "verify beale",
    "verify beale --search", "evaluate beale", "reproduce GD-03", "explain GD-03", "list",
    "list optimizers",
    "list problems --family valleys", "list data", "list laws", "list results", "list folklore",
    "show adam", "show beale", "show cosine", "show ema", "show digits",
  ]

  @Test("each object begins with the schema's number", arguments: lines)
  func schema(_ line: String) async throws {
    let result = await descent(line + " --json")
    #expect(result.status <= 1, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let objects = try #require(json as? [[String: Any]] ?? (json as? [String: Any]).map { [$0] })
    #expect(!objects.isEmpty && objects.allSatisfy { $0["schema"] as? Int == 1 })
    #expect(result.output.drop { "[{ \n".contains($0) }.hasPrefix("\"schema\": 1"))
  }

  @Test("the article names every command that has the option, and its members", arguments: lines)
  func documented(_ line: String) async throws {
    let article = try Document(Document.articles + "MachineReadable.md").text
    let command = String(line.prefix { $0 != " " })
    let key = line.contains("--features") ? "race --features" : command
    let row = try #require(article.split(separator: "\n").first { $0.hasPrefix("| `\(key)`") })
    let named = row.matches(of: /`([a-z_]+)`/).map { String($0.output.1) }.dropFirst()
    // Lists and pages have the members of the listed entries.
    guard !["list", "show", "reproduce"].contains(command), !line.contains("--search") else {
      return
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(await descent(line + " --json").output.utf8))
    let object = try #require(json as? [String: Any] ?? (json as? [[String: Any]])?.first)
    let always = named.filter { $0 != "case" && $0 != "hessian" }
    for member in always {
      let isInside =
        ["optimizer", "lr", "is_tuned", "outcome", "loss", "gap", "cost_to", "seconds"]
        .contains(member) && command == "race"
      #expect(object[member] != nil || isInside, "\(member)")
    }
  }
}
