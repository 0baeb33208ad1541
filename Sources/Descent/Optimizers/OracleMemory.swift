/// What the steps of an ``OracleOptimizer`` share: work memory, and the order of the tensors' names.
@usableFromInline
struct OracleMemory<T: KernelScalar> {
  @usableFromInline let work = WorkMemory<T>()
  @usableFromInline let wide = WorkMemory<Double>()
  @usableFromInline let tensorsByName: [Int]

  @usableFromInline
  init(_ layout: Layout) {
    tensorsByName = layout.tensors.indices.sorted {
      layout.tensors[$0].name < layout.tensors[$1].name
    }
  }

  /// Takes back what the last step had.
  @usableFromInline
  func reset() {
    work.reset()
    wide.reset()
  }
}
