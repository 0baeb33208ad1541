import ArgumentParser
import Descent
import DescentCatalog
import DescentFiles
import DescentGSL
import DescentPictures
import Foundation

/// `descent gallery`: one page with every problem.
struct GalleryCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Write a page of all problems, with pictures and certificates, into a directory.",
    discussion: """
      Writes index.html and a picture of each problem: contours in two dimensions, slices through the \
      lowest known minimum in more. The page needs no network and no script. The directory must be new, \
      empty or an earlier gallery, whose files are replaced.

      EXAMPLES
        descent gallery problems beale powell-singular rosenbrock:n=4
      """)

  @Argument(help: "The directory.", completion: .directory)
  var directory: String

  @Argument(
    help: "Problems, as name:key=value,…, or plugin files (default: all problems).",
    completion: Completions.names("problems"))
  var problems: [String] = []

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    var pairs: [(text: String, specification: Specification)] = []
    for text in problems.isEmpty ? Self.allInstances : problems {
      pairs.append((text, try await Workbench.current.specification(text, kind: "problem")))
    }
    Workbench.current.guarded(pairs.map(\.specification))
    let registry = Workbench.current.registry
    let shown = try pairs.map { pair in
      (text: pair.text, problem: try registry.problem(pair.specification))
    }
    let folder = try GalleryFolder(directory)
    GSL.disableErrorHandler()
    let count = LiveCount(
      noun: "certificates", titles: shown.map(\.text), sizes: shown.map(\.problem.dimension))
    let results = try await count.run { number in
      Result { try VerifiedProblem(shown[number].problem, title: shown[number].text) }
    }
    var items: [GalleryItem] = []
    for (number, result) in results.enumerated() {
      let name = pairs[number].specification.name
      guard let entry = registry.problems.first(where: { $0.names.contains(name) }) else {
        continue
      }
      items.append(
        GalleryItem(
          title: shown[number].text, problem: shown[number].problem, card: entry.card,
          verified: try result.get(), picture: nil))
    }
    try await draw(&items, into: folder)
    let page = GalleryPage(items: items).html
    try folder.write(Array(page.utf8), to: "index.html")
    try folder.finish()
    let failed = items.count { !$0.verified.passes }
    Console.current.print(
      "\(counted(items.count, "problem")) in \(directory)/index.html"
        + (failed > 0 ? ", \(failed) with a certificate that FAILS" : ""))
    if failed > 0 { throw Failure.verdict }
  }

  /// Every instance that a problem's record names; a problem that names none at its defaults.
  private static var allInstances: [String] {
    Workbench.current.registry.problemTypes.flatMap { type in
      type.record.instances.isEmpty ? [type.card.name] : type.record.instances
    }
  }

  /// Draws the pictures, as many in parallel as there are cores.
  private func draw(_ items: inout [GalleryItem], into folder: GalleryFolder) async throws {
    guard let gnuplot = Gnuplot.find() else {
      Console.current.printError(
        "descent: no pictures: gnuplot is not installed"
          + " (Debian: apt-get install gnuplot-nox; macOS: brew install gnuplot)")
      return
    }
    let console = Console.current
    let width = ProcessInfo.processInfo.activeProcessorCount
    let drawings = items.map {
      ProblemDrawing(
        problem: $0.problem, title: $0.title, certificates: $0.verified.certificates)
    }
    var names = FileNames()
    let files = items.map { names.unique(RaceCommand.fileName($0.title)) + ".png" }
    var done = 0
    try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      for number in drawings.indices {
        if number >= width, let (place, bytes) = try await group.next() {
          try folder.write(bytes, to: files[place])
          done += 1
        }
        if console.hasLiveLine {
          console.errors("\r\u{1B}[K\(done)/\(files.count) pictures drawn")
        }
        group.addTask {
          (number, try await gnuplot.draw(try drawings[number].picture, as: .png))
        }
      }
      for try await (place, bytes) in group { try folder.write(bytes, to: files[place]) }
    }
    if console.hasLiveLine { console.errors("\r\u{1B}[K") }
    for number in items.indices { items[number].picture = files[number] }
  }
}

/// Makes file names unique within one directory, ignoring case.
private struct FileNames {
  private var taken: Set<String> = []

  mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }
}
