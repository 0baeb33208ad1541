import Descent

/// Several optimizers on one problem and on changed forms of it, each with the same settings on all. It
/// shows how much a result depends on the problem's axes, units, start or exact gradients.
package struct RobustnessRace: Sendable {
  package let problem: Specification
  package let features: [Feature]
  /// The race of the plain problem: its optimizers, length and seed are used for all features. An
  /// optimizer without an `lr` gets the rate of a pilot on the plain problem.
  package let race: Race
  /// The number of runs for each random feature, with consecutive seeds from the race's seed.
  package let seeds: Int

  package init(problem: Specification, features: [Feature], race: Race, seeds: Int) {
    self.problem = problem
    self.features = features
    self.race = race
    self.seeds = seeds
  }

  private struct Lane {
    let optimizer: Int
    let feature: Int
    let repetition: Int
    /// The error, if the rule needs an evaluation that the feature does not offer.
    var refusal: String?
    var entry: RaceEntry?
  }

  /// Performs all runs, several at a time.
  /// - Parameters:
  ///   - concurrency: the number of concurrent runs, at least 1.
  ///   - finished: called after each run with the optimizer's name, the number of finished runs and the
  ///     total.
  /// - Returns: one entry per optimizer and feature; nil if the observer has ended a run.
  /// - Throws: the errors of creating a problem, an optimizer or a run. A rule that needs an evaluation
  ///   that a feature does not offer is not an error, but gets an entry that says so.
  package func run(
    concurrency: Int, finished: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
  ) async throws -> [[RobustnessEntry]]? {
    let plain = try race.registry.problem(problem)
    guard let optimizers = try await tuned(plain, concurrency) else { return nil }
    let isRandom = try features.map { try $0.isRandom(problem, race.registry) }
    let drawing = try optimizers.map { specification in
      let rule = try race.registry.optimizer(specification.rule)
      return (rule as? any TraitDeclaring)?.traits.drawsRandom ?? false
    }
    let lanes = optimizers.indices.flatMap { optimizer in
      features.indices.flatMap { feature in
        let isRepeated = isRandom[feature] || drawing[optimizer] || plain.isRandom
        return (0..<(isRepeated ? seeds : 1)).map {
          Lane(optimizer: optimizer, feature: feature, repetition: $0)
        }
      }
    }
    let results = await concurrentMap(
      count: lanes.count, concurrency: concurrency,
      { lane in Result { try run(lanes[lane], optimizers, lane) } },
      finished: { result, done in
        guard let lane = try? result.get() else { return }
        finished(optimizers[lane.optimizer].rule.name, done, lanes.count)
      })
    let done = try results.map { try $0.get() }
    guard done.allSatisfy({ $0.entry != nil || $0.refusal != nil }) else { return nil }
    return try optimizers.indices.map { optimizer in
      let rows = done.filter { $0.optimizer == optimizer }
      let base = rows.filter { features[$0.feature] == .plain }.compactMap(\.entry)
      return try features.indices.map { feature in
        let cells = rows.filter { $0.feature == feature }
        return RobustnessEntry(
          feature: features[feature], rule: optimizers[optimizer].rule,
          isTuned: optimizers[optimizer].isTuned, entries: cells.compactMap(\.entry),
          refusal: cells.lazy.compactMap(\.refusal).first, plain: base,
          claim: try claim(features[feature], optimizers[optimizer].rule))
      }
    }
  }

  private func run(
    _ lane: Lane, _ optimizers: [(rule: Specification, isTuned: Bool)], _ place: Int
  ) throws -> Lane {
    var lane = lane
    let changed = try features[lane.feature].problem(
      problem, repetition: lane.repetition, registry: race.registry)
    var race = race
    race.seed = race.seed &+ UInt64(lane.repetition)
    do {
      race.observer.began(place, problem: 0, optimizer: lane.optimizer)
      lane.entry = try race.entry(changed, optimizers[lane.optimizer].rule, place)
      race.observer.ended(place, problem: 0, lane.entry)
    } catch let error as ConfigurationError {
      guard case .missingOffer = error else { throw error }
      lane.refusal = error.description
      race.observer.ended(place, problem: 0, nil)
    }
    return lane
  }

  /// The optimizers with the rates chosen by pilots on the plain problem.
  private func tuned(
    _ plain: any Problem, _ concurrency: Int
  ) async throws -> [(rule: Specification, isTuned: Bool)]? {
    let results = await concurrentMap(count: race.optimizers.count, concurrency: concurrency) {
      lane in
      Result { () throws -> (rule: Specification, isTuned: Bool)? in
        let rule = race.optimizers[lane]
        guard try race.needsPilot(rule) else { return (rule, false) }
        do {
          guard let rate = try race.pilotRate(rule, on: plain, lane) else { return nil }
          return (rule.adding("lr", .text(rate.hyperparameterText)), true)
        } catch let error as ConfigurationError {
          // A rule that cannot run on the plain problem gets no rate, and needs none.
          guard case .missingOffer = error else { throw error }
          return (rule, false)
        }
      }
    }
    var tuned: [(rule: Specification, isTuned: Bool)] = []
    for result in results {
      guard let rule = try result.get() else { return nil }
      tuned.append(rule)
    }
    return tuned
  }

  /// The factor between the losses of the same run on the changed and on the plain problem, if the rule
  /// claims to be invariant under the change; otherwise nil.
  private func claim(_ feature: Feature, _ rule: Specification) throws -> Double? {
    guard let modifier = feature.modifier,
      let optimizer = try race.registry.optimizer(rule) as? any TraitDeclaring
    else { return nil }
    let traits = optimizer.traits
    let settings = (optimizer as? any Configurable)?.hyperparameters ?? []
    func isZero(_ key: String) -> Bool {
      settings.first { $0.key == key }.flatMap { Double($0.value) } == 0
    }
    guard !traits.drawsRandom else { return nil }
    let hasNoDecay = traits.decay.map { isZero($0.key) } ?? true
    switch try feature.problem(problem, repetition: 0, registry: race.registry) {
    case is ShiftedProblem: return traits.isTranslationInvariant && hasNoDecay ? 1 : nil
    case is PermutedProblem: return traits.locality == .coordinatewise ? 1 : nil
    case is RotatedProblem: return traits.rotation == .all ? 1 : nil
    case let scaled as ScaledProblem where modifier.name == "scaled":
      let isUnit = scaled.factors.allSatisfy { $0 == 1 }
      let isFree = traits.degree == 0 && traits.gradientConstants.allSatisfy(isZero)
      return isUnit && isFree && hasNoDecay ? scaled.valueFactor : nil
    default: return nil
    }
  }
}
