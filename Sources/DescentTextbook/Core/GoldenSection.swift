import Descent

extension Laboratory {
  /// The minimizer of a unimodal function between `low` and `high`, by golden-section search.
  public func minimized(
    _ low: Double, _ high: Double, tolerance: Double = 1e-12, _ f: (Double) throws -> Double
  ) rethrows -> Double {
    let ratio = (Double.sqrt(5) - 1) / 2
    var (a, b) = (low, high)
    var (c, d) = (b - ratio * (b - a), a + ratio * (b - a))
    var (fc, fd) = (try f(c), try f(d))
    while b - a > tolerance * abs(a + b) {
      if fc < fd {
        (b, d, fd) = (d, c, fc)
        c = b - ratio * (b - a)
        fc = try f(c)
      } else {
        (a, c, fc) = (c, d, fd)
        d = a + ratio * (b - a)
        fd = try f(d)
      }
    }
    return (a + b) / 2
  }
}
