/// The revision of what the kernel makes of a configuration: raised with each change of the kernel that
/// alters the trajectory of a run (CHANGELOG, *Numerics*), so that a run goes on only where it ends as if
/// it had never stopped.
package enum KernelRevision {
  package static let current = 1
}
