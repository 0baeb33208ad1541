/// What a law asks of the cases drawn for it.
package struct RuleCaseOptions: Sendable, DefaultInitializable {
  /// Which sizes tensors have.
  package enum Sizes: Sendable {
    /// One to three tensors that straddle vector widths, empty ones among them.
    case usual
    /// The same without empty tensors and with at least two coordinates in all.
    case several
    /// One tensor around 256, 512 and 1024.
    case large
    /// One tensor above the size at which the engine divides work among threads.
    case huge
    /// One tensor beyond 4,096 or 65,536, with its last chunk incomplete, of four numbers in runs.
    case vast
    /// One tensor that has several factorizations.
    case matrix
    /// One tensor of one coordinate.
    case scalar
  }

  /// Where hyperparameters are drawn from.
  package enum Hyperparameters: Sendable {
    /// The small grids with the awkward values in them.
    case grid
    /// Every other one anywhere in its interval, on a logarithmic scale.
    case anywhere
  }

  /// Which shapes tensors of these sizes have.
  package enum Shapes: Sendable {
    case vectors
    /// Half of the cases vectors, the others mixtures of vectors, matrices and tensors of three and four
    /// axes, tall, wide and square ones, with extents of 1 and, of nothing, of 0.
    case any
    /// The same without extents of 1, in which rows or columns are dead.
    case thick
    /// Tensors of two and three axes only.
    case matrices
  }

  package var sizes = Sizes.usual
  package var shapes = Shapes.any
  package var steps = 1...12
  /// The gradients that are drawn.
  package var profiles = GradientProfile.allCases
  /// The law reads traits: for a rule that declares none, only settings whose traits were discovered.
  package var needsTraits = false
  /// What was found is so widely probed that a rule which breaks the law is wrong.
  package var trustsFindings = false
  /// Every step has the same rate.
  package var hasConstantRate = false
  package var hyperparameters = Hyperparameters.grid
  package var precisions = Precision.allCases
  /// Lengths of long cases of few coordinates, one case in ten each.
  package var lengths: [Int] = []
  /// Rates may be 0 now and then.
  package var hasPauses = false
  /// Gradients, parameters and rates are scaled by powers of two, so far that the squares of gradients
  /// are still normal numbers.
  package var isExtreme = false

  /// Not a multiple of any usual width, nor one more than one: what is left over is several numbers.
  static let vastSizes = [4355, 70_003]

  package init() {}

  /// The usual options with some changed.
  package init(_ change: (inout Self) -> Void) {
    self.init()
    change(&self)
  }

  /// A length at which what waits for a thousand steps has happened.
  static let late = [1500]
  /// Lengths for laws that know every move: the longest is beyond sixteen bits.
  static let latest = [5000, 70_000]

  /// The options with some changed.
  func with(_ change: (inout Self) -> Void) -> Self {
    var options = self
    change(&options)
    return options
  }

  /// The options of a law that holds to the bit whatever the time and the rates.
  static var exact: Self {
    Self {
      $0.lengths = late
      $0.hasPauses = true
    }
  }

  /// The options of a law that reads traits.
  package static var traits: Self { Self { $0.needsTraits = true } }

  /// The options of a law about what coordinates know of each other.
  package static var locality: Self {
    Self {
      $0.needsTraits = true
      $0.trustsFindings = true
      $0.lengths = late
      $0.hasPauses = true
    }
  }
}

/// The kinds of gradients, chosen per case and not per number.
package enum GradientProfile: String, Sendable, CaseIterable {
  case normal, integers, dyadic, heavyTail, sparse, alternating, constant, repeated, impulse
  /// Log-uniform over sixty decades (twenty-four in single precision).
  case logUniform
  /// Down to the subnormal numbers.
  case tiny
  case zero
  /// Its own scale for each coordinate.
  case mixedScale
}
