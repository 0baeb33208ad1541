/// The details of an answer: memory of the caller to which a rule writes.
public struct StepReport<T: KernelScalar> {
  /// With ``StepAnswer/evaluated``: the objective at the new point.
  public var value = Double.nan
  /// With ``StepAnswer/evaluated``: its gradient there, one entry per parameter.
  public var gradient: UnsafeMutablePointer<T>
  /// With ``StepAnswer/stopped``: the reason.
  public var reason = StopReason.converged
  /// With ``StepAnswer/failed``: the error message.
  public var message = ""

  /// - Parameter gradient: the buffer to which a rule that evaluates the objective writes the
  ///   gradient.
  @inlinable
  public init(gradient: UnsafeMutablePointer<T>) { self.gradient = gradient }
}

/// A report with its own memory, for the owner of a kernel.
package final class ReportMemory<T: KernelScalar> {
  package let pointer: UnsafeMutablePointer<StepReport<T>>
  private let gradient: Scratch<T>

  /// - Parameter count: the number of parameters.
  package init(_ count: Int) {
    gradient = Scratch(count)
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: StepReport(gradient: gradient.pointer))
  }

  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }
}
