/// The version of the program, as people and workers are told it.
package enum ProgramVersion {
  package static let current = "0.1.0"
}
