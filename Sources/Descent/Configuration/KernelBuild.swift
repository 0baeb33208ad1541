import CDescentMath

/// How this kernel was compiled, as far as a plugin must follow.
package enum KernelBuild {
  /// The width in bits of the vectors that the kernel's own code uses. A plugin compiled for others
  /// might pass vectors in other registers.
  package static var vectorBits: Int { Int(descent_vector_bits()) }
}
