// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Lion",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "descent", path: "../..")],
  targets: [
    .target(
      name: "LionPlugin", dependencies: [.product(name: "Descent", package: "descent")]),
    .executableTarget(
      name: "LionDescent",
      dependencies: ["LionPlugin", .product(name: "DescentCommand", package: "descent")],
      // Plugins use the kernel of the program that loads them, so it must export its symbols.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))
      ]),
    .testTarget(
      name: "LionTests",
      dependencies: ["LionPlugin", .product(name: "DescentLaws", package: "descent")]),
  ]
)
