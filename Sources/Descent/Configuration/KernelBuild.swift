import CDescentMath

/// Build settings of this kernel that a plugin must match.
package enum KernelBuild {
  /// The width in bits of the vectors that the kernel's own code uses. A plugin compiled for
  /// another width might pass vectors in other registers.
  package static var vectorBits: Int { Int(descent_vector_bits()) }
}
