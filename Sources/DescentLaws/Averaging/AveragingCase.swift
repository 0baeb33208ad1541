import Descent

/// Vectors to average.
package struct AveragingCase: Sendable, Hashable {
  package var precision: Precision
  package var decay: Double
  package var isDebiased: Bool
  /// The vectors, all of one length.
  package var values: [[Double]]
  package var aux: Int

  package struct Options: Sendable, DefaultInitializable {
    package init() {}
  }

  package var count: Int { values.first?.count ?? 0 }

  /// 4u (t + 4) times the largest number at a coordinate so far. With the bias correction it is 1/(1 − d)
  /// times as large, because the division by 1 − dᵗ amplifies rounding by as much.
  func tolerance(_ step: Int, _ coordinate: Int) -> Double {
    let largest = values[...step].reduce(0) { max($0, abs($1[coordinate])) }
    let condition = isDebiased ? 1 / (1 - decay) : 1
    return 4 * precision.roundoff * Double(step + 5) * condition * largest
  }
}

extension AveragingCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: AveragingSubject, _ options: Options
  ) throws -> AveragingCase {
    let precision: Precision = draw.isTrue(probability: 0.7) ? .float64 : .float32
    let profiles = GradientProfile.allCases.filter { $0 != .tiny }
    let values = draw.element(of: profiles).gradients(
      &draw, steps: 1 + draw.index(below: 12), count: draw.element(of: [1, 2, 3, 8, 17]), precision)
    return AveragingCase(
      precision: precision, decay: draw.element(of: [0.5, 0.75, 0.9, 0.99, 0.999, 0]),
      isDebiased: draw.isTrue(probability: 0.5), values: values, aux: draw.index(below: 1 << 16))
  }

  package func simplifications(for subject: AveragingSubject) -> [AveragingCase] {
    var simpler = ChangedCopies(of: self)
    for kept in Shorter.parts(of: values.count) {
      simpler.add { $0.values = kept.map { values[$0] } }
    }
    for kept in Shorter.parts(of: count) where !kept.isEmpty {
      simpler.add { $0.values = values.map { x in kept.map { x[$0] } } }
    }
    simpler.add { $0.precision = .float64 }
    if decay != 0.5 { simpler.add { $0.decay = 0.5 } }
    simpler.add { $0.isDebiased = false }
    for aux in Shorter.integers(aux, from: 0) { simpler.add { $0.aux = aux } }
    for step in values.indices {
      for numbers in Shorter.numbers(values[step]) {
        simpler.add { $0.values[step] = numbers.map(precision.rounded) }
      }
    }
    return simpler.cases.filter { !$0.values.isEmpty }
  }

  package var description: String {
    """
    type \(precision.rawValue)
    decay \(decay.hyperparameterText)
    debiased \(isDebiased)
    x \(values.map(NumberList.text).joined(separator: "; "))
    aux \(aux)
    """
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    guard let precision = Precision(rawValue: String(try lines.text("type"))),
      let decay = Double(String(try lines.text("decay"))), decay >= 0, decay < 1,
      let isDebiased = Bool(String(try lines.text("debiased")))
    else { throw ReplayError("type, decay in [0, 1) or debiased is malformed") }
    self.init(
      precision: precision, decay: decay, isDebiased: isDebiased,
      values: try lines.text("x").split(separator: ";").map {
        try NumberList.numbers($0.drop { $0 == " " })
      }, aux: try lines.integer("aux"))
    guard values.allSatisfy({ $0.count == count }), aux >= 0 else {
      throw ReplayError("vectors of unequal lengths")
    }
  }
}
