// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// One family of update rules: `Plugins/<name>` holds the module `<name>Plugin`, a folder a rule. The
/// slips and the tests of a rule lie beside it, in modules of their own.
func plugin(_ name: String) -> Target {
  .target(
    name: name + "Plugin",
    dependencies: ["Descent", "DescentRules"]
      + (["Matrices", "SecondOrder"].contains(name) ? ["DescentMatrix"] : []),
    path: "Plugins/" + name,
    exclude: rules(of: name).flatMap { rule in
      contents("\(name)/\(rule)").filter(workshops.contains).map { rule + "/" + $0 }
    })
}

/// One family of problems: `Problems/<name>s` holds the module `<name>Problems`.
func problems(
  _ name: String, folder: String, with others: [Target.Dependency] = ["DescentAlgebra"]
) -> Target {
  .target(
    name: name + "Problems", dependencies: ["Descent"] + others, path: "Problems/" + folder)
}

/// An example of a worker in C, each a program of one file.
func worker(_ name: String, _ file: String) -> Target {
  .executableTarget(
    name: "DescentBridge" + name, path: "Tests/Workers", exclude: ["PROTOCOL.md"], sources: [file],
    linkerSettings: [.linkedLibrary("m")])
}

let optimizers = [
  "SGD", "Momentum", "Adagrad", "RMSprop", "Adam", "Sign", "Layerwise", "Factored", "ScheduleFree",
  "ParameterFree", "Matrices", "Searches", "Accelerated", "SecondOrder", "Sampled",
]

/// The folders of a rule that are no part of it.
let workshops = ["Slips", "Tests"]

/// The names in a folder of `Plugins`.
func contents(_ path: String) -> [String] {
  let folder = Context.packageDirectory + "/Plugins/" + path
  return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}

/// The folders of a family's rules.
func rules(of family: String) -> [String] {
  contents(family).filter { !$0.hasSuffix(".swift") }
}

/// Every rule's folder `Slips` or `Tests`, which make a module together.
func sources(_ folder: String) -> [String] {
  [folder]
    + optimizers.flatMap { family in
      rules(of: family).map { "\(family)/\($0)/\(folder)" }
        .filter { contents($0).isEmpty == false }
    }
}

/// What `Plugins` holds beside them: files of other modules.
func others(than folder: String) -> [String] {
  contents("").filter { $0 != folder }.flatMap { name -> [String] in
    guard optimizers.contains(name) else { return [name] }
    return contents(name).flatMap { rule in
      rule.hasSuffix(".swift")
        ? ["\(name)/\(rule)"]
        : contents("\(name)/\(rule)").filter { $0 != folder }.map { "\(name)/\(rule)/\($0)" }
    }
  }
}
let optimizerModules = optimizers.map { Target.Dependency(stringLiteral: $0 + "Plugin") }
let problemModules: [Target.Dependency] = [
  "BowlProblems", "SaddleProblems", "ValleyProblems", "MultimodalProblems",
  "MoreGarbowHillstromProblems", "LeastSquaresProblems", "RegressionProblems", "MatrixProblems",
  "NetworkProblems",
]
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A program that loads plugins lends them its own kernel: it must export its symbols.
let exportsSymbols: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))
]

