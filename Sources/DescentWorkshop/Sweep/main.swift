import Descent
import DescentPlugins
import DescentSample
import Foundation

// Checks whether the textbook detects every small change of a built-in plugin: `DescentSweep [TYPE …]`, run
// from the root of the project. `DescentSweep --sample` draws some changes, depending on the commit. Exits
// with 1 if a change survives that is not known to be equivalent.

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
let isSample = arguments.first == "--sample"
let sweep = Sweep(
  plugins: URL(filePath: "Plugins"), workplace: workplace, only: isSample ? [] : arguments)
let all = try sweep.mutations()
let sample = isSample ? Sample.current() : nil
let names = all.map { (id: $0.id, subject: $0.subject) }
let mutations = sample.map { $0.places(150, of: names).map { all[$0] } } ?? all
let outcomes = await concurrentMap(
  count: mutations.count, concurrency: ProcessInfo.processInfo.activeProcessorCount,
  { place in Result { try sweep.outcome(mutations[place], number: place) } },
  finished: { _, done in
    guard done % 50 == 0 else { return }
    FileHandle.standardError.write(Data("sweep: \(done) of \(mutations.count) judged\n".utf8))
  })
try FileManager.default.removeItem(at: workplace)
let report = Report(
  mutations: mutations, outcomes: try outcomes.map { try $0.get() }, all: all)
exit(report.printed() ? 0 : 1)
