/// The files of a separate package for a new plugin: the plugin, a `descent` command line that registers
/// it, and the laws as tests.
struct PackageTemplate {
  let plugin: PluginTemplate
  /// The path of Descent's own package, for the new manifest.
  let descent: String

  /// Each file's path in the package, and its text.
  var files: [(path: String, text: String)] {
    let source = plugin.source.replacing("\nlet plugin =", with: "\npublic let plugin =")
    return [
      ("Package.swift", plugin.filled(Self.manifest).replacing("PATH", with: descent)),
      ("Sources/\(plugin.name)Plugin/\(plugin.name).swift", source),
      ("Sources/\(plugin.name)Descent/main.swift", plugin.filled(Self.main)),
      ("Tests/\(plugin.name)Tests/\(plugin.name)Tests.swift", plugin.filled(Self.tests)),
      (".gitignore", ".build/\nPackage.resolved\n"),
    ]
  }

  private static let manifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "NAME",
      platforms: [.macOS(.v26)],
      dependencies: [.package(name: "descent", path: "PATH")],
      targets: [
        .target(
          name: "NAMEPlugin", dependencies: [.product(name: "Descent", package: "descent")]),
        .executableTarget(
          name: "NAMEDescent",
          dependencies: ["NAMEPlugin", .product(name: "DescentCommand", package: "descent")],
          // Plugins use the kernel of the program that loads them, so it must export its symbols.
          linkerSettings: [
            .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))
          ]),
        .testTarget(
          name: "NAMETests",
          dependencies: ["NAMEPlugin", .product(name: "DescentLaws", package: "descent")]),
      ]
    )

    """

  private static let main = """
    import DescentCommand
    import NAMEPlugin

    // The command line of Descent, with one more name: KEY.
    await DescentCommand.main(adding: plugin)

    """

  private static let tests = """
    import DescentLaws
    import Testing

    @testable import NAMEPlugin

    @Suite("NAME") struct NAMETests {
      @Test("obeys every law", arguments: LawTrial.all(of: NAME.self))
      func obeys(_ trial: LawTrial) throws { try trial.run() }
    }

    """
}
