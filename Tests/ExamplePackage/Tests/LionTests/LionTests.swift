import DescentLaws
import Testing

@testable import LionPlugin

@Suite("Lion") struct LionTests {
  @Test("obeys every law", arguments: LawTrial.all(of: Lion.self))
  func obeys(_ trial: LawTrial) throws { try trial.run() }
}
