import Descent

/// A problem as a subject of the battery: a family with hyperparameters.
package struct ProblemSubject: LawSubject {
  package let name: String
  package private(set) var domains: [HyperparameterDomain]
  package let make: @Sendable (Specification) throws -> any Problem

  /// - Parameter grids: values for hyperparameters whose default grid would be slow or narrow, such as the
  ///   names of data sets.
  package init<Kind: ConfigurableProblem>(
    _ type: Kind.Type, name: String? = nil, grids: [String: [String]] = [:]
  ) {
    self.name = name ?? Kind.registeredName
    domains = Kind().hyperparameters.map { description in
      guard let grid = grids[description.key] else { return Self.domain(description) }
      return HyperparameterDomain(
        key: description.key, grid: grid, standard: grid[0])
    }
    make = { try Kind(settings: $0.settings) }
  }

  /// A problem changed by a modifier; its cases vary the settings of the modifier.
  /// - Parameters:
  ///   - inner: the problem inside.
  ///   - held: settings that every case has.
  package init(
    _ modifier: ProblemEntry, of inner: Specification, in registry: Registry,
    holding held: [(key: String, text: String)] = []
  ) {
    name = modifier.card.name
    // A list needs one entry for each coordinate of the inner problem, so it takes part only if it is given.
    domains = modifier.hyperparameters.filter { description in
      description.value != "none" || held.contains { $0.key == description.key }
    }.map { Self.domain($0).holding(held) }
    make = { specification in
      try registry.problem(specification.adding("of", .nested(inner)))
    }
  }

  /// A subject built by a custom closure, such as a deliberately wrong one.
  package init(
    name: String, domains: [HyperparameterDomain] = [],
    make: @escaping @Sendable (Specification) throws -> any Problem
  ) {
    (self.name, self.domains, self.make) = (name, domains, make)
  }

  private static func domain(_ description: HyperparameterDescription) -> HyperparameterDomain {
    let (key, standard, range) = (description.key, description.value, description.range)
    if !description.choices.isEmpty {
      return HyperparameterDomain(key: key, grid: description.choices, standard: standard)
    }
    if let list = [Double](hyperparameter: standard), list.count > 1 {
      // Observations are drawn as given, disturbed and in another order.
      let disturbed = list.enumerated().map { $1 * ($0 % 2 == 0 ? 1.1 : 0.95) }
      return HyperparameterDomain(
        key: key,
        grid: [list, disturbed, list.reversed()].map(\.hyperparameterText), standard: standard)
    }
    guard let number = Double(standard) else {
      return HyperparameterDomain(key: key, grid: [standard], standard: standard)
    }
    let low = range.lower.isFinite ? range.lower : 0
    let numbers =
      description.isWhole ? [2, low, low + 1, 5, 7] : [low + 1, low, low + 0.5, -1, 2.5]
    let grid = ([number] + numbers).filter(range.contains).map {
      description.isWhole ? String(Int($0)) : $0.hyperparameterText
    }
    var domain = HyperparameterDomain(key: key, grid: grid, standard: standard, range: range)
    domain.isWhole = description.isWhole
    return domain
  }

  /// The problem with some settings held fixed in every drawn case.
  package func holding(_ settings: [(key: String, text: String)]) -> ProblemSubject {
    var subject = self
    subject.domains = domains.map { $0.holding(settings) }
    return subject
  }
}
