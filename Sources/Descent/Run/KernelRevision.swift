/// The revision of the kernel's numerics. It is raised with each change of the kernel that alters the
/// trajectory of a run (CHANGELOG, *Numerics*), so that a checkpoint can be resumed only by a kernel that
/// continues it exactly.
package enum KernelRevision {
  package static let current = 1
}
