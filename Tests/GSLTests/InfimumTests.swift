import Descent
import DescentGSL
import Testing
import ValleyProblems

@Suite("infima that no point attains") struct InfimumTests {
  @Test("one is followed, and nothing lower is found", arguments: [0.0, -3, 1e6])
  func followed(height: Double) throws {
    var problem = ClaimedProblems.Slope()
    (problem.c, problem.claimed) = (height, height)
    let certificate = try #require(try verifyInfimum(problem))
    #expect(certificate.passes, "\(certificate)")
    #expect(certificate.gap >= 0 && certificate.gap < 0.01)
  }

  @Test(
    "one that is too low or too high is refused", arguments: [-0.1, -1, 0.01, 1])
  func wrong(claimed: Double) throws {
    var problem = ClaimedProblems.Slope()
    problem.claimed = claimed
    #expect(try verifyInfimum(problem)?.passes == false)
  }

  @Test("an unbounded function is distinguished from a bounded one") func unbounded() throws {
    var problem = ClaimedProblems.Slope()
    problem.unbounded = true
    #expect(try verifyInfimum(problem)?.passes == false)
    problem.cubic = true
    #expect(try verifyInfimum(problem)?.passes == true)
    problem.unbounded = false
    #expect(try verifyInfimum(problem)?.passes == false)
  }

  @Test("a problem without one has no certificate") func none() throws {
    #expect(try verifyInfimum(Rosenbrock()) == nil)
  }

  @Test("a minimum above the infimum is not global") func notGlobal() throws {
    var problem = ClaimedProblems.Slope()
    problem.claimed = -1
    let claim = StationaryPoint(.globalMinimum, at: nil, value: 0, .how)
    #expect(try !certify(problem, claim).passes)
  }
}
