/// Data shared by all steps of an ``OracleOptimizer``: work memory, and the tensors in the order of
/// their names.
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

  /// Releases the work memory of the last step.
  @usableFromInline
  func reset() {
    work.reset()
    wide.reset()
  }
}
