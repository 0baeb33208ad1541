/// A point where the gradient vanishes, and how that is known.
public struct StationaryPoint: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case globalMinimum
    case localMinimum
    /// A saddle whose Hessian has this many negative eigenvalues.
    case saddle(index: Int)
    case maximum
    /// The Hessian is singular and does not decide.
    case degenerate

    public var isMinimum: Bool { self == .globalMinimum || self == .localMinimum }
  }

  public enum Provenance: Sendable, Hashable {
    /// Follows from the formula; the text says how.
    case closedForm(String)
    /// Computed with GSL: the value is certified to this absolute tolerance.
    case gsl(version: String, tolerance: Double)
    /// Taken from a published table; the text says which.
    case published(String)
  }

  public let kind: Kind
  /// Where it is; nil if it is found again by minimising from the problem's start at seed 0.
  public let point: [Double]?
  /// The value of the problem there.
  public let value: Double
  public let provenance: Provenance

  public init(_ kind: Kind, at point: [Double]?, value: Double, _ provenance: Provenance) {
    self.kind = kind
    self.point = point
    self.value = value
    self.provenance = provenance
  }
}

extension StationaryPoint.Kind: CustomStringConvertible {
  public var description: String {
    switch self {
    case .globalMinimum: "global minimum"
    case .localMinimum: "local minimum"
    case .saddle(let index): "saddle of index \(index)"
    case .maximum: "maximum"
    case .degenerate: "degenerate stationary point"
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
