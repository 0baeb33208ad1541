/// The constraints of a law on the cases drawn for it.
package struct RuleCaseOptions: Sendable, DefaultInitializable {
  /// The sizes of tensors.
  package enum Sizes: Sendable {
    /// One to three tensors with sizes around the vector widths, including empty tensors.
    case usual
    /// The same without empty tensors, with at least two coordinates in each.
    case several
    /// One tensor around 256, 512 and 1024.
    case large
    /// One tensor above the size at which the engine divides work among threads.
    case huge
    /// One tensor with more than 4,096 or 65,536 coordinates, an incomplete last chunk, and four different
    /// values in consecutive ranges.
    case vast
    /// One tensor that has several factorizations.
    case matrix
    /// One tensor of one coordinate.
    case scalar
  }

  /// The source of hyperparameter values.
  package enum Hyperparameters: Sendable {
    /// The small grids, which include awkward values.
    case grid
    /// Each number with probability ½ from its whole interval on a logarithmic scale, otherwise from the
    /// grid.
    case anywhere
  }

  /// The shapes of tensors of given sizes.
  package enum Shapes: Sendable {
    case vectors
    /// Vectors in half of the cases, otherwise mixtures of vectors, matrices and tensors with three and four
    /// axes, tall, wide and square, with extents of 1 and, in empty tensors, of 0.
    case any
    /// The same without extents of 1, along which options for rows or columns have no effect.
    case thick
    /// Tensors of two and three axes only.
    case matrices
  }

  package var sizes = Sizes.usual
  package var shapes = Shapes.any
  package var steps = 1...12
  /// The gradients that are drawn.
  package var profiles = GradientProfile.allCases
  /// Whether the law reads traits. For a rule without declared traits, only settings with discovered traits
  /// are drawn.
  package var needsTraits = false
  /// Whether the discovered traits are probed so thoroughly that a rule that breaks the law is wrong.
  package var trustsFindings = false
  /// Whether every step has the same rate.
  package var hasConstantRate = false
  package var hyperparameters = Hyperparameters.grid
  package var precisions = Precision.allCases
  /// The lengths of long cases with few coordinates; one case in ten has each length.
  package var lengths: [Int] = []
  /// Whether rates may occasionally be 0.
  package var hasPauses = false
  /// Whether gradients, parameters and rates are scaled by powers of two, which keep the squares of gradients
  /// normal numbers.
  package var isExtreme = false

  /// The sizes leave a remainder of more than one number for every usual vector width.
  static let vastSizes = [4355, 70_003]

  package init() {}

  /// The default options with some changes.
  package init(_ change: (inout Self) -> Void) {
    self.init()
    change(&self)
  }

  /// A length that exceeds any delay of a thousand steps.
  static let late = [1500]
  /// Lengths for laws that know every move; the longest exceeds 16 bits.
  static let latest = [5000, 70_000]

  /// The options with some changes.
  func with(_ change: (inout Self) -> Void) -> Self {
    var options = self
    change(&options)
    return options
  }

  /// The options of a law that holds bit for bit at all times and rates.
  static var exact: Self {
    Self {
      $0.lengths = late
      $0.hasPauses = true
    }
  }

  /// The options of a law that reads traits.
  package static var traits: Self { Self { $0.needsTraits = true } }

  /// The options of a law about interactions of coordinates.
  package static var locality: Self {
    Self {
      $0.needsTraits = true
      $0.trustsFindings = true
      $0.lengths = late
      $0.hasPauses = true
    }
  }
}

/// The kinds of gradients, chosen for a whole case and not for each number.
package enum GradientProfile: String, Sendable, CaseIterable {
  case normal, integers, dyadic, heavyTail, sparse, alternating, constant, repeated, impulse
  /// Log-uniform over sixty decades (twenty-four in single precision).
  case logUniform
  /// Down to the subnormal numbers.
  case tiny
  case zero
  /// A separate scale for each coordinate.
  case mixedScale
}
