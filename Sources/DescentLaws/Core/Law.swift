import Descent

/// What laws are about: a rule, a schedule, a clipping, ….
package protocol LawSubject: Sendable {
  var name: String { get }
  /// How long making a counterexample small may take; nil where it is quick.
  var shrinkingTime: Duration? { get }
  /// Whether what is computed twice in two ways that only rounding tells apart is the same to the bit.
  var isExact: Bool { get }
  /// Where errors are noted of which one law tells; nil where each law tells what it meets.
  var toldErrors: ToldErrors? { get }
  /// How long a law may look for a counterexample once it has judged a few cases; nil for as long as it takes.
  var searchTime: Duration? { get }
}

extension LawSubject {
  package var shrinkingTime: Duration? { nil }
  package var isExact: Bool { true }
  package var toldErrors: ToldErrors? { nil }
  package var searchTime: Duration? { nil }
}

/// The one value that every law of a kind of subject consumes: it prints completely, reads back, and
/// shrinks as one object.
package protocol LawInput: Sendable, CustomStringConvertible {
  associatedtype Subject: LawSubject
  /// What a law may ask of the cases drawn for it.
  associatedtype Options: Sendable & DefaultInitializable

  /// A random case.
  static func draw(_ draw: inout Draw, for subject: Subject, _ options: Options) throws -> Self

  /// Simpler cases to try in its place, the boldest first.
  func simplifications(for subject: Subject) -> [Self]

  /// What judging the case takes, in usual cases.
  var cost: Int { get }

  /// Whether a law that asks for such cases rests on what was found about the subject and what nobody
  /// declares: a case that breaks it refutes the finding, and accuses nobody.
  func isOfFindings(about subject: Subject, _ options: Options) -> Bool

  /// The settings of the subject at which the case is judged; none where cases have none.
  var subjectSettings: Specification { get set }

  /// The largest relative error of one rounding of its numbers.
  var roundoff: Double { get }

  /// Cases whose numbers are one unit in the last place away; none where a case has no numbers.
  var neighbours: [Self] { get }

  /// A case like this one with one thing a little different, to climb from; nil where there is none.
  func varied(_ draw: inout Draw, for subject: Subject) -> Self?

  /// The case that `replayText` printed. - Throws: ``ReplayError`` if the text is not one.
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

/// How long a battery may take: each tier runs the laws of those before it too, on more cases.
public enum Tier: String, Sendable, CaseIterable, Comparable, Codable {
  /// 10 cases a law, on every test run.
  case fast
  /// 200 cases a law, with sizes around 1,000.
  case pull
  /// 2,000 cases a law, with the long runs and the large sizes.
  case nightly

  /// The number of cases a law.
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

/// A law in words: what reports and listings print.
package struct LawCard: Sendable, Hashable, Codable {
  /// The identifier: `T5`, `clip/units`.
  package let id: String
  /// One or two words: "units".
  package let name: String
  /// One sentence of meaning.
  package let statement: String
  /// What must be declared for the law to apply; "nothing" if it always does.
  package let needs: String
  /// The bugs that it is for.
  package let catches: String
  /// Public reports of bugs that it catches: "pytorch #152833: dampening skipped on the first step".
  package let knownBugs: [String]
  /// Of a known bug that shows in one branch of the law only: words of that branch's violations.
  package let branches: [String: String]
  /// The first tier that runs it.
  package let tier: Tier

  /// - Parameter branch: words of the violations of the one branch that all known bugs show in; nil if they
  ///   show in any.
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

/// A statement that holds for every subject it applies to, and how to look for a counterexample.
package struct Law<Input: LawInput>: Sendable {
  package let card: LawCard
  package let options: Input.Options
  /// What the law says of one case. An error that it throws is a violation, save a
  /// `ConfigurationError`: the subject refuses the settings, and the case is skipped.
  package let check: @Sendable (Input.Subject, Input) throws -> Verdict
  /// Whether a search climbs where none of the cases drawn breaks the law: only where what is allowed
  /// follows from the rounding of each case, so that no right rule comes to the end of it.
  private(set) var isClimbed = false

  /// The law, climbed.
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
