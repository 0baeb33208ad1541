import Descent
import DescentLaws

struct AlwaysScales: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let norm = length(g)
    return norm > 0 && norm.isFinite ? g.map { T(Double($0) / norm * c) } : g
  }
}
struct ClipsTensorByTensor: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    layout.tensors.flatMap { tensor in
      let part = Array(g[tensor.range])
      return shortened(part, to: c, norm: length(part))
    }
  }
}
struct ComparesSquares: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let norm = length(g)
    return norm * norm > c ? shortened(g, to: c.squareRoot(), norm: norm) : g
  }
}
struct AddsConstant: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let ratio = c / (length(g) + 1e-6)
    return ratio < 1 && ratio > 0 ? g.map { T(Double($0) * ratio) } : g
  }
}
struct SumsAbsoluteValues: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    shortened(g, to: c, norm: g.reduce(0) { $0 + abs(Double($1)) })
  }
}
struct ClampsEntries: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    g.map { abs(Double($0)) > c ? T(Double($0) < 0 ? -c : c) : $0 }
  }
}
struct DividesByZeroNorm: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let norm = length(g)
    return norm > 0 && norm <= c ? g : g.map { T(Double($0) / norm * c) }
  }
}
struct Saturates: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let norm = length(g)
    guard norm > 0, norm.isFinite else { return g }
    return g.map { T(Double($0) / norm * c * .tanh(norm / c)) }
  }
}
struct LeavesOutLastTensor: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let last = layout.tensors.count > 1 ? layout.tensors.last!.range : 0..<0
    return shortened(g, to: c, norm: length(g.indices.filter { !last.contains($0) }.map { g[$0] }))
  }
}
struct ClipsInPlace: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    shortened(g, to: c, norm: length(g))
  }
}
struct InfinityToZero: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let norm = length(g)
    return norm.isFinite ? shortened(g, to: c, norm: norm) : g.map { _ in 0 }
  }
}
struct SquaresOverflow: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    shortened(g, to: c, norm: Double(g.reduce(0) { $0 + $1 * $1 }.squareRoot()))
  }
}
struct NormOverflows: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    shortened(g, to: c, norm: length(g))
  }
}
struct FactorInFloat: WrongClipping {
  func clip<T: KernelScalar>(_ g: [T], to c: Double, _ layout: Layout) -> [T] {
    let norm = length(g)
    return norm > c ? g.map { $0 * T(Float(c / norm)) } : g
  }
}

extension Mutants {
  package static let clipping: [Mutant] = [
    .clipping(AlwaysScales.self, "also lengthens shorter gradients", killedBy: "clip/identity"),
    .clipping(ClipsTensorByTensor.self, "a norm for each tensor", killedBy: "clip/bound"),
    .clipping(ComparesSquares.self, "the square of the norm", killedBy: "clip/bound"),
    .clipping(AddsConstant.self, "norm + 1e-6 (pytorch)", killedBy: "clip/units"),
    .clipping(SumsAbsoluteValues.self, "the sum of sizes", killedBy: "clip/saturates"),
    .clipping(ClampsEntries.self, "entry by entry", killedBy: "clip/direction"),
    .clipping(DividesByZeroNorm.self, "0/0 (tensorflow #22048)", killedBy: "clip/zero"),
    .clipping(Saturates.self, "a soft threshold", killedBy: "clip/idempotent"),
    .clipping(LeavesOutLastTensor.self, "leaves out a tensor", killedBy: "clip/regrouping"),
    .clipping(ClipsInPlace.self, "writes the caller's gradient", killedBy: "clip/input"),
    .clipping(
      InfinityToZero.self, "infinity becomes 0 (tensorflow #21363)", killedBy: "clip/nonfinite"),
    .clipping(SquaresOverflow.self, "squares overflow", killedBy: "clip/overflow"),
    .clipping(NormOverflows.self, "an overflowing norm passes", killedBy: "clip/overflow"),
    .clipping(FactorInFloat.self, "the factor in single precision", killedBy: "clip/precision"),
  ]
}
