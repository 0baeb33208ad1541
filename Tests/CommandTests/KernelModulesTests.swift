import DescentPlugins
import Foundation
import Testing

/// The search for the modules of a plugin, and the identity of a kernel.
@Suite("The search for the kernel's modules") struct KernelModulesTests {
  private func write(_ text: String, _ path: String, in place: Workplace, age: Double) throws {
    let url = URL(filePath: place[path])
    let manager = FileManager.default
    try manager.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    try manager.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1e9 - age)], ofItemAtPath: url.path)
  }

  /// A build folder with a module of this age in seconds, beside a program that is 10 s old.
  private func buildFolder(module text: String, age: Double) throws -> Workplace {
    let place = try Workplace()
    try write("program", "b/t/debug/descent", in: place, age: 10)
    try write(text, "b/t/debug/Modules/Descent.swiftmodule", in: place, age: age)
    try write("matrices", "b/t/debug/Modules/DescentMatrix.swiftmodule", in: place, age: 30)
    for header in ["CDescentMath", "CDescentMatrix"] {
      try write("map", "b/t/debug/\(header).build/module.modulemap", in: place, age: age)
    }
    let shims = "b/checkouts/swift-numerics/Sources/_NumericsShims/include/module.modulemap"
    try write("map", shims, in: place, age: age)
    return place
  }

  private func find(_ place: Workplace, _ program: String) throws -> KernelModules {
    try KernelModules.find(for: "rule.swift", program: place[program])
  }

  @Test("Another module is another kernel, the same one is the same") func identity() throws {
    let first = try buildFolder(module: "one", age: 20)
    let again = try buildFolder(module: "one", age: 30)
    let other = try buildFolder(module: "two", age: 20)
    let identities = try [first, again, other].map { try find($0, "b/t/debug/descent").identity }
    #expect(identities[0] == identities[1])
    #expect(identities[0] != identities[2])
  }

  @Test("Other matrix operations are another kernel, too") func matrices() throws {
    let place = try buildFolder(module: "one", age: 20)
    let before = try find(place, "b/t/debug/descent").identity
    try write("others", "b/t/debug/Modules/DescentMatrix.swiftmodule", in: place, age: 30)
    #expect(try find(place, "b/t/debug/descent").identity != before)
  }

  @Test("A program that is older than the modules beside it is named") func stale() throws {
    let place = try buildFolder(module: "one", age: 5)
    #expect(
      throws: PluginError.staleProgram(path: "rule.swift", program: place["b/t/debug/descent"])
    ) { try find(place, "b/t/debug/descent") }
  }

  @Test("An installed program has its modules in lib, with any times") func installed() throws {
    let place = try Workplace()
    try write("program", "bin/descent", in: place, age: 10)
    try write("one", "lib/descent/Modules/Descent.swiftmodule", in: place, age: 5)
    try write("matrices", "lib/descent/Modules/DescentMatrix.swiftmodule", in: place, age: 5)
    try write("map", "lib/descent/CDescentMath/module.modulemap", in: place, age: 5)
    try write("map", "lib/descent/CDescentMatrix/module.modulemap", in: place, age: 5)
    try write("map", "lib/descent/_NumericsShims/module.modulemap", in: place, age: 5)
    let modules = try find(place, "bin/descent")
    #expect(modules.folder.hasSuffix("lib/descent/Modules"))
    #expect(modules.moduleMaps.count == 3)
  }

  @Test("If there are no modules, the searched folders are named") func none() throws {
    let place = try Workplace()
    try write("program", "bin/descent", in: place, age: 10)
    do {
      _ = try find(place, "bin/descent")
      Issue.record("modules were found")
    } catch PluginError.noModules(let path, let places) {
      #expect(path == "rule.swift" && places.count == 2)
    }
  }
}
