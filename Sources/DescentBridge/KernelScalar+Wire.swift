import Descent

extension KernelScalar {
  /// What the protocol calls numbers of this type.
  static var wireName: String { MemoryLayout<Self>.size == 8 ? "float64" : "float32" }
}
