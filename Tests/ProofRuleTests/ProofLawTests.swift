import Descent
import DescentLaws
import Testing

/// The laws on the proof rules.
///
/// Some laws accuse a right rule, for want of something that they do not know yet; each is left out by
/// its name, with the reason. Of line searches, L-BFGS and Gauss–Newton none is asked: the laws' objectives
/// fall for ever along a line and have no residuals.
@Suite struct ProofLawTests {
  /// A rule that reads the value is given none; `variant` matters below f* only.
  static let withoutValue: Set = ["P10", "P12", "P14"]
  /// Parts of a layout are run under other names of tensors, which are the names of their random
  /// streams; and draws go on changing with time.
  static let renamed: Set = ["P5", "P8", "P15", "R6"]
  /// A key `nesterov` is taken for that of a rule whose move is linear in the momentum (R5); the unit of
  /// an ε that a norm is clamped to is not found from outside (F1).
  static let ofMuon: Set = ["R5", "F1"]

  /// The laws' objectives have one gradient, or one curvature, everywhere: a snapshot tells nothing
  /// (P13), and one product is all that is asked for (P12). A snapshot is of all parameters, also of
  /// those that have no gradient at the time (P8).
  static let ofSnapshots: Set = ["P8", "P13"]
  static let ofProducts: Set = ["P12"]
  /// A step's share in the average falls with time, so its moves go on changing.
  static let ofAverages: Set = ["P15"]

  static func trials<Rule: ConfigurableOptimizer>(
    _ type: Rule.Type, but names: Set<String> = []
  ) -> [LawTrial] { LawTrial.all(of: type).filter { !names.contains($0.card.id) } }

  @Test("Polyak's step keeps the laws", arguments: trials(Polyak.self, but: withoutValue))
  func polyak(_ trial: LawTrial) throws { try trial.run() }

  @Test("LARS keeps the laws", arguments: trials(Lars.self))
  func lars(_ trial: LawTrial) throws { try trial.run() }

  @Test("LAMB keeps the laws", arguments: trials(Lamb.self))
  func lamb(_ trial: LawTrial) throws { try trial.run() }

  @Test("Muon keeps the laws", arguments: trials(Muon.self, but: ofMuon))
  func muon(_ trial: LawTrial) throws { try trial.run() }

  @Test("Langevin noise keeps the laws", arguments: trials(SGLD.self, but: renamed))
  func sgld(_ trial: LawTrial) throws { try trial.run() }

  @Test("Shampoo keeps the laws", arguments: trials(Shampoo.self))
  func shampoo(_ trial: LawTrial) throws { try trial.run() }

  @Test("SAM keeps the laws", arguments: trials(SAM.self))
  func sam(_ trial: LawTrial) throws { try trial.run() }

  @Test("SVRG keeps the laws", arguments: trials(SVRG.self, but: ofSnapshots))
  func svrg(_ trial: LawTrial) throws { try trial.run() }

  @Test("Newton–CG keeps the laws", arguments: trials(NewtonCG.self, but: ofProducts))
  func newton(_ trial: LawTrial) throws { try trial.run() }

  @Test(
    "Schedule-free descent keeps the laws", arguments: trials(ScheduleFreeSGD.self, but: ofAverages)
  )
  func scheduleFree(_ trial: LawTrial) throws { try trial.run() }
}
