import DescentFiles
import DescentTextbook

/// Every textbook result, as `list results` prints them.
enum ResultList {
  static var table: String {
    tableText(
      ["result", "name", "kind", "claim"],
      rows: Textbook.chapters.flatMap { chapter in
        chapter.experiments.map { [$0.id, $0.name, $0.kind.rawValue, $0.claim] }
      })
  }

  static var json: JSON {
    let results = Textbook.chapters.flatMap { chapter in
      chapter.experiments.map { experiment in
        JSON.keyed([
          ("id", .string(experiment.id)), ("name", .string(experiment.name)),
          ("chapter", .string(chapter.name)),
          ("kind", .string(experiment.kind.rawValue)), ("claim", .string(experiment.claim)),
          ("formula", .string(experiment.formula)), ("source", .string(experiment.source)),
        ])
      }
    }
    return JSON.keyed([("results", .array(results))])
  }
}
