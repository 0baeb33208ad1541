import Descent
import DescentLaws

/// The wrong versions of one built-in rule, kept beside it in `Plugins/<Family>/Slips`.
///
/// For a rule whose type is `Adam` the type is a package caseless enum `AdamMutants` in the module
/// `RuleSlips`; nothing lists it.
package protocol RuleMutants {
  /// The host of the slips with none: the right rule, bit for bit.
  static var host: RuleSubject { get }
  static var all: [Mutant] { get }
}

/// Subjects that are wrong so that one law must reject them: for the law `T21` a package caseless enum
/// `T21Mutants` in the module `LawMutants`; nothing lists it.
package protocol MutantsOfLaw {
  static var all: [Mutant] { get }
}

/// Finds mutants by the name of a rule's type or of a law, so that neither needs a line in a list.
package enum MutantIndex {

  /// The mutants of a rule; nil if there is no `<Type>Mutants` in the module of slips.
  package static func mutants(of rule: any ConfigurableOptimizer.Type) -> (any RuleMutants.Type)? {
    type("\(rule)Mutants", in: "RuleSlips") as? any RuleMutants.Type
  }

  /// The mutants that a law brings along; nil if there is no `<Identifier>Mutants` beside the others.
  package static func mutants(ofLaw identifier: String) -> (any MutantsOfLaw.Type)? {
    let name = identifier.filter { $0.isLetter || $0.isNumber }
    return type("\(name)Mutants", in: "LawMutants") as? any MutantsOfLaw.Type
  }

  /// A type by the name that the compiler gives an enum of a module's top level: length and name of
  /// each, then O.
  private static func type(_ name: String, in module: String) -> Any.Type? {
    _typeByName("\(module.utf8.count)\(module)\(name.utf8.count)\(name)O")
  }
}
