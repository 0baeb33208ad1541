import DescentCommand
import Foundation

/// The public symbols of a module, as reported by the compiler.
struct SymbolGraph {
  struct Symbol: Decodable {
    struct Kind: Decodable { let identifier: String }
    struct Identifier: Decodable { let precise: String }
    struct Comment: Decodable {}
    struct Location: Decodable { let uri: String }

    let kind: Kind
    let identifier: Identifier
    let pathComponents: [String]
    let docComment: Comment?
    let location: Location?

    var text: String {
      let file = location.flatMap { URL(string: $0.uri)?.lastPathComponent } ?? "-"
      return "\(pathComponents.joined(separator: ".")) (\(file))"
    }
  }

  /// A relationship between two symbols.
  private struct Relationship: Decodable {
    let kind: String
    let source: String
    let target: String
  }

  private struct File: Decodable {
    let symbols: [Symbol]
    let relationships: [Relationship]
  }

  /// The symbols, without those that begin with an underscore, which are not for users.
  let symbols: [Symbol]
  private let fulfilling: Set<String>

  var typeCount: Int {
    symbols.count {
      ["swift.struct", "swift.class", "swift.enum", "swift.protocol"].contains($0.kind.identifier)
    }
  }

  /// The symbols without a comment that do not implement a requirement, because a requirement has its own
  /// comment.
  var undocumented: [Symbol] {
    symbols.filter { $0.docComment == nil && !fulfilling.contains($0.identifier.precise) }
  }

  /// Extracts a module's graph.
  /// - Throws: ``Failure`` if the compiler cannot read the module.
  init(of module: String, build: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "symbols-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let words =
      [
        "symbolgraph-extract", "-module-name", module, "-I", build + "/Modules",
        "-minimum-access-level", "public", "-skip-synthesized-members", "-target",
        try Self.target(), "-output-dir", folder.path(percentEncoded: false),
      ] + Self.moduleMaps(build)
    guard try Self.swift(words) != nil else {
      throw Failure.usage("the compiler cannot read the module \(module)", next: "make build")
    }
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let graphs = try files.map { try JSONDecoder().decode(File.self, from: Data(contentsOf: $0)) }
    symbols = graphs.flatMap(\.symbols).filter { symbol in
      !symbol.pathComponents.contains { $0.hasPrefix("_") }
    }
    // Default implementations, overrides, and members that a conformance requires by name.
    let relationships = graphs.flatMap(\.relationships)
    let named = relationships.filter { ["defaultImplementationOf", "overrides"].contains($0.kind) }
    fulfilling = Self.witnesses(symbols, relationships).union(named.map(\.source))
  }

  /// The members with the name of a requirement of a protocol that their type conforms to, in this module or
  /// the standard library. The requirement documents them.
  private static func witnesses(_ symbols: [Symbol], _ relationships: [Relationship]) -> Set<String>
  {
    let names = Dictionary(
      symbols.map { ($0.identifier.precise, $0.pathComponents.last ?? "") },
      uniquingKeysWith: { a, _ in a })
    var requirements: [String: Set<String>] = [:]
    for relation in relationships where relation.kind == "requirementOf" {
      requirements[relation.target, default: []].insert(names[relation.source] ?? "")
    }
    var owed: [String: Set<String>] = [:]
    for relation in relationships
    where relation.kind == "conformsTo" || relation.kind == "inheritsFrom" {
      owed[relation.source, default: []].formUnion(requirements[relation.target] ?? Self.standard)
    }
    return Set(
      relationships.filter { relation in
        relation.kind == "memberOf"
          && owed[relation.target]?.contains(names[relation.source] ?? "") == true
      }.map(\.source))
  }

  /// The requirements of the standard library's protocols.
  private static let standard: Set<String> = [
    "description", "debugDescription", "hash(into:)", "==(_:_:)", "<(_:_:)", "rawValue",
    "init(rawValue:)",
    "id", "errorDescription", "startIndex", "endIndex", "subscript(_:)", "index(after:)", "next()",
    "makeIterator()", "encode(to:)", "init(from:)", "init(arrayLiteral:)", "init(stringLiteral:)",
    "init(integerLiteral:)", "init(floatLiteral:)", "magnitude", "zero", "allCases", "wrappedValue",
  ]

  private static func moduleMaps(_ build: String) -> [String] {
    var maps = [".build/checkouts/swift-numerics/Sources/_NumericsShims/include/module.modulemap"]
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: build)) ?? []
    maps += folders.filter { $0.hasPrefix("C") && $0.hasSuffix(".build") }
      .map { "\(build)/\($0)/module.modulemap" }
    return maps.filter { FileManager.default.fileExists(atPath: $0) }.flatMap {
      ["-Xcc", "-fmodule-map-file=\($0)"]
    } + ["-I", "Sources/CGSL", "-I", "Sources/CZlib", "-I", "Sources/COpenBLAS"]
  }

  /// The machine's target triple, as the compiler names it.
  private static func target() throws -> String {
    struct Information: Decodable {
      struct Target: Decodable { let triple: String }
      let target: Target
    }
    guard let answer = try swift(["-print-target-info"]) else {
      throw Failure.usage("there is no Swift compiler", next: "put swift on the path")
    }
    return try JSONDecoder().decode(Information.self, from: answer).target.triple
  }

  /// The output of the compiler's driver; nil if it fails.
  private static func swift(_ words: [String]) throws -> Data? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["swift"] + words
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }
}
