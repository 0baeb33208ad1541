/// The version of the program, which users see and workers receive.
package enum ProgramVersion {
  package static let current = "0.1.0"
}
