import Foundation
import Testing

/// A damaged cache of compiled plugins is rebuilt, or refused in one line.
@Suite("The plugin cache") struct PluginCacheTests {
  private static let line = "run --problem rosenbrock --optimizer Rule.swift --steps 50 --json"

  /// The result of the rule, without the time.
  private func answer(_ result: Invocation) -> String {
    result.output.split(separator: "\n").filter { !$0.contains("seconds") }.joined(separator: "\n")
  }

  /// A folder with a rule and its own cache that holds the library, and the right answer.
  private func prepared() throws -> (place: Workplace, cache: [String: String], right: String) {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Rule.swift")
    let cache = ["DESCENT_CACHE": try Program.emptyCache(in: place)]
    let first = try Program.run(Self.line, in: place, environment: cache)
    try #require(first.status == 0, "\(first.errors)")
    return (place, cache, answer(first))
  }

  private func files(_ place: Workplace, _ ending: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: place["cache"])?.allObjects as? [String] ?? []
    return all.filter { $0.hasSuffix(ending) }.map { place["cache/" + $0] }
  }

  enum Damage: String, CaseIterable {
    case empty, truncated, flipped, zeros, machine, directory, pipe, gone
  }

  @Test(
    "A damaged library is compiled again, and the answer is the same", arguments: Damage.allCases)
  func library(_ damage: Damage) throws {
    let (place, cache, right) = try prepared()
    let library = try #require(files(place, ".so").first)
    var bytes = try Array(Data(contentsOf: URL(filePath: library)))
    switch damage {
    case .empty: bytes = []
    case .truncated: bytes.removeLast(bytes.count / 2)
    case .flipped: for place in stride(from: 100, to: bytes.count, by: 997) { bytes[place] ^= 4 }
    case .zeros: for place in bytes.count / 2..<bytes.count * 3 / 4 { bytes[place] = 0 }
    // The ELF header's machine.
    case .machine: bytes[18] = 0xB7
    case .directory, .pipe, .gone: break
    }
    try FileManager.default.removeItem(atPath: library)
    switch damage {
    case .directory:
      try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
    case .pipe: mkfifo(library, 0o600)
    case .gone: break
    default: try Data(bytes).write(to: URL(filePath: library))
    }
    let again = try Program.run(Self.line, in: place, environment: cache)
    #expect(again.status == 0 && again.errors.isEmpty, "\(again.errors)")
    #expect(answer(again) == right)
  }

  /// Every changed byte of the code must be detected, because a rule that is nearly right would run.
  @Test("No single flipped bit goes unseen") func bits() throws {
    let (place, cache, right) = try prepared()
    for round in 0..<6 {
      let library = try #require(files(place, ".so").first)
      var bytes = try Array(Data(contentsOf: URL(filePath: library)))
      bytes[(round * 7919 + 4096) % bytes.count] ^= 1 << UInt8(round)
      try Data(bytes).write(to: URL(filePath: library))
      let again = try Program.run(Self.line, in: place, environment: cache)
      #expect(again.status == 0 && again.errors.isEmpty && answer(again) == right)
      let made = try #require(files(place, ".so").first)
      #expect(try Array(Data(contentsOf: URL(filePath: made))) != bytes)
    }
  }

  @Test("The compiler's module cache may be damaged, too", arguments: Damage.allCases)
  func modules(_ damage: Damage) throws {
    let (place, cache, _) = try prepared()
    for file in files(place, ".pcm") {
      var bytes = try Array(Data(contentsOf: URL(filePath: file)))
      switch damage {
      case .empty, .gone: bytes = []
      case .truncated: bytes.removeLast(bytes.count / 2)
      case .machine: bytes[0] ^= 1
      default: for place in stride(from: 0, to: bytes.count, by: 97) { bytes[place] ^= 16 }
      }
      try FileManager.default.removeItem(atPath: file)
      switch damage {
      case .directory:
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
      case .pipe: mkfifo(file, 0o600)
      case .gone: break
      default: try Data(bytes).write(to: URL(filePath: file))
      }
    }
    // Change the content, so that the file is compiled again.
    try place.write(PluginSource.lion + "// again\n", to: "Rule.swift")
    var limited = cache
    limited["DESCENT_COMPILE_LIMIT"] = "60"
    let again = try Program.run(Self.line, in: place, environment: limited)
    #expect(again.status == 0 && again.errors.isEmpty, "\(again.errors)")
  }

  @Test(
    "An unusable cache is refused in one line",
    arguments: ["/dev/null", "/proc/none", "Rule.swift"])
  func unusable(_ folder: String) throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Rule.swift")
    let result = try Program.run(Self.line, in: place, environment: ["DESCENT_CACHE": folder])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("descent: Rule.swift cannot be compiled: \(folder)"))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }
}
