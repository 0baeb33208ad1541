import Descent
import DescentPlugins
import Foundation

// Whether the textbook sees every small change of a built-in plugin: `DescentSweep [TYPE …]`, run from
// the root of the project. Exit 1 if a change that is not known to change nothing survives.

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "judge", arguments.count == 2 {
  do {
    guard let id = try await Judge.firstFailure(of: arguments[1]) else { exit(0) }
    print(id)
    exit(1)
  } catch {
    exit(2)
  }
}

let workplace = FileManager.default.temporaryDirectory.appending(
  path: "descent-sweep-\(ProcessInfo.processInfo.processIdentifier)")
try FileManager.default.createDirectory(at: workplace, withIntermediateDirectories: true)
let sweep = Sweep(
  plugins: URL(filePath: "Plugins"), workplace: workplace, only: arguments)
let mutations = try sweep.mutations()
let outcomes = await concurrentMap(
  count: mutations.count, concurrency: ProcessInfo.processInfo.activeProcessorCount,
  { place in Result { try sweep.outcome(mutations[place], number: place) } },
  finished: { _, done in
    guard done % 50 == 0 else { return }
    FileHandle.standardError.write(Data("sweep: \(done) of \(mutations.count) judged\n".utf8))
  })
try FileManager.default.removeItem(at: workplace)
exit(try Report(mutations: mutations, outcomes: outcomes.map { try $0.get() }).printed() ? 0 : 1)
