import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import LawMutants
import Testing

/// Every law holds for everything built in.
@Suite("A law of modifiers") struct WrapperLawTests {
  static let cases = 10

  func expect<Input: LawInput>(_ laws: [Law<Input>], of subject: Input.Subject) {
    for law in laws {
      let report = law.search(subject, cases: Self.cases, seed: 1)
      if case .failed(let counterexample) = report.outcome {
        Issue.record(
          "\(subject.name): \(law.card.id) \(counterexample.violation)\n\(counterexample.text)")
      }
    }
  }

  @Test("hold for clipping by norm and by value", arguments: ClippingSubject.builtIn)
  func clipping(subject: ClippingSubject) { expect(ClippingLaws.all, of: subject) }

  @Test("hold for accumulation", arguments: AccumulationSubject.builtIn)
  func accumulation(subject: AccumulationSubject) { expect(AccumulationLaws.all, of: subject) }

  @Test("hold for averages, as a modifier and as a value", arguments: AveragingSubject.builtIn)
  func averaging(subject: AveragingSubject) { expect(AveragingLaws.all, of: subject) }

  static let scheduleSubjects = Catalog.registry.scheduleTypes.map { ScheduleSubject($0) }

  @Test("hold for every schedule, alone and combined", arguments: scheduleSubjects)
  func schedules(subject: ScheduleSubject) { expect(ScheduleLaws.all, of: subject) }

  @Test("hold for cuts on a plateau", arguments: PlateauSubject.builtIn)
  func plateau(subject: PlateauSubject) { expect(PlateauLaws.all, of: subject) }

  static let modifiers = Catalog.registry.modifierTypes.flatMap {
    LawTrial.all(of: Catalog.battery($0))
  }

  @Test("hold for every modifier, around a rule of every tier", arguments: modifiers)
  func modifier(trial: LawTrial) throws { try trial.run() }

  @Test(
    "Every modifier has a definition or accumulates, and declares its neutral settings")
  func definitions() throws {
    for type in Catalog.registry.modifierTypes {
      let traits = try #require((type.init() as? any ModifierTraitDeclaring)?.traits)
      #expect(
        traits.neutral != nil || !type.init().hyperparameters.contains { $0.range.lower >= 0 })
      #expect(traits.definition != nil || type.init().stage == .accumulation)
    }
  }

  /// Every modifier around a valley, a saddle, residuals, examples, and another modifier.
  static let modifiedProblems: [LawTrial] = {
    let inner = [
      "rosenbrock", "saddle", "powell-singular", "softmax:data=iris,batch=20",
      "noisy:std=0.1,of=(beale)",
    ].compactMap { try? Specification($0) }
    return ProblemEntry.modifiers.flatMap { modifier in
      inner.flatMap {
        LawTrial.all(of: Battery(modifier, of: $0, in: Catalog.registry))
      }
    }
  }()

  @Test("hold for every modifier of problems", arguments: modifiedProblems)
  func modifiedProblem(trial: LawTrial) throws { try trial.run() }

  static let problems = Catalog.batteries.filter { $0.kind == "problem" }.flatMap {
    LawTrial.all(of: $0)
  }

  @Test("hold for every problem", arguments: problems)
  func problem(trial: LawTrial) throws { try trial.run() }
}
