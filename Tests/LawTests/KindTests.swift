import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import LawMutants
import Testing

/// The laws recognize a hyperparameter by its kind, never by its name.
@Suite("Kinds of hyperparameters") struct KindTests {
  static let adamNames = ["beta1": "rho1", "beta2": "rho2", "eps": "delta"]

  /// The verdicts of all laws of the fast and pull tiers on a rule, with the number of cases to which
  /// each applied.
  private func reports(_ subject: RuleSubject, cases: Int) -> [String] {
    // The renamed rule hides its tier, which these laws need.
    let ofTiers = ["M1", "M2", "M3", "R8"]
    return RuleLaws.all.filter {
      $0.card.tier < .nightly && !ofTiers.contains($0.card.id)
    }.map { law in
      let report = law.search(subject, cases: cases, seed: 3, shrinks: false)
      return "\(law.card.id): failed \(report.hasFailed), applied \(report.applied)"
    }
  }

  /// Rules that can be renamed here: coordinatewise rules with all declarations that laws read.
  static let renamable = Catalog.registry.optimizerTypes.filter {
    $0.init() is any CoordinatewiseOptimizer & TraitDeclaring & DefinedRule
  }

  @Test("A rule with other names meets the same laws", arguments: renamable.indices)
  func renamed(number: Int) {
    let type = Self.renamable[number]
    // A rule around the variant gives it the value, and keeps its names.
    let held = type.card.name == "rprop" ? ["variant": "irprop_minus"] : [:]
    let subject = Catalog.subject(of: type).pinned(held)
    let keys = subject.domains.map(\.key)
    let names = Dictionary(uniqueKeysWithValues: keys.map { ($0, "its_" + $0) })
    #expect(reports(subject, cases: 5) == reports(subject.renaming(names), cases: 5))
  }

  static let adamMutants = Mutants.rules.filter { ["adam", "adamw"].contains($0.original) }

  @Test(
    "Laws reject Adam's mutants alike under rho1, rho2 and delta", arguments: adamMutants.indices)
  func mutants(number: Int) throws {
    let subject = try #require(Self.adamMutants[number].subject)
    let renamed = subject.renaming(Self.adamNames)
    #expect(Set(renamed.domains.map(\.key)).isSuperset(of: ["rho1", "rho2", "delta"]))
    // Every law of every eighth mutant: all of all take minutes in a debug build.
    if number % 8 == 0 { #expect(reports(subject, cases: 2) == reports(renamed, cases: 2)) }
    let killer = try #require(
      RuleLaws.all.first { $0.card.id == Self.adamMutants[number].killer })
    #expect(killer.search(renamed, cases: 200, seed: 1, shrinks: false).hasFailed)
  }

  @Test("Without kinds a law says which one it needs")
  func withoutKinds() throws {
    let stranger = RuleSubject(Impostor.self)
    for (id, kinds) in [("R3", "maximize"), ("R5", "maximum or nesterov"), ("T20", "maximum")] {
      let law = try #require(RuleLaws.all.first { $0.card.id == id })
      // Traits are discovered first, so that nothing but the kind is missing.
      let report = law.search(try stranger.discovering(seed: 1), cases: 3, seed: 1)
      guard case .inapplicable(let reason) = report.outcome else {
        Issue.record("\(id) judged a rule that declares no kinds")
        continue
      }
      #expect(reason == "no hyperparameter is declared to be of the kind \(kinds)")
    }
  }

  @Test("The rate needs no kind: every optimizer has it")
  func rate() {
    let domain = RuleSubject(Impostor.self).domains.first { $0.kind == .learningRate }
    #expect(domain?.key == "lr")
  }

  /// Decays that their authors do not allow to be 0.
  static let neverNeutral = ["prodigy beta1", "prodigy beta2"]

  @Test("Switches and numbers have the neutral value of their type")
  func neutral() {
    for type in Catalog.registry.optimizerTypes {
      for hyperparameter in type.init().hyperparameters {
        guard let kind = hyperparameter.kind else { continue }
        #expect(kind.isSwitch == (hyperparameter.choices == ["false", "true"]))
        guard !Self.neverNeutral.contains("\(type.card.name) \(hyperparameter.key)"),
          let neutral = kind.neutralText,
          Double(neutral).map(hyperparameter.range.contains) ?? true
        else { continue }
        #expect(throws: Never.self) {
          try type.init(settings: [(key: hyperparameter.key, text: neutral)])
        }
      }
    }
  }
}
