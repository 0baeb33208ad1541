import Descent

/// The stationary points of ½ ‖UVᵀ − M‖² + ½λ (‖U‖² + ‖V‖²) for U of m × r and V of n × r, up to the
/// group that acts on (U, V). Each point keeps a set S of the singular values above λ.
///
/// At U = Σ √(σᵢ − λ) qᵢeᵀ, V = Σ √(σᵢ − λ) pᵢeᵀ, i ∈ S, with a different column e for each i,
/// the Hessian decouples into blocks of at most four coordinates:
/// - i ∈ S alone: 2(σᵢ − λ) and 2λ; two of S: positive, and once 0 (twice without a ridge);
/// - i ∈ S and j ∉ S: σᵢ ± σⱼ; i ∈ S and a row beyond min(m, n): σᵢ;
/// - an unused column and i ∈ S: 0 and 2λ; j ∉ S: λ ± σⱼ; a row beyond min(m, n): λ.
///
/// A linear change of U or V changes neither signs nor the number of zeros.
/// - Source: Eckart and Young, 1936; Baldi and Hornik, 1989; for the ridge Srebro, Rennie and Jaakkola,
///   2004 (the nuclear norm).
struct FactorizationLandscape {
  let frame: SingularFrame
  let rank: Int
  var ridge = 0.0
  /// A constant that is added to every value.
  var offset = 0.0

  /// The number of singular values that a point may keep.
  private var available: Int { frame.sigma.count { $0 > ridge } }

  var sets: [[Int]] { frame.kept(atMost: rank, ofFirst: available) }

  func value(_ kept: [Int]) -> Double {
    kept.reduce(offset + frame.rest(kept)) { $0 + ridge * frame.sigma[$1] - ridge * ridge / 2 }
  }

  private func nullity(_ kept: [Int]) -> Int {
    let (s, unused) = (kept.count, rank - kept.count)
    let level = frame.sigma.indices.count { !kept.contains($0) && frame.sigma[$0] == ridge }
    guard ridge == 0 else { return s * (s - 1) / 2 + unused * (s + level) }
    return s * s + unused * (2 * s + abs(frame.rows - frame.columns))
  }

  func point(_ kept: [Int], at point: [Double], _ how: String) -> StationaryPoint {
    let unused = rank - kept.count
    let kind: StationaryPoint.Kind
    let null = nullity(kept)
    if kept.count == min(rank, available), frame.overtaken(kept) == 0 {
      // The minimizers are a manifold, unless a value that equals the ridge makes f quartic across.
      kind =
        null == 0 || ridge > 0 && frame.sigma.contains(ridge)
        ? .globalMinimum : .minimisingSet(dimension: null)
    } else {
      kind = .saddle(index: frame.overtaken(kept) + unused * (available - kept.count))
    }
    return StationaryPoint(
      kind, curvature: null == 0 ? .regular : .singular(.ofDimension(null)), at: point,
      value: value(kept), .closedForm(how))
  }
}
