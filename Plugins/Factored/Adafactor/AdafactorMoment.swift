import Descent
import DescentRules

extension Adafactor {
  /// Whether a tensor's second moment is stored per row and column, not per coordinate.
  private func factors(_ tensor: Layout.Tensor) -> Bool {
    tensor.matrices.map { min($0.rows, $0.columns) >= minDimToFactor } ?? false
  }

  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] {
    let first: [TensorSlot] = beta1 > 0 ? ["first_moment"] : []
    guard factors(tensor), let shape = tensor.matrices else { return ["second_moment"] + first }
    return [
      TensorSlot("row", count: shape.count * shape.rows),
      TensorSlot("column", count: shape.count * shape.columns),
    ] + first
  }

  /// The value of ε₁ for a number type.
  private func epsilon<T: KernelScalar>(_: T.Type) -> Double {
    eps1 >= 0 ? eps1 : eps1Placement == .floor ? Double(T.ulpOfOne) : 1e-30
  }

  /// Advances the second moment and divides the gradient by its root.
  func setDirection<T: KernelScalar>(_ u: UnsafeMutableBufferPointer<T>, _ s: TensorStep<T>) {
    let (epsilon, share) = (epsilon(T.self), Double.pow(s.counters[0], beta2Decay))
    let (added, floor) = eps1Placement == .floor ? (0, epsilon) : (epsilon, 0)
    let g = s.gradient
    func square(_ i: Int) -> Double { Double(g[i]) * Double(g[i]) + added }
    func divide(_ i: Int, _ v: Double) {
      u[i] = T(quotient(Double(g[i]), sqrt(max(v, floor * floor))))
    }
    guard factors(s.tensor), let shape = s.tensor.matrices else {
      let v = s["second_moment"]
      for i in 0..<s.count {
        v[i] = T(1 - share) * v[i] + T(share * square(i))
        divide(i, Double(v[i]))
      }
      return
    }
    let moment = FactoredMoment(
      s["row"], s["column"], rows: shape.rows, columns: shape.columns)
    moment.advance(share: share, square)
    moment.forEach(floor: floor, divide)
  }

  /// The rate before it is scaled by the tensor's size.
  func rate(_ info: StepInfo, step t: Double) -> Double {
    if warmupInit { return quotient(info.rate, info.baseRate) * min(1e-6 * t, 1 / sqrt(t)) }
    return relativeStep ? min(info.rate, 1 / sqrt(t)) : info.rate
  }
}
