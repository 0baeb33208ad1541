import Descent

/// A problem's settings and a point.
package struct ProblemCase: Sendable, Hashable {
  package var problem: Specification
  /// The point's coordinates, repeated cyclically: xᵢ is entry i modulo their number, so that the case stays
  /// short and fits every dimension.
  package var coordinates: [Double]
  package var aux: Int

  package struct Options: Sendable, DefaultInitializable {
    package init() {}
  }

  func point(_ problem: any Problem) -> [Double] {
    (0..<problem.dimension).map { coordinates[$0 % coordinates.count] }
  }

  /// A random unit vector determined by `aux`.
  func direction(_ problem: any Problem, _ stream: UInt64 = 0) -> [Double] {
    let random = CounterRandom(seed: UInt64(aux)).split(stream: stream)
    let d = (0..<UInt64(problem.dimension)).map { random.normal(2 * $0) }
    let length = euclideanNorm(d, d.count)
    return length > 0 ? d.map { $0 / length } : d
  }
}

extension ProblemCase: LawInput {
  package static func draw(
    _ draw: inout Draw, for subject: ProblemSubject, _ options: Options
  ) throws -> ProblemCase {
    var problem = Specification(name: subject.name)
    for domain in subject.domains {
      let isAnywhere = draw.isTrue(probability: 0.5)
      let text = isAnywhere ? domain.spreadValue(&draw) : domain.value(&draw)
      problem.settings.append((key: domain.key, text: text))
    }
    // If the problem refuses a combination of settings, reset one key at a time.
    for domain in subject.domains.reversed() {
      do {
        _ = try subject.make(problem)
        break
      } catch is ConfigurationError { problem[set: domain.key] = domain.standard }
    }
    let kind = draw.index(below: 4)
    let coordinates = (0..<draw.element(of: [1, 2, 3, 7, 13])).map { _ in
      switch kind {
      case 0: 0.3 * draw.normal()
      case 1: 1.5 * draw.normal()
      case 2: Double(draw.index(below: 5) - 2)
      default: Double(draw.index(below: 33) - 16) / 8
      }
    }
    return ProblemCase(
      problem: problem, coordinates: coordinates, aux: draw.index(below: 1 << 16))
  }

  package func simplifications(for subject: ProblemSubject) -> [ProblemCase] {
    var simpler = ChangedCopies(of: self)
    for domain in subject.domains {
      let place = domain.grid.firstIndex { $0 == problem[domain.key] } ?? domain.grid.count
      for text in domain.grid[..<place] { simpler.add { $0.problem[set: domain.key] = text } }
    }
    for kept in Shorter.parts(of: coordinates.count) where !kept.isEmpty {
      simpler.add { $0.coordinates = kept.map { coordinates[$0] } }
    }
    for aux in Shorter.integers(aux, from: 0) { simpler.add { $0.aux = aux } }
    for numbers in Shorter.numbers(coordinates) { simpler.add { $0.coordinates = numbers } }
    return simpler.cases
  }

  package var description: String {
    """
    problem \(problem)
    x \(NumberList.text(coordinates))
    aux \(aux)
    """
  }

  package init(replay text: String) throws {
    let lines = try CaseLines(text)
    self.init(
      problem: try Specification(String(lines.text("problem"))),
      coordinates: try lines.numbers("x"), aux: try lines.integer("aux"))
    guard !coordinates.isEmpty, aux >= 0 else { throw ReplayError("the point has no coordinates") }
  }
}
