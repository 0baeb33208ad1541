import Descent

extension RunCommand {
  /// Notes on the given options that change nothing in this run.
  func idleOptions(
    _ problem: any Problem, _ optimizer: any Optimizer, hasMiniBatches: Bool
  ) -> [String] {
    var notes: [String] = []
    if gradients.accumulate ?? 1 > 1, !hasMiniBatches {
      notes.append("--accumulate changes nothing here, because the problem has no mini-batches")
    }
    if length.epochs ?? 0 > 0, !hasMiniBatches {
      notes.append("--epochs counts steps here, because the problem has no mini-batches")
    }
    let drawsBatches = hasMiniBatches && batches.batches == nil
    if length.typedSeed != nil, !drawsBatches, files.resume == nil, !startDepends(problem),
      !Self.mayDraw(problem), !Self.mayDraw(optimizer)
    {
      notes.append("--seed changes nothing here, because nothing in this run is random")
    }
    return notes
  }

  /// Whether the start depends on the seed.
  private func startDepends(_ problem: any Problem) -> Bool {
    guard length.start == nil else { return false }
    let first = problem.start(seed: length.seed)
    return (1...3).contains { first != problem.start(seed: length.seed &+ $0) }
  }

  private static func mayDraw(_ problem: any Problem) -> Bool {
    guard let wrapper = problem as? any ProblemWrapper else { return false }
    return wrapper.drawsRandom || mayDraw(wrapper.base)
  }

  /// Whether a rule or a stage around it may draw random numbers. A rule without traits may.
  private static func mayDraw(_ optimizer: any Optimizer) -> Bool {
    if let modified = optimizer as? Modified {
      let isPlain = modified.stages.allSatisfy {
        $0 is Accumulate || $0 is ClipByNorm || $0 is ClipByValue
      }
      return !isPlain || mayDraw(modified.rule)
    }
    return (optimizer as? any TraitDeclaring)?.traits.drawsRandom ?? true
  }
}
