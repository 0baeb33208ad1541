/// The arguments of one step: pointers into buffers that the caller owns, and a few numbers.
public struct StepArguments<T: KernelScalar> {
  /// `n` parameters, updated in place.
  public var parameters: UnsafeMutablePointer<T>
  /// `n` gradient entries; never written.
  public var gradient: UnsafePointer<T>
  /// The state's buffers, concatenated as in its ``StateLayout``.
  public var buffers: UnsafeMutablePointer<T>
  /// The state's scalars, always in double precision.
  public var scalars: UnsafeMutablePointer<Double>
  /// The learning rate of this step.
  public var rate: Double
  /// The number of examples behind this gradient (1 where there are none).
  public var weight: Double
  /// Whether an accumulation window must close now, full or not: the end of a pass over the data.
  public var closesWindow: Bool
  /// For each tensor of the layout, whether it has a gradient; nil if all have.
  public var present: UnsafePointer<Bool>?
  /// The objective at the parameters; NaN if the caller does not know it. With accumulation,
  /// the weighted mean over the window.
  public var value: Double
  /// The number of this step, from 1, for a rule whose ``Optimizer/needs`` contain ``Needs/step``; 0
  /// for others. It is a scalar of the state, so assigning an earlier state resets it, and a stage
  /// that withholds an update does not advance it.
  public var step: Int
  /// The seed of the run.
  public var seed: UInt64
  /// The learning rate before the schedule.
  public var baseRate: Double
  /// The largest number of updates of the run; nil if unknown.
  public var horizon: Int?
  /// The memory to which a rule writes the details of its answer.
  public var report: UnsafeMutablePointer<StepReport<T>>

  /// Creates the arguments of a step.
  @inlinable
  public init(
    parameters: UnsafeMutablePointer<T>, gradient: UnsafePointer<T>,
    buffers: UnsafeMutablePointer<T>, scalars: UnsafeMutablePointer<Double>, rate: Double,
    weight: Double = 1, closesWindow: Bool = false, present: UnsafePointer<Bool>? = nil,
    value: Double = .nan, seed: UInt64 = 0, baseRate: Double? = nil, horizon: Int? = nil,
    report: UnsafeMutablePointer<StepReport<T>>
  ) {
    self.parameters = parameters
    self.gradient = gradient
    self.buffers = buffers
    self.scalars = scalars
    self.rate = rate
    self.weight = weight
    self.closesWindow = closesWindow
    self.present = present
    self.value = value
    step = 0
    self.seed = seed
    self.baseRate = baseRate ?? rate
    self.horizon = horizon
    self.report = report
  }

  /// Whether a tensor of the layout has a gradient in this step.
  @inlinable
  public func hasGradient(_ tensor: Int) -> Bool { present?[tensor] ?? true }
}
