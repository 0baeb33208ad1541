import Descent
import DescentCatalog
import Foundation
import Testing

@Suite("list problems") struct ProblemListTests {
  private func problems(_ options: String) async throws -> [[String: Any]] {
    let result = await descent("list problems \(options) --json")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(object?["problems"] as? [[String: Any]])
  }

  private func names(_ options: String) async throws -> [String] {
    try await problems(options).compactMap { $0["name"] as? String }
  }

  @Test("has every problem, by family, within 80 columns") func table() async {
    let result = await descent("list problems")
    #expect(result.status == 0 && result.errors.isEmpty)
    let lines = result.output.split(separator: "\n").map(String.init)
    // A specification that is longer than a line has a line to itself.
    #expect(lines.allSatisfy { $0.count <= 80 || !$0.dropFirst(2).contains(" ") })
    for type in Catalog.registry.problemTypes {
      for text in type.record.instances {
        #expect(lines.count { $0 == "  " + text || $0.hasPrefix("  \(text) ") } == 1, "\(text)")
      }
      if !type.record.family.isEmpty { #expect(lines.contains(type.record.family)) }
    }
    #expect(lines.contains { $0.hasPrefix("  noisy ") })
  }

  @Test("says dimension, condition and value") func numbers() async throws {
    let row = try #require(
      await descent("list problems").output.split(separator: "\n")
        .first { $0.hasPrefix("  rosenbrock ") })
    #expect(
      row.split(separator: " ").map(String.init) == ["rosenbrock", "2", "l", "m", "2.5e+03", "0"])
    let all = try await problems("")
    let powell = try #require(all.first { $0["name"] as? String == "powell-singular" })
    #expect(powell["aliases"] as? [String] == ["mgh13"])
    #expect(powell["flags"] as? [String] == ["least squares", "degenerate"])
    let instance = try #require((powell["instances"] as? [[String: Any]])?.first)
    #expect(instance["dimension"] as? Int == 4 && instance["condition"] as? String == "inf")
    #expect(instance["certified"] == nil)
    #expect((powell["hyperparameters"] as? [Any])?.isEmpty == true)
  }

  @Test("filters by the problems' records") func filters() async throws {
    let types = Catalog.registry.problemTypes
    let cases: [(String, ProblemRecord.Flags)] = [
      ("--convex", .convex), ("--least-squares", .leastSquares), ("--stochastic", .stochastic),
      ("--degenerate", .degenerate), ("--multimodal", .multimodal),
    ]
    for (option, flag) in cases {
      let expected = types.filter { $0.record.flags.contains(flag) }.map { $0.card.name }
      #expect(try await names(option) == expected, "\(option)")
      #expect(!expected.isEmpty)
    }
    let both = try await names("--least-squares --multimodal")
    let multimodal = try await names("--multimodal")
    #expect(!both.isEmpty && both.count < multimodal.count)
    for problem in try await problems("--dimension 2") {
      let instances = try #require(problem["instances"] as? [[String: Any]])
      #expect(instances.allSatisfy { $0["dimension"] as? Int == 2 })
    }
    #expect(try await names("--family VALLEYS").contains("beale"))
    #expect(await descent("list problems --family no-such").output == "no problem matches\n")
  }

  @Test("certifies with GSL if asked to") func certified() async throws {
    let output = await descent("list problems --dimension 2 --certify").output
    #expect(output.contains("passes") && !output.contains("FAILS"))
    let all = try await problems("--dimension 2 --certify")
    let instance = try #require((all.first?["instances"] as? [[String: Any]])?.first)
    #expect(instance["certified"] as? Bool == true)
  }

  @Test("filters of problems are refused for other lists, in one line") func refused() async {
    for kind in ["", "optimizers", "laws", "folklore"] {
      for option in ["--convex", "--dimension 2", "--family valleys", "--certify"] {
        let result = await descent("list \(kind) \(option)")
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errors.count { $0 == "\n" } == 1)
        #expect(result.errors.contains("is for problems"), "\(result.errors)")
      }
    }
  }
}
