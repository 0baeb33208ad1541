/// A read-only view of one tensor in the caller's memory: entry `i` is at `base[i · stride]`.
///
/// A view does not own its memory. It is valid as long as the pointer it was made from: within
/// `withUnsafeBufferPointer`, or while the caller keeps the memory.
public struct TensorView<T: KernelScalar> {
  /// The address of entry 0; nil only if there are no entries.
  public let base: UnsafePointer<T>?
  /// The number of entries.
  public let count: Int
  /// The distance between neighbouring entries, in entries; negative to go backwards.
  public let stride: Int

  /// - Precondition: `count` is not negative, and 0 if there is no base.
  public init(_ base: UnsafePointer<T>?, count: Int, stride: Int = 1) {
    precondition(count >= 0 && (base != nil || count == 0), "a view of \(count) entries")
    self.base = base
    self.count = count
    self.stride = stride
  }

  /// All of a buffer.
  public init(_ buffer: UnsafeBufferPointer<T>) {
    self.init(buffer.baseAddress, count: buffer.count)
  }

  /// A slice of a buffer, which may start at any index.
  public init(_ window: Slice<UnsafeBufferPointer<T>>) {
    self.init(UnsafeBufferPointer(rebasing: window))
  }

  /// An entry, counted from 0 in row-major order.
  public subscript(i: Int) -> T {
    precondition(i >= 0 && i < count, "entry \(i) of \(count)")
    return base![i * stride]
  }
}

/// A mutable view of one tensor in the caller's memory; see ``TensorView``.
public struct MutableTensorView<T: KernelScalar> {
  /// The address of entry 0; nil only if there are no entries.
  public let base: UnsafeMutablePointer<T>?
  /// The number of entries.
  public let count: Int
  /// The distance between neighbouring entries, in entries; negative to go backwards.
  public let stride: Int

  /// - Precondition: `count` is not negative, and 0 if there is no base; `stride` is not 0 if
  ///   there are several entries.
  public init(_ base: UnsafeMutablePointer<T>?, count: Int, stride: Int = 1) {
    precondition(count >= 0 && (base != nil || count == 0), "a view of \(count) entries")
    precondition(stride != 0 || count <= 1, "\(count) entries in one place")
    self.base = base
    self.count = count
    self.stride = stride
  }

  /// All of a buffer.
  public init(_ buffer: UnsafeMutableBufferPointer<T>) {
    self.init(buffer.baseAddress, count: buffer.count)
  }

  /// A slice of a buffer, which may start at any index.
  public init(_ window: Slice<UnsafeMutableBufferPointer<T>>) {
    self.init(UnsafeMutableBufferPointer(rebasing: window))
  }

  /// An entry, counted from 0 in row-major order.
  public subscript(i: Int) -> T {
    get {
      precondition(i >= 0 && i < count, "entry \(i) of \(count)")
      return base![i * stride]
    }
    nonmutating set {
      precondition(i >= 0 && i < count, "entry \(i) of \(count)")
      base![i * stride] = newValue
    }
  }
}

extension Stepper {
  /// Takes one step on parameters in the caller's memory, with one view per tensor, which may be
  /// strided and in any order in memory.
  ///
  /// ```swift
  /// weights.withUnsafeMutableBufferPointer { x in
  ///   gradient.withUnsafeBufferPointer { g in
  ///     stepper.step([MutableTensorView(x[8..<24])], gradients: [TensorView(g)])
  ///   }
  /// }
  /// ```
  /// Tensors that are contiguous in memory are stepped in place. Others are gathered, stepped by
  /// the same kernel and copied back, so the result is the same bit for bit. Nothing outside the
  /// views is read or written, and a tensor without a gradient is not touched.
  /// - Parameters:
  ///   - parameters: one view for each tensor of the layout, in its order; views do not overlap.
  ///   - gradients: the gradient of each tensor, or nil if it has none.
  ///   - rate: the learning rate; by default, the optimizer's own.
  ///   - weight: the number of examples behind the gradient.
  ///   - closesWindow: whether an accumulation window must close with this gradient.
  ///   - value: the value of the objective, for rules that need it.
  ///   - oracle: evaluates the objective, for rules that need evaluations.
  /// - Returns: the outcome of the step.
  /// - Precondition: every view has as many entries as its tensor.
  @discardableResult
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func step(
    _ parameters: [MutableTensorView<T>], gradients: [TensorView<T>?], rate: Double? = nil,
    weight: Double = 1, closesWindow: Bool = false, value: Double = .nan,
    oracle: Oracle<T>? = nil
  ) -> StepAnswer {
    let tensors = layout.tensors
    precondition(
      parameters.count == tensors.count && gradients.count == tensors.count,
      "\(parameters.count) parameters, \(gradients.count) gradients for \(tensors.count) tensors")
    for (tensor, (x, g)) in zip(tensors, zip(parameters, gradients)) {
      precondition(
        x.count == tensor.count && (g?.count ?? x.count) == tensor.count,
        "\(tensor.name) has \(tensor.count) entries, not \(x.count) and \(g?.count ?? x.count)")
    }
    if let x = contiguous(parameters), let g = contiguous(gradients) {
      return step(
        at: x, gradient: g, rate: rate, present: nil, weight: weight, closesWindow: closesWindow,
        value: value, oracle: oracle)
    }
    var x = [T](repeating: 0, count: layout.count)
    var g = x
    for (index, tensor) in tensors.enumerated() {
      guard let gradient = gradients[index] else { continue }
      for i in 0..<tensor.count {
        x[tensor.offset + i] = parameters[index].base![i * parameters[index].stride]
        g[tensor.offset + i] = gradient.base![i * gradient.stride]
      }
    }
    let present = gradients.map { $0 != nil }
    let answer = step(
      &x, gradient: g, rate: rate, present: present.allSatisfy(\.self) ? nil : present,
      weight: weight, closesWindow: closesWindow, value: value, oracle: oracle)
    for (index, tensor) in tensors.enumerated() where present[index] {
      let view = parameters[index]
      for i in 0..<tensor.count { view.base![i * view.stride] = x[tensor.offset + i] }
    }
    return answer
  }

  /// The address of the first parameter, if the views are contiguous.
  private func contiguous(_ views: [MutableTensorView<T>]) -> UnsafeMutablePointer<T>? {
    contiguous(views.map { TensorView($0.base, count: $0.count, stride: $0.stride) }).map {
      UnsafeMutablePointer(mutating: $0)
    }
  }

  /// The address of the first gradient entry, if the views are contiguous and none is missing.
  private func contiguous(_ views: [TensorView<T>?]) -> UnsafePointer<T>? {
    var start: UnsafePointer<T>?
    for (view, tensor) in zip(views, layout.tensors) {
      guard let view else { return nil }
      if view.count == 0 { continue }
      guard let base = view.base, view.stride == 1 || view.count == 1 else { return nil }
      if let start, start + tensor.offset != base { return nil }
      if start == nil { start = base }
    }
    return start
  }
}
