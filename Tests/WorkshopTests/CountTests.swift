import Foundation
import LawMutants
import Testing

/// Counts that grow with each new rule or law are lower bounds in prose, so that adding one changes no
/// text. Compares them with the code.
@Suite("A count in prose") struct CountTests {
  private let counts = ["laws": Mutants.laws.count, "mutants": Mutants.all.count]

  private func read(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test("The paper's lower bounds hold") func paper() throws {
    let claims = try read("paper/paper.tex").matches(
      of: /more than \\least\{([a-z]+)\}\{([0-9]+)\}/)
    #expect(Set(claims.map { String($0.output.1) }) == Set(counts.keys))
    for claim in claims {
      let (name, least) = (String(claim.output.1), try #require(Int(claim.output.2)))
      #expect(try #require(counts[name]) > least)
    }
  }

  @Test("The README's lower bound holds") func readMe() throws {
    let claim = try #require(try read("README.md").firstMatch(of: /more than ([0-9]+) wrong rules/))
    #expect(try #require(Int(claim.output.1)) < Mutants.all.count)
  }
}
