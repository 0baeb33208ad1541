import Descent
import DescentCatalog
import DescentLaws
import Testing

/// Compares every problem of the table, by its number, with values computed in 300 bits.
@Suite("The library of problems agrees with the table") struct ProblemTableTests {
  typealias Entry = ProblemTable.Entry

  /// The problem of an entry, in as many dimensions.
  static func problem(_ entry: Entry) throws -> any Problem {
    let registry = Catalog.registry
    let problem = try registry.problem(Specification(name: entry.id))
    guard problem.dimension != entry.dim else { return problem }
    return try registry.problem(
      Specification(name: entry.id, settings: [(key: "n", text: String(entry.dim))]))
  }

  /// Problems whose start differs from the table's, because they are older than the table.
  static let ownStarts: Set = ["monkey_saddle", "monkey_saddle_confined", "strict_saddle"]

  /// Problems whose lowest minimum is global only in a box; outside it the function is lower.
  static let boxed: Set = ["mccormick", "schwefel_10"]

  @Test("there are 112 of them")
  func count() { #expect(ProblemTable.entries.count == 112) }

  @Test("value, gradient and Hessian at the start", arguments: ProblemTable.entries)
  func start(entry: Entry) throws {
    let problem = try Self.problem(entry)
    if !Self.ownStarts.contains(entry.id) {
      #expect(problem.start(seed: 0).count == entry.dim)
      #expect(distance(problem.start(seed: 0), entry.start) <= 1e-15 * norm(entry.start))
    }
    let value = try problem.value(at: entry.start)
    #expect(abs(value - entry.f0) <= 1e-12 * max(1, abs(entry.f0)))
    let gradient = try problem.gradient(at: entry.start)
    if let expected = entry.g0 {
      #expect(distance(gradient, expected) <= 1e-12 * max(1, norm(expected)))
    }
    guard let spectrum = entry.hess0Eigs, spectrum.count == entry.dim,
      let hessian = problem.hessian(at: entry.start)
    else { return }
    #expect(distance(jacobiEigenvalues(hessian, entry.dim), spectrum) <= 1e-11 * norm(spectrum))
  }

  @Test("value and curvature at every stationary point", arguments: ProblemTable.entries)
  func stationaryPoints(entry: Entry) throws {
    let problem = try Self.problem(entry)
    for point in entry.stationaryPoints {
      guard let x = point.x else { continue }
      let floor = point.doubleFloor
      let allowed =
        4 * abs(floor?.naiveDoubleEvalError ?? 0) + abs(floor?.fMinusFstarAtRoundedX ?? 0)
        + 1e-13 * max(1, abs(point.f))
      #expect(abs(try problem.value(at: x) - point.f) <= allowed, "\(point.type) at \(x)")
      guard let spectrum = point.hessEigs, spectrum.count == entry.dim,
        let hessian = problem.hessian(at: x)
      else { continue }
      let found = jacobiEigenvalues(hessian, entry.dim)
      #expect(distance(found, spectrum) <= 1e-10 * norm(spectrum), "\(point.type) at \(x)")
    }
  }

  /// The points of the table that are claimed: by location, to half the digits of a double, since
  /// some are ill-conditioned; or by value, where they lie on a set or are images of one another.
  @Test(
    "every stationary point of the table is claimed with its kind", arguments: ProblemTable.entries)
  func claims(entry: Entry) throws {
    let claims = try Self.problem(entry).stationaryPoints
    for point in entry.stationaryPoints {
      guard let x = point.x else { continue }
      let claim = claims.first { claim in
        claim.point.map { distance($0, x) <= 1e-8 * (1 + norm(x)) } ?? false
      }
      let same = claim ?? claims.first { abs($0.value - point.f) <= 1e-9 * max(1, abs(point.f)) }
      let kind = try #require(same?.kind, "\(point.type) at \(x), value \(point.f)")
      switch point.type {
      case "max": #expect(kind == .maximum)
      case "saddle": #expect(kind == .saddle(index: point.inertia?[1] ?? 0))
      case "global_min": #expect(kind.isGlobal || Self.boxed.contains(entry.id) && kind.isMinimum)
      case "local_min": #expect(kind.isMinimum)
      case "best_known_min": #expect(kind.isMinimum)
      case let type where type.hasPrefix("global_min"): #expect(kind.isGlobal, "\(type)")
      default: break
      }
    }
  }

  @Test("single precision evaluates all of them", arguments: ProblemTable.entries)
  func singlePrecision(entry: Entry) throws {
    let problem = try Self.problem(entry)
    let objective = try Float.makeObjective(problem)
    let x = entry.start.map { Float($0) }
    var gradient = [Float](repeating: 0, count: entry.dim)
    let value = gradient.withUnsafeMutableBufferPointer { gradient in
      objective.valueAndGradient(x, gradient.baseAddress!)
    }
    // As far as the rounded point explains it, beside the rounding of the sum.
    let moved = try problem.value(at: x.map { Double($0) })
    let scale = max(1, abs(entry.f0)) + norm(entry.g0 ?? []) * norm(entry.start)
    #expect(abs(Double(value) - moved) <= 1e-4 * scale)
  }
}
