import Descent
import DescentLaws

/// The wrong versions of one built-in rule, kept next to it in `Plugins/<Family>/Slips`.
///
/// For a rule of type `Adam`, the conforming type is a caseless package enum `AdamMutants` in the module
/// `RuleSlips`. It is found by name and needs no registration.
package protocol RuleMutants {
  /// The host of the slips without any slip, which equals the right rule bit for bit.
  static var host: RuleSubject { get }
  static var all: [Mutant] { get }
}

/// Wrong subjects that one law must reject. For the law `T21`, the conforming type is a caseless package enum
/// `T21Mutants` in the module `LawMutants`. It is found by name and needs no registration.
package protocol MutantsOfLaw {
  static var all: [Mutant] { get }
}

/// Finds mutants by the name of a rule's type or of a law, so that neither needs an entry in a list.
package enum MutantIndex {

  /// The mutants of a rule; nil if there is no `<Type>Mutants` in the module of slips.
  package static func mutants(of rule: any ConfigurableOptimizer.Type) -> (any RuleMutants.Type)? {
    type("\(rule)Mutants", in: "RuleSlips") as? any RuleMutants.Type
  }

  /// The mutants of a law; nil if there is no `<Identifier>Mutants` in the module of law mutants.
  package static func mutants(ofLaw identifier: String) -> (any MutantsOfLaw.Type)? {
    let name = identifier.filter { $0.isLetter || $0.isNumber }
    return type("\(name)Mutants", in: "LawMutants") as? any MutantsOfLaw.Type
  }

  /// Looks up an enum at the top level of a module by its mangled name: the length and name of the module,
  /// the length and name of the enum, then O.
  private static func type(_ name: String, in module: String) -> Any.Type? {
    _typeByName("\(module.utf8.count)\(module)\(name.utf8.count)\(name)O")
  }
}
