import Descent
import ModifierPlugins

/// A cautious move with one bug that claims to be the right one.
protocol WrongCaution: MoveModifier, ModifierTraitDeclaring {
  var scale: Cautious.Scale { get }
  var decay: Cautious.Decay { get }
  func isKept<T: KernelScalar>(_ u: T, _ g: T) -> Bool
  /// The fraction of x that decays, given the correct fraction.
  func decaying(_ part: Double) -> Double
  /// The entries whose mask is counted for a tensor.
  func counted(_ tensor: Layout.Tensor, _ layout: Layout) -> Range<Int>
}

extension WrongCaution {
  func isKept<T: KernelScalar>(_ u: T, _ g: T) -> Bool { u > 0 && g < 0 || u < 0 && g > 0 }
  func decaying(_ part: Double) -> Double { decay == .decoupled ? part : 0 }
  func counted(_ tensor: Layout.Tensor, _ layout: Layout) -> Range<Int> { tensor.range }

  var traits: ModifierTraits {
    var right = Cautious()
    (right.scale, right.decay) = (scale, decay)
    return right.traits
  }

  func change<T: KernelScalar>(_ move: MoveChange<T>) {
    let x = move.after
    let rest = move.before.map { T(1 - decaying(move.decay)) * $0 }
    let mask = x.indices.map { isKept(x[$0] - rest[$0], move.gradient[$0]) }
    for (index, tensor) in move.layout.tensors.enumerated() where move.hasGradient(index) {
      let counted = counted(tensor, move.layout)
      let (kept, n) = (Double(mask[counted].count { $0 }), Double(counted.count))
      let factor =
        scale == .mean ? 1 / max(kept / n, 1e-3) : scale == .count ? n / (kept + 1) : 1
      for i in tensor.range {
        x[i] = mask[i] ? rest[i] + T(factor) * (x[i] - rest[i]) : rest[i]
      }
    }
  }
}

/// It masks the entries that go downhill: `update` in place of `−update`.
struct KeepsUphill: WrongCaution {
  @Hyperparameter("scale") var scale = Cautious.Scale.mean
  @Hyperparameter("decay") var decay = Cautious.Decay.decoupled
  static let card = Card(name: "KeepsUphill", summary: "", formula: "", source: "")
  func isKept<T: KernelScalar>(_ u: T, _ g: T) -> Bool { u > 0 && g > 0 || u < 0 && g < 0 }
}

/// It masks decoupled decay together with the update, independently of the option.
struct LeavesDecayOut: WrongCaution {
  @Hyperparameter("scale") var scale = Cautious.Scale.mean
  @Hyperparameter("decay") var decay = Cautious.Decay.decoupled
  static let card = Card(name: "LeavesDecayOut", summary: "", formula: "", source: "")
  func decaying(_ part: Double) -> Double { 0 }
}

/// It counts the mask of all tensors.
struct CountsAllMasks: WrongCaution {
  @Hyperparameter("scale") var scale = Cautious.Scale.mean
  @Hyperparameter("decay") var decay = Cautious.Decay.decoupled
  static let card = Card(name: "CountsAllMasks", summary: "", formula: "", source: "")
  func counted(_ tensor: Layout.Tensor, _ layout: Layout) -> Range<Int> { 0..<layout.count }
}
