import Descent
import DescentLaws

extension Mutant {
  /// A wrong wrapper, schedule or problem, judged by every law of its kind.
  static func of<Input: LawInput>(
    _ subject: Input.Subject, _ laws: [Law<Input>], _ original: String, _ bug: String,
    killedBy killer: String
  ) -> Mutant {
    Mutant(name: subject.name, original: original, bug: bug, killer: killer) { cases, seed in
      laws.map { $0.search(subject, cases: cases, seed: seed, shrinks: false) }
    }
  }
}
