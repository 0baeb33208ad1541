import Descent

/// Bohachevsky's three functions: a bowl with ripples that are separable, a product, or
/// oblique.
///
/// All stationary points are near 0. Variants 1 and 2 have 25 minima, 40 saddles and 16 maxima;
/// variant 3 has 9 minima and 8 saddles, on the line y = 2x/3. ``BohachevskyPoints`` lists them
/// all.
/// - Source: Bohachevsky, Johnson and Stein, "Generalized simulated annealing for function
///   optimization", Technometrics 28(3), 1986.
public struct Bohachevsky: FormulaProblem {
  @Hyperparameter("1: separable, 2: product, 3: oblique", in: 1...3) public var variant = 1

  public init() {}

  public static let card = Card(
    name: "bohachevsky", summary: "ripples on a bowl, separable or coupled",
    formula: """
      f(x, y) = x² + 2y² + w,  w = 0.7 − 0.3 cos 3πx − 0.4 cos 4πy, 0.3 (1 − cos 3πx cos 4πy) \
      or 0.3 (1 − cos(3πx + 4πy))
      """,
    source: "Bohachevsky, Johnson and Stein, Technometrics 28(3), 1986")

  public static let record = ProblemRecord(
    family: "multimodal",
    named: [
      "bohachevsky_1": "variant=1", "bohachevsky_2": "variant=2", "bohachevsky_3": "variant=3",
    ],
    instances: ["bohachevsky", "bohachevsky:variant=2", "bohachevsky:variant=3"],
    flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0.9, -0.7] }

  public var stationaryPoints: [StationaryPoint] {
    switch variant {
    case 1: BohachevskyPoints.separable
    case 2: BohachevskyPoints.product
    default: BohachevskyPoints.oblique
    }
  }

  /// The largest eigenvalue at 0: the ripples' Hessian is a mean of matrices vvᵀ cos(…), with v =
  /// (3π, ±4π), or diagonal.
  public var smoothness: Double? {
    let square = Double.pi * Double.pi
    switch variant {
    case 1: return 4 + 6.4 * square
    case 2: return 4 + 4.8 * square
    default:
      let (half, determinant) = (3 + 3.75 * square, 8 + 20.4 * square)
      return half + (half * half - determinant).squareRoot()
    }
  }

  public var window: PlotWindow? { PlotWindow(x: -2...2, y: -2...2) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let bowl = x[0] * x[0] + 2 * x[1] * x[1]
    // 1 − cos 2t = 2 sin² t, which does not cancel at 0, with half of 3πx and of 4πy.
    let (a, b) = (N(1.5 * Double.pi) * x[0], N(2 * Double.pi) * x[1])
    let sum = N.sin(variant == 1 ? a : a + b)
    if variant == 3 { return bowl + N(0.6) * sum * sum }
    let other = N.sin(variant == 1 ? b : a - b)
    return variant == 1
      ? bowl + N(0.6) * sum * sum + N(0.8) * other * other
      : bowl + N(0.3) * (sum * sum + other * other)
  }
}
