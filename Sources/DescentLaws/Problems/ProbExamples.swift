import Descent

extension ProblemLaws {
  /// `prob/examples`: the numbers of examples that a problem declares before it is built equal those of its
  /// objectives, in both precisions.
  static let examples = ProblemLaw(
    LawCard(
      "prob/examples", "examples", "the declared size is that of the objective",
      catches: "test examples counted among the training ones, a batch size of another key")
  ) { subject, c in
    let problem = try subject.make(c.problem)
    let declared = try problem.exampleCount
    func size<T>(_ examples: Examples<T>?) -> [Int] {
      guard let examples else { return [] }
      // A single example with drawn gradients is a device of problems whose steps and reports see different
      // objectives, and does not count.
      if examples.count == 1, examples.drawnGradient != nil { return [] }
      return [examples.count, examples.batchSize]
    }
    let expected = [
      size(try Float.makeObjective(problem).examples),
      size(try Double.makeObjective(problem).examples),
    ]
    let found = declared.map { [$0.count, $0.batch] } ?? []
    for sizes in expected where sizes != found {
      return .violated("declared are \(found) examples and batch, the objective has \(sizes)")
    }
    return .holds
  }
}
