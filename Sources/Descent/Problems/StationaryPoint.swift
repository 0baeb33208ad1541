/// A point where the gradient vanishes: its kind, the Hessian there, and the source of this knowledge.
public struct StationaryPoint: Sendable, Hashable {
  /// The kind of the point.
  public enum Kind: Sendable, Hashable {
    /// The extent to which a minimum is lowest.
    public enum Extent: Sendable, Hashable {
      /// No value is lower.
      case global
      /// No value nearby is lower.
      case local
      /// The lowest known value, for a problem whose global minimum is not known.
      case bestKnown
    }

    /// A minimum.
    case minimum(Extent)
    /// One of a connected set of global minima, of this dimension.
    case minimisingSet(dimension: Int)
    /// A saddle whose Hessian has this many negative eigenvalues.
    case saddle(index: Int)
    /// A maximum.
    case maximum
    /// A point where the gradient vanishes and the Hessian is singular; nothing else is
    /// claimed.
    case degenerate

    /// A minimum with no lower value anywhere.
    public static let globalMinimum = Kind.minimum(.global)
    /// A minimum with no lower value nearby.
    public static let localMinimum = Kind.minimum(.local)

    /// Whether it is a minimum of any extent.
    public var isMinimum: Bool {
      switch self {
      case .minimum, .minimisingSet: true
      case .saddle, .maximum, .degenerate: false
      }
    }

    /// Whether no point anywhere is lower.
    public var isGlobal: Bool {
      switch self {
      case .minimum(.global), .minimisingSet: true
      default: false
      }
    }
  }

  /// The Hessian at the point.
  public enum Curvature: Sendable, Hashable {
    /// It is invertible, so the signs of its eigenvalues determine the kind.
    case regular
    /// It is singular: along its null space, higher orders decide.
    case singular(NullSpace)
    /// It is invertible, but the signs of its smallest eigenvalues cannot be determined in double
    /// precision.
    case undecided
    /// It does not exist: the function has a kink or a cusp, and no gradient either.
    case kink
  }

  /// The directions along which a Hessian vanishes.
  public struct NullSpace: Sendable, Hashable {
    /// Their dimension; nil if it is not claimed.
    public let dimension: Int?
    /// A basis, each vector with one entry per coordinate; empty if it is not claimed.
    public let basis: [[Double]]

    /// A null space of which only the existence is claimed.
    public static let unknown = NullSpace(dimension: nil, basis: [])
    /// A null space of this dimension.
    public static func ofDimension(_ dimension: Int) -> NullSpace {
      NullSpace(dimension: dimension, basis: [])
    }
    /// A null space with this basis.
    public static func spanned(by basis: [[Double]]) -> NullSpace {
      NullSpace(dimension: basis.count, basis: basis)
    }
  }

  /// The source of the knowledge about a point.
  public enum Provenance: Sendable, Hashable {
    /// Follows from the formula; the text says how.
    case closedForm(String)
    /// Computed with GSL: the value is certified to this absolute tolerance.
    case gsl(version: String, tolerance: Double)
    /// Taken from a published table, which the text names.
    case published(String)

    /// A point whose existence, uniqueness and inertia are proved by interval arithmetic; its
    /// coordinates are rounded to double precision.
    public static let krawczyk = published(
      "Krawczyk operator and interval LDLᵀ, 34 digits, rounded to double")
  }

  /// The kind of the point.
  public let kind: Kind
  /// The Hessian at the point.
  public let curvature: Curvature
  /// The position; nil if it must be found by minimizing from the problem's start at seed 0.
  public let point: [Double]?
  /// The value at the point.
  public let value: Double
  /// The source of the knowledge about the point.
  public let provenance: Provenance

  /// Creates a stationary point. The default curvature is singular if the kind implies it, and
  /// otherwise regular.
  public init(
    _ kind: Kind, curvature: Curvature? = nil, at point: [Double]?, value: Double,
    _ provenance: Provenance
  ) {
    self.kind = kind
    self.curvature = curvature ?? kind.impliedCurvature
    self.point = point
    self.value = value
    self.provenance = provenance
  }
}

extension StationaryPoint.Kind {
  fileprivate var impliedCurvature: StationaryPoint.Curvature {
    switch self {
    case .degenerate: .singular(.unknown)
    case .minimisingSet(let dimension): .singular(.ofDimension(dimension))
    default: .regular
    }
  }
}

extension StationaryPoint.Kind: CustomStringConvertible {
  public var description: String {
    switch self {
    case .minimum(.global): "global minimum"
    case .minimum(.local): "local minimum"
    case .minimum(.bestKnown): "best known minimum"
    case .minimisingSet(let dimension): "minimising set of dimension \(dimension)"
    case .saddle(let index): "saddle of index \(index)"
    case .maximum: "maximum"
    case .degenerate: "degenerate stationary point"
    }
  }
}

extension StationaryPoint.Curvature: CustomStringConvertible {
  public var description: String {
    switch self {
    case .regular: "regular Hessian"
    case .singular(let space):
      "singular Hessian" + (space.dimension.map { ", null space of dimension \($0)" } ?? "")
    case .undecided: "Hessian with eigenvalues that double precision does not decide"
    case .kink: "kink, where there is no gradient"
    }
  }
}

extension StationaryPoint.Provenance: CustomStringConvertible {
  public var description: String {
    switch self {
    case .closedForm(let how): "closed form: \(how)"
    case .gsl(let version, let tolerance): "GSL \(version), to \(tolerance)"
    case .published(let table): table
    }
  }
}
