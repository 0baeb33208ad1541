import DescentPaper
import DescentTextbook
import Foundation
import Testing

@Suite("The bibliography") struct BibliographyTests {
  private let entries: [BibTeX.Entry]
  private let strangers: [Substring]
  private let text: String

  init() throws {
    func read(_ path: String) throws -> String {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      return try String(contentsOf: root.appending(path: "paper/\(path)"), encoding: .utf8)
    }
    let list = BibTeX(try read("references.bib"))
    (entries, strangers) = (list.entries, list.strangers)
    // Without the lines that are comments, where a \cite does not count.
    text = try read("paper.tex").split(separator: "\n").filter { !$0.hasPrefix("%") }
      .joined(separator: "\n")
  }

  /// The keys that the text cites.
  private var cited: Set<String> {
    Set(
      text.matches(of: /\\cite\{([^}]*)\}/).flatMap {
        $0.output.1.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      })
  }

  @Test("A source names works by authors and year") func citations() {
    let source = "Du et al. 2017, §4; cf. Robbins and Monro 1951, de Klerk, Glineur and Taylor 2017"
    let works = Citation.all(in: source)
    #expect(works.map(\.key) == ["du2017", "robbins1951", "deklerk2017"])
    #expect(
      works.map(\.authors) == ["Du et al.", "Robbins and Monro", "de Klerk, Glineur and Taylor"])
    #expect(Citation.all(in: "O'Neill and Wright 2019").map(\.key) == ["oneill2019"])
    #expect(
      Citation.all(in: "d'Aspremont, Scieur and Taylor 2021").map(\.key) == ["daspremont2021"])
    #expect(Citation.all(in: "derived here from SGD-01, in 2000 steps").isEmpty)
    #expect(TeX.source("cf. Goh 2017, §2") == "cf. Goh 2017~\\cite{goh2017}, \\S{}2")
  }

  @Test("Each work that a result names is in the list of references, spelled as there")
  func sources() {
    let spellings = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.spelling) })
    for experiment in Textbook.experiments {
      for work in Citation.all(in: experiment.source) {
        #expect(
          spellings[work.key] == "\(work.authors) \(work.year)", "\(experiment.id): \(work.key)")
      }
    }
  }

  @Test("Each source is a work, another result, elementary or derived here")
  func everySource() {
    for experiment in Textbook.experiments {
      let source = experiment.source
      let works = Citation.all(in: source)
      // Every year in a source must belong to a known work, so that readers can look it up.
      #expect(source.matches(of: /[0-9]{4}/).count == works.count, "\(experiment.id): \(source)")
      let results = source.matches(of: /[A-Z]+-[0-9]{2}[a-z]?/).map { String($0.output) }
      for id in results {
        #expect(
          Textbook.experiments.contains { $0.id.hasPrefix(id) }, "\(experiment.id): \(source)")
      }
      #expect(
        !works.isEmpty || !results.isEmpty || source.contains(/^(derived here|elementary)/),
        "\(experiment.id): \(source)")
    }
  }

  @Test("Each reference is cited, by the text or by a result, and each citation is there")
  func references() {
    let results = Textbook.experiments.flatMap { Citation.all(in: $0.source).map(\.key) }
    let keys = Set(entries.map(\.key))
    #expect(cited.union(results).symmetricDifference(keys).sorted() == [])
    #expect(!text.contains("\\nocite"))
  }

  @Test("The list is sorted by key, one field a line") func layout() {
    #expect(strangers == [])
    #expect(entries.count > 50)
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key })
  }

  @Test("Each reference has the fields of its type") func fields() {
    let mandatory = [
      "article": ["journal", "volume"], "book": ["publisher"], "inproceedings": ["booktitle"],
      "manual": ["organization"], "misc": [],
    ]
    for entry in entries {
      let names = Set(entry.fields.keys)
      let needed =
        mandatory[entry.type].map { $0 + ["author", "title", "year"] } ?? ["a known type"]
      #expect(names.isSuperset(of: needed), "\(entry.key)")
      // The field that says where to find the work: pages, an identifier, or the publisher.
      let places: Set = ["pages", "note", "howpublished", "publisher", "organization"]
      let isOnline =
        entry.fields["booktitle"] == "International Conference on Learning Representations"
      #expect(!names.isDisjoint(with: places) || isOnline, "\(entry.key)")
    }
  }
}
