import Descent
import DescentCatalog
import DescentChecks
import DescentLaws

extension Mutant {
  /// A wrong rule without declarations, so that its traits are discovered first.
  fileprivate static func stranger(
    _ subject: RuleSubject, of original: String, _ bug: String, killedBy killer: String
  ) -> Mutant {
    // If discovery fails, judge the rule without traits.
    .rule((try? subject.discovering()) ?? subject, of: original, bug, killedBy: killer)
  }

  /// A wrong rule that claims to be gradient descent.
  fileprivate static func claimed(
    _ subject: RuleSubject, _ bug: String, killedBy killer: String
  ) -> Mutant {
    let sgd = Catalog.ruleSubjects.first { $0.name == "sgd" }!
    return .rule(
      subject.likened(to: RuleClaim(sgd)), of: "sgd", "claimed to be it: " + bug,
      killedBy: killer)
  }
}

package enum M1Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .stranger(
      RuleSubject(TallLeftAlone.self), of: "momentum", "tall matrices are passed over",
      killedBy: "M1"),
    .stranger(
      RuleSubject(CubesLeftAlone.self), of: "momentum", "tensors of three axes are passed over",
      killedBy: "M1"),
  ]
}

package enum M2Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .stranger(
      RowsOfLengthOne.subject(isColumnMajor: true), of: "normalised rows",
      "a matrix is read column by column", killedBy: "M2")
  ]
}

package enum M3Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .stranger(
      RuleSubject(FirstChunk.self), of: "sgd", "only the first 65,536 coordinates move",
      killedBy: "M3"),
    .stranger(
      RuleSubject(NormOfEights.self), of: "normalised sgd",
      "the norm of a large vector leaves out its last coordinates", killedBy: "M3"),
    .stranger(
      RuleSubject(ShortCount.self), of: "normalised sgd", "a count of sixteen bits",
      killedBy: "M3"),
  ]
}

package enum U1Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .stranger(Limited.subject("rate"), of: "sgd", "rates above 1 are cut", killedBy: "U1"),
    .stranger(Limited.subject("point"), of: "sgd", "points beyond 1e7 are cut", killedBy: "U1"),
  ]
}

package enum R7Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .claimed(Limited.subject("small"), "gradients below 1e-20 are dropped", killedBy: "R7")
  ]
}

package enum R8Mutants: MutantsOfLaw {
  package static let all: [Mutant] = [
    .claimed(
      RuleSubject(FirstChunk.self), "only the first 65,536 coordinates move", killedBy: "R8")
  ]
}
