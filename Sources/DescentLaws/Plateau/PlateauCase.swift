import Descent

/// The settings of a schedule that cuts on a plateau, and the metrics that it receives.
package struct PlateauCase: Sendable, Hashable {
  package var gamma: Double
  package var patience: Int
  package var threshold: Double
  package var isRelative: Bool
  package var cooldown: Int
  package var minimum: Double
  package var metrics: [Double]
  package var aux: Int

  package struct Options: Sendable, DefaultInitializable {
    package init() {}
  }

  /// The factors if no metric after the first is progress, for a patience of p: a cut at metric p + 2, and
  /// one every p + 1 + cooldown metrics after it.
  var stalled: [Double] {
    var factor = 1.0
    return metrics.indices.map { i in
      let since = i - (patience + 1)
      if since >= 0, since % (patience + 1 + cooldown) == 0 {
        factor = max(minimum, gamma * factor)
      }
      return factor
    }
  }
}

extension PlateauCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: PlateauSubject, _ options: Options
  ) throws -> PlateauCase {
    let count = 1 + draw.index(below: 24)
    let kind = draw.index(below: 6)
    let metrics = (0..<count).map { _ in
      switch kind {
      case 0: draw.normal()
      case 1: Double(draw.index(below: 11) - 5)
      case 2: Double(draw.index(below: 65) - 32) / 8
      case 3: draw.logUniform(-12...12)
      case 4: -abs(draw.normal())
      default: abs(draw.normal())
      }
    }
    return PlateauCase(
      gamma: draw.element(of: [0.5, 0.1, 0.9, 0]), patience: draw.element(of: [0, 1, 2, 3, 5]),
      threshold: draw.element(of: [0, 0.25, 1e-4, 0.5]), isRelative: draw.isTrue(probability: 0.5),
      cooldown: draw.element(of: [0, 0, 1, 2, 3]), minimum: draw.element(of: [0, 0.01, 0.3, 1]),
      metrics: metrics, aux: draw.index(below: 1 << 16))
  }

  package func simplifications(for subject: PlateauSubject) -> [PlateauCase] {
    var simpler = ChangedCopies(of: self)
    for kept in Shorter.parts(of: metrics.count) where !kept.isEmpty {
      simpler.add { $0.metrics = kept.map { metrics[$0] } }
    }
    simpler.add { $0.gamma = 0.5 }
    simpler.add { $0.minimum = 0 }
    simpler.add { $0.threshold = 0 }
    if threshold != 0 { simpler.add { $0.threshold = 0.25 } }
    simpler.add { $0.isRelative = false }
    for number in Shorter.integers(cooldown, from: 0) { simpler.add { $0.cooldown = number } }
    for number in Shorter.integers(patience, from: 0) { simpler.add { $0.patience = number } }
    for aux in Shorter.integers(aux, from: 0) { simpler.add { $0.aux = aux } }
    for metrics in Shorter.numbers(metrics) { simpler.add { $0.metrics = metrics } }
    return simpler.cases
  }

  package var description: String {
    """
    plateau \(settings)
    metrics \(NumberList.text(metrics))
    aux \(aux)
    """
  }

  private var settings: Specification {
    Specification(
      name: "plateau",
      settings: [
        ("gamma", gamma.hyperparameterText), ("patience", String(patience)),
        ("threshold", threshold.hyperparameterText),
        ("mode", isRelative ? "relative" : "absolute"), ("cooldown", String(cooldown)),
        ("minimum", minimum.hyperparameterText),
      ])
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    let rule = try ReduceOnPlateau(
      settings: Specification(String(lines.text("plateau"))).settings)
    self.init(
      gamma: rule.gamma, patience: rule.patience, threshold: rule.threshold,
      isRelative: rule.mode == .relative, cooldown: rule.cooldown, minimum: rule.minimum,
      metrics: try lines.numbers("metrics"), aux: try lines.integer("aux"))
    guard !metrics.isEmpty, aux >= 0 else { throw ReplayError("there are no metrics") }
  }
}
