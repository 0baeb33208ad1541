import Descent
import DescentMatrix

/// The method that makes a matrix orthogonal.
public enum Orthogonalizer: String, CaseIterable, WordHyperparameter {
  /// The Newton–Schulz iteration with one set of coefficients.
  case newtonSchulz = "newton_schulz"
  /// The exact polar factor (uuᵀ)^−½ u.
  case svd
  /// The iteration with separate coefficients for each step.
  case polarExpress = "polar_express"
}

/// How ε and the norm are combined in the Newton–Schulz iteration.
public enum NormEpsilonPlacement: String, CaseIterable, WordHyperparameter {
  /// max(‖u‖, ε).
  case clamp
  /// ‖u‖ + ε.
  case sum
}

/// The factor of the rate that depends on a matrix's shape.
public enum RateAdjustment: String, CaseIterable, WordHyperparameter {
  /// √max(1, rows/columns).
  case original
  /// 0.2 √max(rows, columns).
  case matchRMSAdamW = "match_rms_adamw"
  case none

  func factor(rows: Int, columns: Int) -> Double {
    switch self {
    case .original: .sqrt(max(1, Double(rows) / Double(columns)))
    case .matchRMSAdamW: 0.2 * .sqrt(Double(max(rows, columns)))
    case .none: 1
    }
  }
}

/// The orthogonalized momentum that Muon and NorMuon share.
protocol OrthogonalMomentum: GradientOptimizer {
  var momentum: Double { get }
  var nesterov: Bool { get }
  /// Whether momentum and gradient are divided by what they lack of a mean's weights.
  var biasCorrection: Bool { get }
  var orthogonalizer: Orthogonalizer { get }
  var adjustLr: RateAdjustment { get }
  var transposed: Bool { get }
  var nsSteps: Int { get }
  var nsA: Double { get }
  var nsB: Double { get }
  var nsC: Double { get }
  var epsilon: Double { get }
  var epsPlacement: NormEpsilonPlacement { get }
  var polarEps: Double { get }
}

extension OrthogonalMomentum {
  var biasCorrection: Bool { false }

  /// Throws for coefficients that make singular values between 0 and 1 grow without bound.
  func checkIteration() throws(ConfigurationError) {
    guard orthogonalizer == .newtonSchulz else { return }
    for sample in 1...32 {
      var x = Double(sample) / 32
      for _ in 0..<min(nsSteps, 64) {
        x *= nsA + nsB * x * x + nsC * x * x * x * x
        guard abs(x) > 100 else { continue }
        throw .inconsistent(
          owner: Self.card.name,
          reason: "ns_a=\(nsA),ns_b=\(nsB),ns_c=\(nsC): singular values grow beyond all bounds")
      }
    }
  }

  /// Advances the momentum in slot 0. The rows of the result are the outputs.
  func orthogonalMomentum<T: KernelScalar>(_ s: TensorStep<T>) -> MutableMatrixView<T> {
    let (m, u, share) = (s.slot(0), s.work.take(s.count), T(1 - momentum))
    let weights = weights(s)
    let (ofMean, ofGradient) = (T(weights.mean), T(weights.gradient))
    for i in 0..<s.count {
      m[i] = T(momentum) * m[i] + share * s.gradient[i]
      // This is a copy, because the iteration works in place and must not change the momentum.
      u[i] = nesterov ? ofMean * m[i] + ofGradient * s.gradient[i] : ofMean * m[i]
    }
    let matrix = outputs(s.matrix(u))
    let norm = matrix.view.norm
    switch orthogonalizer {
    case .newtonSchulz:
      NewtonSchulz(a: nsA, b: nsB, c: nsC, steps: nsSteps).orthogonalise(
        matrix, norm: epsPlacement == .clamp ? max(norm, epsilon) : norm + epsilon, work: s.work)
    case .svd: matrix.setPolarFactor(work: s.work)
    case .polarExpress:
      PolarExpress.orthogonalise(
        matrix, norm: norm, epsilon: polarEps, steps: nsSteps, work: s.work)
    }
    return matrix
  }

  /// The weights of the momentum and of the gradient in the matrix that is made orthogonal. Counter 0 is the
  /// power of μ.
  private func weights<T>(_ s: TensorStep<T>) -> (mean: Double, gradient: Double) {
    guard biasCorrection else { return nesterov ? (momentum, 1 - momentum) : (1, 0) }
    s.counters[0] *= momentum
    let power = s.counters[0]
    // The look-ahead is at the next step, so its momentum is corrected by the next power.
    return nesterov
      ? (momentum / (1 - momentum * power), (1 - momentum) / (1 - power)) : (1 / (1 - power), 0)
  }

  /// The matrix with the outputs as rows.
  func outputs<T>(_ matrix: MutableMatrixView<T>) -> MutableMatrixView<T> {
    transposed ? matrix.transposed : matrix
  }

  /// The rate's factor k.
  func rateFactor<T>(_ matrix: MutableMatrixView<T>) -> Double {
    adjustLr.factor(rows: matrix.rows, columns: matrix.columns)
  }

  /// The traits that both rules have.
  var orthogonalTraits: RuleTraits {
    let units: [String: RuleTraits.Unit] = [
      "lr": .parameter, "eps": .gradient, "polar_eps": .gradient,
      "weight_decay": .one / .parameter,
    ]
    var traits = RuleTraits(locality: .tensorWide, units: units)
    traits.degree = 0
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.decay = .decoupled("weight_decay")
    return traits
  }
}
