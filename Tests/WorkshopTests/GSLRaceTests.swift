import DescentWorkshop
import Testing

@Suite("Rules come through where the minimisers of GSL do") struct GSLRaceTests {
  private static let race = Result { try GSLRace() }

  @Test("No rule is left behind by its peer") func isNotBehind() throws {
    let race = try Self.race.get()
    #expect(race.behind.map { "\($0.rule.name) on \($0.rule.problem)" } == [])
    #expect(race.rows.count == GSLRace.problems.count * (GSLRace.pairs.count + 5))
  }

  @Test(
    "Where both come through, both are at a stationary point of the same height or of a lower one")
  func reachesMinima() throws {
    for row in try Self.race.get().rows where row.hasConverged {
      #expect(row.slope <= 1e-9, "\(row.name) on \(row.problem)")
      #expect(row.gap >= -1e-9, "\(row.name) on \(row.problem) is below the minimum: \(row.gap)")
      // A step asks for something.
      #expect(row.calls >= row.steps, "\(row.name) on \(row.problem)")
    }
  }

  @Test("L-BFGS and conjugate gradients ask for less than their peers, on the whole")
  func asksForLess() throws {
    let race = try Self.race.get()
    for pair in GSLRace.pairs where pair.rule.hasPrefix("cg:") || pair.rule == "lbfgs" {
      let sum = race.sum(pair)
      #expect(sum.count >= 8, "\(pair.rule)")
      #expect(2 * sum.own <= sum.other, "\(pair.rule): \(sum.own) of \(sum.other)")
    }
  }

  @Test("A rule that gives up where its peer does not is reported") func tells() {
    func row(_ name: String, _ hasConverged: Bool) -> GSLRace.Row {
      GSLRace.Row(
        problem: "p", name: name, steps: 1, gap: 0, slope: hasConverged ? 0 : 1, ending: "",
        hasConverged: hasConverged
      )
    }
    func race(_ rows: GSLRace.Row...) -> GSLRace { GSLRace(rows: rows, tolerance: 1e-9) }
    let behind = race(row("lbfgs", false), row("bfgs2", true))
    #expect(behind.behind.map(\.rule.name) == ["lbfgs"])
    #expect(behind.text.contains("BEHIND lbfgs on p"))
    #expect(race(row("lbfgs", false), row("bfgs2", false)).behind.isEmpty)
    // A rule that need not come through.
    #expect(race(row("gauss_newton", false), row("multifit lm", true)).behind.isEmpty)
  }
}
