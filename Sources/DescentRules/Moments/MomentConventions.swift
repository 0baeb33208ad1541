import Descent

/// The conventions in which implementations of Adam and AdamW differ.
public protocol MomentConventions: Sendable {
  var beta1: Double { get }
  var beta2: Double { get }
  var epsilon: Double { get }
  var amsgrad: Bool { get }
  var amsgradCorrected: Bool { get }
  var biasCorrection: Bool { get }
  var epsPlacement: EpsilonPlacement { get }
}

/// The values that the coordinates share in one step.
public struct MomentConstants: Sendable {
  /// The rate divided by the bias of the first moment.
  public let stepSize: Double
  /// The factor of a second moment before AMSGrad's maximum.
  public let share: Double
  public let root: CorrectedRoot
  /// The factor of x for decoupled decay.
  public var shrink = 1.0

  @usableFromInline
  init(stepSize: Double, share: Double, root: CorrectedRoot) {
    (self.stepSize, self.share, self.root) = (stepSize, share, root)
  }
}

extension MomentConventions {
  /// Whether the largest second moment is taken over corrected ones.
  // Inlined, because a call of generic code would copy the rule.
  @inlinable @inline(__always)
  public var correctsLargest: Bool { amsgrad && amsgradCorrected }

  @inlinable @inline(__always)
  public func momentConstants(rate: Double, powers: (Double, Double)) -> MomentConstants {
    let (c1, c2) = biasCorrection ? (1 - powers.0, 1 - powers.1) : (1, 1)
    return MomentConstants(
      stepSize: rate / c1, share: correctsLargest ? 1 / c2 : 1,
      root: CorrectedRoot(epsilon: epsilon, epsPlacement, bias: c2, isUnbiased: correctsLargest))
  }
}

/// The move of Adam and AdamW over the history: mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ, divided by its bias and by
/// the root of vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ² with its bias correction, or of the largest vₜ so far.
public struct MomentDefinition<N: DefinitionNumber> {
  private let rule: any MomentConventions
  private var means, squares: N.Sum
  private var largest = N(0)

  public init(rule: any MomentConventions) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  public mutating func move(_ g: N, rate: N) -> N {
    means.append(N.complement(rule.beta1) * g)
    squares.append(N.complement(rule.beta2) * g * g)
    let (step, square) = (means.count, squares.value)
    let c1 = rule.biasCorrection ? N.correction(rule.beta1, step: step) : N(1)
    let c2 = rule.biasCorrection ? N.correction(rule.beta2, step: step) : N(1)
    largest = N.max(largest, rule.correctsLargest ? square / c2 : square)
    let v = rule.amsgrad ? (rule.correctsLargest ? largest * c2 : largest) : square
    let root = rule.epsPlacement.root(of: v, bias: c2, epsilon: N(rule.epsilon))
    return N.move(rate, means.value / c1, over: root)
  }
}

extension MomentConventions {
  /// The traits of the move without decay. Of the decays and `eps`, only `eps` has a unit.
  public var momentTraits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: ["lr": .parameter, "eps": epsPlacement.unit])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = !biasCorrection
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    let (beta1, beta2, eps, amsgrad) = (beta1, beta2, epsilon, amsgrad)
    let (placement, isCorrected, correctsLargest) = (epsPlacement, biasCorrection, correctsLargest)
    let bias: @Sendable (Double, Int) -> Double = { isCorrected ? 1 - .pow($0, $1) : 1 }
    let ratio: @Sendable (Int) -> RatioBound = { t in
      RatioBound(steps: t) { age in
        (
          (1 - beta1) * .pow(beta1, age) / bias(beta1, t),
          (1 - beta2) * .pow(beta2, age) / bias(beta2, t)
        )
      }
    }
    traits.bound = { ratio($0).value }
    // AMSGrad attains the bound only if the gradients do not shrink.
    if !amsgrad || beta1 <= beta2 { traits.extremalHistory = { ratio($0).history } }
    // The factor of `before` takes as long as the second moment to settle.
    let settles = placement != .before || !isCorrected || beta2 <= 0.995
    traits.linearRegime = LinearRegime(
      preconditioner: placement.preconditioner(eps),
      stabilityLimit: settles ? 2 * (1 + beta1) / (1 - beta1) : nil
    ) { a, step in
      let factor = placement.factor(bias: bias(beta2, step))
      return .velocity(
        a, decay: beta1, share: 1 - beta1, weight: factor / bias(beta1, step))
    }
    let move: @Sendable (Double, Double, Int) -> Double = { m, v, t in
      let root = placement.root(of: v, bias: bias(beta2, t), epsilon: eps)
      return root == 0 ? 0 : m / bias(beta1, t) / root
    }
    traits.constantGradient = { g, t in
      move((1 - .pow(beta1, t)) * g, (1 - .pow(beta2, t)) * g * g, t)
    }
    traits.impulse = { g, t in
      // The largest corrected moment is the first, which is g².
      let kept =
        correctsLargest ? bias(beta2, t) / bias(beta2, 1) : amsgrad ? 1 : .pow(beta2, t - 1)
      return move((1 - beta1) * .pow(beta1, t - 1) * g, (1 - beta2) * kept * g * g, t)
    }
    return traits
  }
}
