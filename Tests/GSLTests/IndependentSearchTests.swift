import BowlProblems
import Descent
import DescentCatalog
import DescentGSL
import LeastSquaresProblems
import SaddleProblems
import Testing
import ValleyProblems

/// A problem that claims 0 as its lowest value, but has lower values.
private struct TooHigh: FormulaProblem {
  static let card = Card(name: "too-high", summary: "", formula: "x⁴/4 − x³/3 − x²", source: "")
  var layout: Layout { .vector(1) }
  func start(seed: UInt64) -> [Double] { [0.5] }
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [-1], value: -5.0 / 12, .closedForm("the wrong one"))]
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let t = x[0]
    return t * t * (t * t / 4 - t / 3 - 1)
  }
}

/// f = 1 − exp(−x²): flat far from 0.
private struct Well: FormulaProblem {
  static let card = Card(name: "well", summary: "", formula: "1 − exp(−x²)", source: "")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [0.5, 0.25] }
  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [0, 0], value: 0, .closedForm("the exponential is ≤ 1"))]
  }
  func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    1 - N.exp(-(x[0] * x[0] + x[1] * x[1]))
  }
}

@Suite("independent searches") struct IndependentSearchTests {
  @Test("start from three points with each minimiser that fits") func methods() throws {
    let ends = try search(Beale())
    #expect(
      ends.map(\.start) == [
        "x0", "x0", "x0", "10 x0", "10 x0", "10 x0", "100 x0", "100 x0", "100 x0",
      ])
    #expect(Set(ends.map(\.method)) == Set(SearchEnd.Method.allCases))
    // Ten dimensions are too many for a simplex.
    let large = try search(try Rosenbrock { $0.n = 10 })
    #expect(large.allSatisfy { $0.method != .nmsimplex2 })
    // Without residuals there is nothing to fit, and from 0 the starts are all 10s and all 100s.
    let zero = try search(Himmelblau())
    #expect(Set(zero.map(\.start)) == ["x0", "all 10s", "all 100s"])
  }

  @Test(
    "end at claimed points", arguments: ["rosenbrock", "sphere", "powell-singular", "quadratic"])
  func claimed(text: String) throws {
    let problem = try Catalog.registry.problem(Specification(text))
    for end in try search(problem) where end.factor == 1 {
      guard case .claimed(0, _) = end.ending else {
        Issue.record("\(end.method) from \(end.start): \(end.description)")
        continue
      }
      #expect(end.isLowerBy == nil)
    }
  }

  @Test("distinguish a plateau from a minimum") func plateau() throws {
    let far = try search(Well()).filter { $0.factor == 100 }
    #expect(!far.isEmpty && far.allSatisfy { $0.ending == .plateau })
  }

  @Test("see a value that is lower than the claimed one") func lower() throws {
    let ends = try search(TooHigh())
    #expect(ends.contains { ($0.isLowerBy ?? 0) > 1 })
    #expect(ends.contains { $0.description.hasSuffix("LOWER") })
  }

  @Test("say where values are not finite") func overflow() throws {
    struct Steep: FormulaProblem {
      static let card = Card(name: "steep", summary: "", formula: "exp(x⁴)", source: "")
      var layout: Layout { .vector(1) }
      func start(seed: UInt64) -> [Double] { [1] }
      func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
        let square = x[0] * x[0]
        return N.exp(square * square)
      }
    }
    let far = try search(Steep()).filter { $0.factor == 100 }
    #expect(!far.isEmpty && far.allSatisfy { $0.ending == .notFiniteAtStart })
  }

  @Test("are the same at every call") func repeats() throws {
    #expect(try search(Beale()).map(\.value) == search(Beale()).map(\.value))
  }
}
