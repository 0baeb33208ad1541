import Foundation

/// Times named works on request, so that another program can alternate its own works with them. A request is
/// a line `NAME SECONDS`; the answer is a line with the nanoseconds per unit. Works stay prepared between
/// requests.
///
/// Names: `engine/RULE/N/THREADS`, `traffic/RULE/N/THREADS` (the bare traffic of that rule),
/// `rosenbrock/run`, `rosenbrock/command`, `rosenbrock/c`, `perceptron/WIDTHS/THREADS`,
/// `race/INDEX/CORES`, `bare/CORES`. `forget` frees everything prepared.
enum Server {
  static func serve() throws {
    var works: [String: Work] = [:]
    while let request = readLine() {
      if request == "forget" {
        works = [:]
        print("0")
      } else {
        let words = request.split(separator: " ")
        guard words.count == 2, let seconds = Double(words[1]) else {
          throw BenchError("a request is NAME SECONDS, not '\(request)'")
        }
        let name = String(words[0])
        let work = try works[name] ?? prepare(name)
        works[name] = work
        print(try timeOnce(work, seconds: seconds))
      }
      fflush(nil)
    }
  }

  private static func prepare(_ name: String) throws -> Work {
    let parts = name.split(separator: "/").map(String.init)
    switch (parts[0], parts.count) {
    case ("engine", 4):
      return try EngineBench.works(parts[1], integer(parts[2]), threads: integer(parts[3]))[0]
    case ("traffic", 4):
      return try EngineBench.works(parts[1], integer(parts[2]), threads: integer(parts[3]))[1]
    case ("rosenbrock", 2):
      switch parts[1] {
      case "run": return RosenbrockBench.descent(trace: 1)
      case "command": return CommandBench.rosenbrock()
      case "c": return RosenbrockBench.reference(trace: true)
      default: break
      }
    case ("perceptron", 3):
      if let bench = PerceptronBench.all.first(where: { $0.name == parts[1] }) {
        return try bench.work(threads: integer(parts[2]))
      }
    case ("bare", 2): return RaceBench.bare(cores: try integer(parts[1]))
    case ("laws", 2): return try LawBench.work(cores: integer(parts[1]))
    case ("race", 3):
      return try RaceBench.work(integer(parts[1]), cores: integer(parts[2]))
    default: break
    }
    throw BenchError("no work is called \(name)")
  }

  private static func integer(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw BenchError("'\(text)' is not a whole number") }
    return number
  }
}
