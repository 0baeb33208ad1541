import Descent

/// A coordinate-wise rule with a slip. It is also tested against the right rule's definition.
package protocol RuleHost: MutantHost, CoordinatewiseOptimizer, DefinedRule
where Original: DefinedRule {}

extension RuleHost {
  package var readsPoint: Bool { original.readsPoint }
  package func definition<N: DefinitionNumber>(_ number: N.Type) -> any RuleDefinition<N> {
    original.definition(number)
  }
}