let package = Package(
  name: "descent",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Descent", targets: ["Descent"]),
    .library(name: "DescentMatrix", targets: ["DescentMatrix"]),
    .library(name: "DescentRules", targets: ["DescentRules"]),
    .library(
      name: "DescentBuiltIns",
      targets: optimizers.map { $0 + "Plugin" }
        + ["SchedulePlugins", "ModifierPlugins"]),
    .library(name: "DescentLaws", targets: ["DescentLaws"]),
    .library(name: "DescentCommand", targets: ["DescentCommand"]),
    .executable(name: "descent", targets: ["DescentMain"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
    .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/google/swift-benchmark", from: "0.1.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
  ],
  targets: [
    .target(name: "CDescentStart"),
    .target(name: "CDescentMath", linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "Descent",
      dependencies: ["CDescentMath", .product(name: "RealModule", package: "swift-numerics")]),
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl",
      providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .target(name: "CDescentMatrix", dependencies: ["COpenBLAS"]),
    .target(name: "DescentMatrix", dependencies: ["Descent", "CDescentMatrix"]),
    // What the update rules of several families share.
    .target(name: "DescentRules", dependencies: ["Descent"]),
    .target(name: "DescentGSL", dependencies: ["Descent", "CGSL", "COpenBLAS"]),
    .target(name: "DescentFiles", dependencies: ["Descent"]),
    .target(
      name: "DescentPlugins",
      dependencies: [
        "Descent", "DescentFiles", "DescentMatrix",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(name: "DescentLaws", dependencies: ["Descent", "DescentFiles"]),
    // Rules and problems that live in other processes, in any language.
    .target(name: "CDescentBridge"),
    .target(
      name: "DescentBridge",
      dependencies: ["CDescentBridge", "Descent", "DescentFiles", "DescentLaws"],
      resources: [.embedInCode("Python/start.py")]
        + [
          "conversation", "failures", "frames", "hyperparameters", "instance", "optax_rule",
          "plain", "plain_problem", "targets", "torch_instance", "torch_problem", "torch_rule",
        ].map { .embedInCode("Python/descent_worker/\($0).py") }),
    worker("Worker", "worker.c"), worker("Search", "search.c"), worker("Problem", "problem.c"),
    worker("Misbehaviour", "misbehaviour.c"),
    // Every small change of a source: what the sweep and the power of the laws are measured by.
    .target(name: "DescentMutations"),
    .target(name: "DescentAlgebra", dependencies: ["Descent"]),
    problems("Bowl", folder: "Bowls"),
    problems("Saddle", folder: "Saddles"),
    problems("Valley", folder: "Valleys", with: []),
    problems("Multimodal", folder: "Multimodal", with: []),
    problems("MoreGarbowHillstrom", folder: "MoreGarbowHillstrom", with: []),
    problems("Regression", folder: "Regression", with: ["DescentData"]),
    problems("Matrix", folder: "Matrices"),
    problems("WorstCase", folder: "WorstCases"),
    problems(
      "LeastSquares", folder: "LeastSquares",
      with: ["BowlProblems", "DescentAlgebra", "DescentData"]),
    problems("Logistic", folder: "Logistic"),
    .target(
      name: "CDescentData",
      exclude: [
        "README.md", "digits.csv", "iris_x10.csv", "mlp_digits_minimum.csv", "mlp_iris_minimum.csv",
      ]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(
      name: "DescentData", dependencies: ["Descent", "DescentFiles", "CDescentData", "CZlib"]),
    .target(
      name: "CNetworkKernels", path: "Problems/Networks/Kernels",
      linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "NetworkProblems",
      dependencies: ["Descent", "COpenBLAS", "CDescentData", "CNetworkKernels", "DescentData"],
      path: "Problems/Networks", exclude: ["Kernels"]),
    .target(
      name: "DescentCatalog",
      dependencies: ["Descent", "SchedulePlugins", "ModifierPlugins"] + optimizerModules
        + problemModules),
    // What is built in, bound to the laws; who needs the registry alone does not link them.
    .target(
      name: "DescentChecks",
      dependencies: ["Descent", "DescentCatalog", "DescentLaws"] + optimizerModules),
    .target(name: "DescentStudy", dependencies: ["Descent"]),
    .target(
      name: "DescentPictures",
      dependencies: [
        "Descent", "DescentStudy", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(
      name: "DescentTextbook",
      dependencies: [
        "Descent", "DescentCatalog", "DescentGSL", "DescentPictures", "DescentStudy",
        "DescentAlgebra", "DescentData", "BowlProblems", "LeastSquaresProblems",
        "LogisticProblems", "NetworkProblems", "SaddleProblems", "WorstCaseProblems",
      ]),
    .target(
      name: "DescentCommand",
      dependencies: [
        "CDescentStart", "Descent", "DescentBridge", "DescentCatalog", "DescentChecks",
        "DescentData",
        "DescentFiles", "DescentGSL", "DescentLaws", "DescentMutations",
        "DescentPictures", "DescentPlugins", "DescentStudy", "DescentTextbook", argumentParser,
        .product(name: "TextTable", package: "TextTable"),
        .product(name: "Rainbow", package: "Rainbow"),
      ]),
    .executableTarget(
      name: "DescentMain", dependencies: ["Descent", "DescentCommand"],
      linkerSettings: exportsSymbols),
    .target(name: "SchedulePlugins", dependencies: ["Descent"], path: "Plugins/Schedules"),
    .target(
      name: "ModifierPlugins", dependencies: ["Descent", "DescentRules"], path: "Plugins/Modifiers"),
    // The workshop: what contributors run and users never see.
    .target(
      name: "MutantKit", dependencies: ["Descent", "DescentLaws"],
      path: "Sources/DescentWorkshop/Mutants/Kit"),
    .target(
      name: "RuleSlips",
      dependencies: [
        "Descent", "DescentCatalog", "DescentChecks", "DescentLaws", "DescentMatrix",
        "DescentRules", "MutantKit",
      ] + optimizerModules,
      path: "Plugins", exclude: others(than: "Slips"),
      sources: sources("Slips")),
    .target(
      name: "LawMutants",
      dependencies: [
        "Descent", "DescentLaws", "DescentCatalog", "DescentChecks", "MutantKit", "RuleSlips",
        "SchedulePlugins", "ModifierPlugins", "DescentRules",
      ] + optimizerModules,
      path: "Sources/DescentWorkshop/Mutants", exclude: ["Kit"]),
    .target(
      name: "DescentPaper",
      dependencies: [
        "Descent", "DescentFiles", "DescentGSL", "DescentPictures", "DescentTextbook",
      ],
      path: "Sources/DescentWorkshop/Paper"),
    .target(
      name: "DescentSample", dependencies: ["Descent"], path: "Sources/DescentWorkshop/Sample"),
    .target(
      name: "DescentFuzz",
      dependencies: [
        "CZlib", "Descent", "DescentCatalog", "DescentData", "DescentFiles", "DescentLaws",
        "DescentPlugins",
      ],
      path: "Sources/DescentWorkshop/Fuzz"),
    .target(name: "DescentRights", path: "Sources/DescentWorkshop/Rights"),
    .executableTarget(
      name: "DescentWorkshop",
      dependencies: [
        "Descent", "DescentCatalog", "DescentChecks", "DescentCommand", "DescentFiles",
        "DescentFuzz", "DescentGSL", "DescentLaws", "DescentPaper", "DescentPlugins",
        "DescentRights", "DescentSample", "DescentTextbook",
        "LawMutants", "MutantKit", argumentParser,
      ],
      path: "Sources/DescentWorkshop/Main", linkerSettings: exportsSymbols),
    .target(
      name: "CBenchReference", path: "Sources/DescentWorkshop/Bench/Reference",
      cSettings: [.unsafeFlags(["-O3"])]),
    .executableTarget(
      name: "DescentBench",
      dependencies: [
        "Descent", "DescentCatalog", "DescentChecks", "DescentCommand", "DescentLaws",
        "DescentMatrix", "DescentPlugins", "DescentStudy", "CBenchReference",
        .product(name: "Benchmark", package: "swift-benchmark"),
      ],
      path: "Sources/DescentWorkshop/Bench", exclude: ["Peers", "Reference"],
      linkerSettings: exportsSymbols),
    .target(name: "CAllocationCount", path: "Sources/DescentWorkshop/Guard/Allocations"),
    .executableTarget(
      name: "DescentGuard",
      dependencies: ["Descent", "DescentCatalog", "DescentMatrix", "CAllocationCount"],
      path: "Sources/DescentWorkshop/Guard", exclude: ["Allocations"]),
    .executableTarget(
      name: "DescentSweep",
      dependencies: [
        "Descent", "DescentCatalog", "DescentMutations", "DescentPlugins", "DescentSample",
        "DescentTextbook",
      ],
      path: "Sources/DescentWorkshop/Sweep", linkerSettings: exportsSymbols),
    .testTarget(
      name: "DescentTests", dependencies: ["Descent", "DescentCatalog", "ModifierPlugins"]),
    .testTarget(
      name: "RuleTests",
      dependencies: ["Descent", "DescentCatalog", "DescentLaws", "DescentMatrix", "DescentRules"]
        + optimizerModules,
      path: "Plugins", exclude: others(than: "Tests"),
      sources: sources("Tests")),
    .testTarget(
      name: "PluginTests", dependencies: ["Descent", "DescentCatalog"],
      resources: [.copy("Reference")]),
    // What rules of the higher tiers share, and the rules that no built-in rule is yet; each becomes
    // one by a move.
    .testTarget(
      name: "ProofRuleTests",
      dependencies: ["Descent", "DescentCatalog", "DescentLaws", "DescentRules"] + optimizerModules,
      exclude: ["Peers"],
      resources: [.copy("Reference")]),
    .testTarget(
      name: "BridgeTests",
      dependencies: [
        "Descent", "DescentBridge", "DescentBridgeMisbehaviour", "DescentBridgeProblem",
        "DescentBridgeSearch", "DescentBridgeWorker", "DescentCatalog", "DescentChecks",
        "DescentFiles", "DescentLaws", "DescentMain",
      ]),
    .testTarget(name: "MatrixTests", dependencies: ["Descent", "DescentMatrix"]),
    .testTarget(
      name: "ScheduleTests", dependencies: ["Descent", "SchedulePlugins", "DescentCatalog"],
      resources: [.copy("Reference")]),
    .testTarget(
      name: "ProblemTests",
      dependencies: ["Descent", "DescentCatalog", "DescentLaws"] + problemModules,
      resources: [.copy("Reference")]),
    .testTarget(
      name: "DataTests",
      dependencies: [
        "Descent", "DescentData", "DescentFuzz", "LeastSquaresProblems", "NetworkProblems",
        "SGDPlugin",
      ]),
    .testTarget(
      name: "NetworkTests",
      dependencies: [
        "Descent", "DescentData", "NetworkProblems", "CNetworkKernels", "COpenBLAS", "AdamPlugin",
        "SGDPlugin",
      ],
      resources: [.copy("Reference")]),
    .testTarget(
      name: "GSLTests",
      dependencies: ["Descent", "DescentGSL", "DescentCatalog", "DescentLaws", "LawMutants"]
        + problemModules),
    .testTarget(
      name: "FilesTests",
      dependencies: ["Descent", "DescentFiles", "DescentCatalog", "ValleyProblems"],
      resources: [.copy("Reference")]),
    .testTarget(
      name: "LawTests",
      dependencies: [
        "Descent", "DescentLaws", "DescentCatalog", "DescentChecks", "LawMutants", "RuleSlips",
      ] + optimizerModules,
      exclude: ["Reference"]),
    .testTarget(
      name: "TextbookTests",
      dependencies: [
        "Descent", "DescentCatalog", "DescentGSL", "DescentPictures", "DescentStudy",
        "DescentTextbook", "LawMutants", "RuleSlips", "DescentAlgebra", "BowlProblems",
        "SaddleProblems",
        "WorstCaseProblems", "LogisticProblems", "LeastSquaresProblems",
      ] + optimizerModules),
    .testTarget(name: "StudyTests", dependencies: ["Descent", "DescentStudy", "DescentCatalog"]),
    .testTarget(
      name: "PicturesTests",
      dependencies: ["Descent", "DescentPictures", "DescentStudy", "DescentCatalog"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "LawMutants", "DescentCommand", "DescentCatalog", "DescentGSL", "DescentPictures",
        "DescentPlugins", "DescentStudy", "DescentTextbook",
        "Descent",
        "AdamPlugin",
        // The program itself, for the tests that kill it and that give it plugins.
        "DescentMain",
      ]),
    .testTarget(
      name: "WorkshopTests",
      dependencies: [
        "Descent", "DescentCommand", "DescentFiles", "DescentFuzz", "DescentPaper", "DescentRights",
        "DescentSample", "DescentTextbook", "DescentWorkshop", "LawMutants",
      ]),
  ] + optimizers.map(plugin)
)
