import Descent

/// A subject of laws: a rule, a schedule, a clipping, ….
package protocol LawSubject: Sendable {
  var name: String { get }
  /// The time limit for shrinking a counterexample; nil if shrinking is fast.
  var shrinkingTime: Duration? { get }
  /// Whether two computations that could differ only by rounding agree bit for bit.
  var isExact: Bool { get }
  /// Records the errors that only one law reports; nil if each law reports every error it meets.
  var toldErrors: ToldErrors? { get }
  /// The time limit for the search of one law, which applies once it has judged a few cases; nil for no
  /// limit.
  var searchTime: Duration? { get }
}

extension LawSubject {
  package var shrinkingTime: Duration? { nil }
  package var isExact: Bool { true }
  package var toldErrors: ToldErrors? { nil }
  package var searchTime: Duration? { nil }
}

/// The input of every law about one kind of subject, a single value that prints completely, parses back, and
/// shrinks as a whole.
package protocol LawInput: Sendable, CustomStringConvertible {
  associatedtype Subject: LawSubject
  /// The constraints that a law can place on the cases drawn for it.
  associatedtype Options: Sendable & DefaultInitializable

  /// A random case.
  static func draw(_ draw: inout Draw, for subject: Subject, _ options: Options) throws -> Self

  /// Simpler cases to try instead, from the largest change to the smallest.
  func simplifications(for subject: Subject) -> [Self]

  /// The cost of judging the case, in multiples of a usual case.
  var cost: Int { get }

  /// Whether a law with these options relies on traits of the subject that were only found by probing and are
  /// not declared. A case that breaks such a law refutes the finding and is not a failure of the subject.
  func isOfFindings(about subject: Subject, _ options: Options) -> Bool

  /// The settings of the subject at which the case is judged; empty if cases have no settings.
  var subjectSettings: Specification { get set }

  /// The unit roundoff of its numbers.
  var roundoff: Double { get }

  /// Cases whose numbers are one unit in the last place away; empty if a case has no numbers.
  var neighbours: [Self] { get }

  /// A variation of the case with one small change, for climbing; nil if there is none.
  func varied(_ draw: inout Draw, for subject: Subject) -> Self?

  /// Parses a case printed by `replayText`. - Throws: ``ReplayError`` if the text is not a case.
  init(replay text: String) throws
}

extension LawInput {
  package func isOfFindings(about subject: Subject, _ options: Options) -> Bool { false }
  package var subjectSettings: Specification {
    get { Specification(name: "") }
    set {}
  }
  package var roundoff: Double { 0x1p-53 }
  package var neighbours: [Self] { [] }
  package func varied(_ draw: inout Draw, for subject: Subject) -> Self? { nil }

  package var cost: Int { 1 }

  /// The case on one line, to be pasted after `--replay`.
  package var replayText: String {
    description.split(separator: "\n").joined(separator: " | ")
  }
}

package protocol DefaultInitializable {
  init()
}

/// A text that is not a case.
package struct ReplayError: Error, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// How extensive a run of a battery is. Each tier also runs the laws of the tiers before it, on more cases.
public enum Tier: String, Sendable, CaseIterable, Comparable, Codable {
  /// 10 cases per law, on every test run.
  case fast
  /// 200 cases per law, with sizes around 1,000.
  case pull
  /// 2,000 cases per law, with the long runs and the large sizes.
  case nightly

  /// The number of cases per law.
  package var cases: Int {
    switch self {
    case .fast: 10
    case .pull: 200
    case .nightly: 2000
    }
  }

  public static func < (a: Tier, b: Tier) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}

/// The description of a law that reports and listings print.
package struct LawCard: Sendable, Hashable, Codable {
  /// The identifier: `T5`, `clip/units`.
  package let id: String
  /// One or two words: "units".
  package let name: String
  /// The meaning of the law in one sentence.
  package let statement: String
  /// The declarations that the law needs; "nothing" if it always applies.
  package let needs: String
  /// The kinds of bugs that the law is meant to catch.
  package let catches: String
  /// Public reports of bugs that it catches: "pytorch #152833: dampening skipped on the first step".
  package let knownBugs: [String]
  /// For a known bug that shows in only one branch of the law: a part of the message of that branch's
  /// violations.
  package let branches: [String: String]
  /// The first tier that runs it.
  package let tier: Tier

  /// - Parameter branch: a part of the message of the one branch's violations in which all known bugs show;
  ///   nil if they show in any branch.
  package init(
    _ id: String, _ name: String, _ statement: String, needs: String = "nothing", catches: String,
    knownBugs: [String] = [], branch: String? = nil, branches: [String: String] = [:],
    tier: Tier = .fast
  ) {
    self.id = id
    self.name = name
    self.statement = statement
    self.needs = needs
    self.catches = catches
    self.knownBugs = knownBugs
    let own = branch.map { branch in knownBugs.map { ($0, branch) } } ?? []
    self.branches = branches.merging(own) { branch, _ in branch }
    self.tier = tier
  }
}

/// A statement that holds for every subject it applies to, with a way to search for counterexamples.
package struct Law<Input: LawInput>: Sendable {
  package let card: LawCard
  package let options: Input.Options
  /// Judges one case. A thrown error is a violation, except a `ConfigurationError`, which means that the
  /// subject refuses the settings, so that the case is skipped.
  package let check: @Sendable (Input.Subject, Input) throws -> Verdict
  /// Whether a search climbs if no drawn case breaks the law. This is only for laws whose tolerance follows
  /// from the rounding of each case, so that no right rule can exceed it.
  private(set) var isClimbed = false

  /// The same law with climbing enabled.
  var climbed: Law {
    var law = self
    law.isClimbed = true
    return law
  }

  package init(
    _ card: LawCard, options: Input.Options = .init(),
    check: @escaping @Sendable (Input.Subject, Input) throws -> Verdict
  ) {
    self.card = card
    self.options = options
    self.check = check
  }
}
