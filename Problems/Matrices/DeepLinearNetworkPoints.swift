import Descent

extension DeepLinearNetwork {
  /// One point for each set S of singular values that a stationary point can keep. Each value
  /// has its own channel, with σ^{1/L} in every layer.
  ///
  /// The Hessian there has, for i ∈ S and j ∉ S, the eigenvalues σᵢ^{(L−2)/L} (σᵢ ± σⱼ), and its rank on
  /// the used channels is that of the manifold of matrices of rank s, s(m + n − s). Unused channels have
  /// ±σⱼ with two layers and no curvature with more: A point that keeps the largest values, but fewer
  /// than the width, is then a saddle without a negative eigenvalue.
  public var stationaryPoints: [StationaryPoint] {
    let frame = frame
    return frame.kept(atMost: width, ofFirst: frame.sigma.count).map { point(frame, $0) }
  }

  private func point(_ frame: SingularFrame, _ kept: [Int]) -> StationaryPoint {
    var x = [Double](repeating: 0, count: layout.count)
    for (channel, k) in kept.enumerated() {
      let size = Double.pow(frame.sigma[k], 1 / Double(depth))
      for (j, entry) in frame.right(k).enumerated() { x[channel * inputs + j] = size * entry }
      for layer in 1..<(depth - 1) {
        x[width * inputs + (layer - 1) * width * width + channel * (width + 1)] = size
      }
      let last = layout.count - outputs * width
      for (i, entry) in frame.left(k).enumerated() { x[last + i * width + channel] = size * entry }
    }
    let (s, p) = (kept.count, frame.sigma.count)
    // With two layers each unused channel has a direction of negative curvature for every
    // singular value that is not kept.
    let unused = depth == 2 ? (width - s) * (p - s) : 0
    let null = layout.count - s * (outputs + inputs - s) - 2 * unused
    let isMinimum = s == min(width, p) && frame.overtaken(kept) == 0
    return StationaryPoint(
      isMinimum
        ? .minimisingSet(dimension: null) : .saddle(index: frame.overtaken(kept) + unused),
      curvature: null == 0 ? .regular : .singular(.ofDimension(null)), at: x,
      value: frame.rest(kept),
      .closedForm("keeps the singular values \(kept.map { frame.sigma[$0] })"))
  }
}
