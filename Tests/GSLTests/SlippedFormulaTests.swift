import Descent
import DescentGSL
import Testing

/// Formulas of the literature: right (variant 0), and with mistakes found in surveys and programs.
private struct Slipped: FormulaProblem {
  enum Formula: String, CaseIterable {
    case freudensteinRoth, beale, booth, himmelblau, threeHumpCamel, sixHumpCamel, styblinskiTang
    case goldsteinPrice, branin, mcCormick, bohachevsky, easom

    /// The number of wrong variants.
    var slips: Int {
      switch self {
      case .sixHumpCamel, .beale, .goldsteinPrice, .branin, .bohachevsky: 2
      default: 1
      }
    }
  }

  @Hyperparameter("place of the formula") var place = 0
  @Hyperparameter("slip, 0 for none") var variant = 0
  var name: Formula { Formula.allCases[place] }
  static let card = Card(name: "slipped", summary: "", formula: "f", source: "its literature")
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { name == .easom ? [2.5, 3] : [0.5, -0.75] }

  var stationaryPoints: [StationaryPoint] {
    let (kind, point, value): (StationaryPoint.Kind, [Double], Double) =
      switch name {
      case .freudensteinRoth: (.globalMinimum, [5, 4], 0)
      case .beale: (.globalMinimum, [3, 0.5], 0)
      case .booth: (.globalMinimum, [1, 3], 0)
      case .himmelblau: (.globalMinimum, [3, 2], 0)
      case .threeHumpCamel:
        (.localMinimum, [1.7475523458307148, -0.8737761729153574], 0.2986384422368598)
      case .sixHumpCamel:
        (.globalMinimum, [0.08984201310031806, -0.7126564030207396], -1.031628453489877)
      case .styblinskiTang:
        (.globalMinimum, [-2.903534027771177, -2.903534027771177], -78.33233140754283)
      case .goldsteinPrice: (.globalMinimum, [0, -1], 3)
      case .branin: (.globalMinimum, [Double.pi, 2.275], 10 / (8 * Double.pi))
      case .mcCormick:
        (
          .localMinimum, [0.5 - Double.pi / 3, -0.5 - Double.pi / 3],
          -Double(3).squareRoot() / 2 - Double.pi / 3
        )
      case .bohachevsky: (.globalMinimum, [0, 0], 0)
      case .easom: (.globalMinimum, [Double.pi, Double.pi], -1)
      }
    return [StationaryPoint(kind, at: point, value: value, .how)]
  }

  func formula<N: FormulaNumber>(_ p: Point<N>) -> N {
    let (x, y) = (p[0], p[1])
    let (first, second) = (variant == 1, variant == 2)
    func square(_ t: N) -> N { t * t }
    switch name {
    case .freudensteinRoth:
      let slope = first ? y - 1 : y + 1
      return square(-13 + x + ((5 - y) * y - 2) * y) + square(-29 + x + (slope * y - 14) * y)
    case .beale:
      let last = N(first ? 2.265 : 2.625)
      func power(_ i: Int) -> N {
        let base = second ? 1 - y : y
        var power = base
        for _ in 1..<i { power *= base }
        return second ? power : 1 - power
      }
      return square(N(1.5) - x * power(1)) + square(N(2.25) - x * power(2))
        + square(last - x * power(3))
    case .booth: return square(x + 2 * y - 7) + square(2 * x + y + (first ? 5 : -5))
    case .himmelblau:
      let (a, b): (N, N) = first ? (7, 11) : (11, 7)
      return square(x * x + y - a) + square(x + y * y - b)
    case .threeHumpCamel:
      let x2 = x * x
      return 2 * x2 - N(first ? 1.5 : 1.05) * x2 * x2 + x2 * x2 * x2 / 6 + x * y + y * y
    case .sixHumpCamel:
      let (x2, y2) = (x * x, y * y)
      let quartic = second ? x2 * x2 / 4 : x2 * x2 / 3
      return (4 - N(2.1) * x2 + quartic) * x2 + x * y + ((first ? 4 : -4) + 4 * y2) * y2
    case .styblinskiTang:
      func term(_ t: N) -> N { square(t * t) - 16 * t * t + 5 * t }
      return (term(x) + term(y)) * N(first ? 1 : 0.5)
    case .goldsteinPrice:
      let a = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y
      let b =
        18 - 32 * x + 12 * x * x + (first ? -48 : 48) * y - 36 * x * y + 27 * y * y
      return (1 + square(x + y + 1) * a) * (30 + square(2 * x + (second ? 3 : -3) * y) * b)
    case .branin:
      let b = N(first ? 0.1291 : (second ? 5 : 5.1) / (4 * Double.pi * Double.pi))
      let (c, t) = (N(5 / Double.pi), N(1 / (8 * Double.pi)))
      return square(y - b * x * x + c * x - 6) + 10 * (1 - t) * N.cos(x) + 10
    case .mcCormick:
      return N.sin(x + y) + square(x - y) - N(1.5) * x + N(first ? -2.5 : 2.5) * y + 1
    case .bohachevsky:
      let (a, b) = (N.cos(N(3 * Double.pi) * x), N.cos(N(4 * Double.pi) * y))
      let constant = N(first ? 0.3 : 0.7)
      return x * x + 2 * y * y - N(0.3) * a - N(second ? 0.3 : 0.4) * b + constant
    case .easom:
      let bell = N.cos(x) * N.cos(y) * N.exp(-square(x - N(Double.pi)) - square(y - N(Double.pi)))
      return first ? bell : -bell
    }
  }
}

@Suite("slips of the literature") struct SlippedFormulaTests {
  private static let cases = Slipped.Formula.allCases.flatMap { name in
    (0...name.slips).map { "\(name.rawValue) \($0)" }
  }

  @Test("the right formula passes, and none of the wrong ones does", arguments: cases)
  func formula(text: String) throws {
    let words = text.split(separator: " ")
    var problem = Slipped()
    problem.place = try #require(
      Slipped.Formula.allCases.firstIndex { $0.rawValue == words[0] })
    problem.variant = try #require(Int(words[1]))
    for certificate in try verify(problem) {
      #expect(certificate.derivatives.passes)
      #expect(
        certificate.passes == (problem.variant == 0),
        "\(certificate.verdict) \(certificate.objections)")
    }
  }

  @Test("there are enough of them") func count() {
    #expect(Self.cases.count { !$0.hasSuffix(" 0") } >= 16)
  }
}
