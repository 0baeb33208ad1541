import Descent

/// A rule for one coordinate with a slip in it, which is held to the right rule's definition, too.
package protocol RuleHost: MutantHost, CoordinatewiseOptimizer, DefinedRule
where Original: DefinedRule {}

extension RuleHost {
  package var readsPoint: Bool { original.readsPoint }
  package func definition<N: DefinitionNumber>(_ number: N.Type) -> any RuleDefinition<N> {
    original.definition(number)
  }
}
