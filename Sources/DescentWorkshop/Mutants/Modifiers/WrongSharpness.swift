import Descent

/// Sharpness-aware minimisation with one bug. Requirements that a mutant does not override have correct
/// defaults.
protocol WrongSharpness: GradientModifier, ModifierTraitDeclaring {
  var rho: Double { get }
  /// The norm of the gradient that divides the ascent.
  func length<T: KernelScalar>(_ g: UnsafeMutableBufferPointer<T>, _ layout: Layout) -> Double
  /// The length of the ascent.
  var radius: Double { get }
}

extension WrongSharpness {
  var changesObjective: Bool { false }
  var needs: Needs { .evaluation }
  var costFactor: Double { 2 }
  var scratchVectors: Int { 1 }
  var radius: Double { rho }

  func length<T: KernelScalar>(_ g: UnsafeMutableBufferPointer<T>, _ layout: Layout) -> Double {
    g.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let (g, x, point) = (change.gradient, change.point, change.scratch(0))
    guard rho > 0, let here = point.baseAddress, let into = g.baseAddress else { return }
    let factor = radius / (length(g, change.layout) + 1e-12)
    for i in g.indices { point[i] = x[i] + T(factor) * g[i] }
    _ = change.oracle.valueAndGradient(at: here, into: into)
    for (tensor, part) in change.layout.tensors.enumerated() where !change.hasGradient(tensor) {
      for i in part.range { g[i] = 0 }
    }
  }

  var traits: ModifierTraits {
    let rho = rho
    return ModifierTraits(
      neutral: ["rho": "0"],
      definition: .gradient { g, x, objective in
        let length = g.reduce(0) { $0 + $1 * $1 }.squareRoot() + 1e-12
        return objective(x.indices.map { x[$0] + rho * g[$0] / length })
      })
  }
}

struct AscendsBySquare: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  static let card = Card(name: "AscendsBySquare", summary: "", formula: "", source: "")

  func length<T: KernelScalar>(_ g: UnsafeMutableBufferPointer<T>, _ layout: Layout) -> Double {
    g.reduce(0) { $0 + Double($1) * Double($1) }
  }
}

struct AscendsByFirstTensor: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  static let card = Card(name: "AscendsByFirstTensor", summary: "", formula: "", source: "")

  func length<T: KernelScalar>(_ g: UnsafeMutableBufferPointer<T>, _ layout: Layout) -> Double {
    (layout.tensors.first?.range ?? 0..<0).reduce(0) { $0 + Double(g[$1]) * Double(g[$1]) }
      .squareRoot()
  }
}

struct DescendsFirst: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  static let card = Card(name: "DescendsFirst", summary: "", formula: "", source: "")
  var radius: Double { -rho }
}

/// Its cost factor does not include the second gradient.
struct HidesItsCost: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  static let card = Card(name: "HidesItsCost", summary: "", formula: "", source: "")
  var costFactor: Double { 1 }
}

/// It never reads its switch.
struct NeverAdapts: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  @Hyperparameter("scale with the parameters") var adaptive = false
  static let card = Card(name: "NeverAdapts", summary: "", formula: "", source: "")
}

/// It ascends by at least 1e-9, even at radius 0.
struct AscendsAtZero: WrongSharpness {
  @Hyperparameter("radius", in: 0...) var rho = 0.05
  static let card = Card(name: "AscendsAtZero", summary: "", formula: "", source: "")

  func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let (g, x, point) = (change.gradient, change.point, change.scratch(0))
    guard let here = point.baseAddress, let into = g.baseAddress else { return }
    let factor = max(rho, 1e-9) / (length(g, change.layout) + 1e-12)
    for i in g.indices { point[i] = x[i] + T(factor) * g[i] }
    _ = change.oracle.valueAndGradient(at: here, into: into)
  }
}
