/// Facts about the rule that trial runs found out.
extension WorkerHost {
  /// Whether the rounding of results does not depend on the size of a tensor.
  package var isExact: Bool {
    get { handshake.capabilities.exact && memory.withLock { $0.isExact } }
    set { memory.withLock { $0.isExact = newValue } }
  }

  /// The duration of a step on a few numbers, in seconds, if it was measured.
  package var secondsPerStep: Double? {
    get { memory.withLock { $0.secondsPerStep } }
    set { memory.withLock { $0.secondsPerStep = newValue } }
  }

  /// The reason why the rule takes no tensors of the shapes that laws use; nil if it takes some.
  package var refusal: String? {
    get { memory.withLock { $0.refusal } }
    set { memory.withLock { $0.refusal = newValue } }
  }

  /// Whether the rule overwrites the gradients with zeros.
  package var zeroesGradients: Bool {
    get { memory.withLock { $0.zeroesGradients } }
    set { memory.withLock { $0.zeroesGradients = newValue } }
  }

  /// Whether tensors of one number may have no axes.
  package var takesScalars: Bool {
    get { memory.withLock { $0.takesScalars } }
    set { memory.withLock { $0.takesScalars = newValue } }
  }

  /// Whether cases may have empty tensors.
  package var takesEmptyTensors: Bool {
    get { memory.withLock { $0.takesEmptyTensors } }
    set { memory.withLock { $0.takesEmptyTensors = newValue } }
  }
}
