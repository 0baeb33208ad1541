import DescentCatalog
import Foundation

// Guards the speed without a clock: `DescentGuard RELEASE_PROGRAM`. Exits with 1 if a check fails, and with 2
// if a check is impossible.

let arguments = Array(CommandLine.arguments.dropFirst())
let own = CommandLine.arguments[0]
do {
  if arguments.first == "work" {
    try doWork(Array(arguments.dropFirst()))
    exit(0)
  }
  guard let program = arguments.first else { throw GuardError("which release program?") }
  var verdict = Verdict()
  try AllocationGuard.check(&verdict)
  try VectorGuard.check(
    &verdict, program: program, own: own, rules: Catalog.coordinatewiseRules)
  try InstructionGuard(own: own).check(&verdict)
  print("guard: \(verdict.passes) checks passed, \(verdict.failures) failed")
  exit(verdict.failures == 0 ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("guard: \(error)\n".utf8))
  exit(2)
}
