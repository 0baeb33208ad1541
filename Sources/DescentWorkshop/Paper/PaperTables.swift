import Descent
import DescentGSL
import DescentTextbook

/// The tables of the paper, as LaTeX.
struct PaperTables {
  let findings: [Finding]
  let laboratory: Laboratory

  /// Every table by the name of its file.
  func files() throws -> [String: String] {
    let files = [
      "folklore.tex": try folklore(), "numbers.tex": try numbers(), "sources.tex": sources,
      "certificates.tex": try certificates(), "showcase.tex": showcase,
    ]
    return files.merging(self.files(Textbook.chapters)) { $1 }
  }

  /// The tables of these chapters by their names.
  func files(_ chapters: [Textbook.Chapter]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: chapters.map { ($0.name + ".tex", table(of: $0)) })
  }

  private func finding(_ id: String) -> Finding? { findings.first { $0.experiment.id == id } }

  /// The rows of a chapter, each with the number of a result that is closest to failing.
  private func table(of chapter: Textbook.Chapter) -> String {
    let rows = chapter.experiments.compactMap { finding($0.id) }.map { finding in
      let (place, experiment) = (finding.shown, finding.experiment)
      let (prediction, other) = (finding.predictions[place], finding.shownControl)
      return [
        "\\resultname{\(experiment.id)}", TeX.text(experiment.claim),
        PaperNumber.predicted(prediction),
        PaperNumber.measured(finding.measured[place], prediction, experiment.kind),
        PaperNumber.margin(finding.margin(place)),
        PaperNumber.control(
          finding.controlled[other], finding.predictions[other], of: experiment.id),
      ]
    }
    return lines("results", rows)
  }

  /// The formula, source and control of each result.
  private var sources: String {
    lines(
      "sources",
      findings.map(\.experiment).map { experiment in
        [
          "\\resultname{\(experiment.id)}",
          "\\longname{\(experiment.name)} \(TeX.text(experiment.formula))",
          TeX.source(experiment.source), TeX.text(experiment.control.name),
        ]
      })
  }

  /// A description of each demonstration.
  private var showcase: String {
    Self.note
      + Textbook.demonstrations.map { demonstration in
        "\\paragraph{\(TeX.text(demonstration.title))}"
          + "(\\resultname{\(demonstration.id)}) \(TeX.text(demonstration.text))\n"
      }.joined(separator: "\n")
  }

  private func folklore() throws -> String {
    lines(
      "folklore",
      try Textbook.folklore.map { item in
        [
          String(item.number), TeX.text(item.claim),
          TeX.text(try item.truth(in: Laboratory()).text),
          item.shownBy.map { "\\resultname{\($0)}" }.joined(separator: " "),
        ]
      })
  }

  /// The certificates shown in the text.
  private func certificates() throws -> String {
    let problems = ["saddle", "rosenbrock", "rosenbrock:n=4"]
    let rows = try problems.flatMap { name in
      let problem = try laboratory.registry.problem(Specification(name))
      return try verify(problem).map { certificate in
        [
          "\\texttt{\(TeX.text(name))}", TeX.text("\(certificate.claim)"),
          TeX.number(certificate.value, digits: 5),
          PaperNumber.residue(certificate.gradientNorm),
          TeX.number(certificate.smallestEigenvalue, digits: 3),
          TeX.number(certificate.largestEigenvalue, digits: 3),
          PaperNumber.residue(certificate.estimatedGap), certificate.passes ? "passes" : "fails",
        ]
      }
    }
    return lines("certificates", rows)
  }

  /// The numbers quoted in the text: counts, and every quantity of every result.
  private func numbers() throws -> String {
    var text = Self.note
    func define(_ name: String, _ count: Int) { text += "\\defnumber{\(name)}{\(count)}\n" }
    define("results", findings.count)
    define("passing", findings.count { $0.passes })
    define("quantities", findings.reduce(0) { $0 + $1.predictions.count })
    define("chapters", Textbook.chapters.count)
    define("folklore", Textbook.folklore.count)
    for chapter in Textbook.chapters {
      define("chapter-\(chapter.name)", chapter.experiments.count)
    }
    for kind in [.identity, .bound, .threshold, .slope, .statistic, .phenomenon]
      as [Experiment.Kind]
    {
      define("kind-\(kind.rawValue)", findings.count { $0.experiment.kind == kind })
    }
    for finding in findings {
      for (place, prediction) in finding.predictions.enumerated() {
        let measured = PaperNumber.measured(
          finding.measured[place], prediction, finding.experiment.kind)
        let control = PaperNumber.control(
          finding.controlled[place], prediction, of: finding.experiment.id)
        text +=
          "\\defquantity{\(finding.experiment.id)}{\(place + 1)}"
          + "{\(TeX.number(prediction.value, digits: 5))}{\(measured)}{\(control)}"
          + " % \(prediction.name)\n"
      }
    }
    return text
  }

  static let note = "% Written by: DescentWorkshop paper DIR\n"

  /// The rows of a table in an environment with this name, whose head the text defines.
  private func lines(_ environment: String, _ rows: [[String]]) -> String {
    Self.note + "\\begin{\(environment)}\n"
      + rows.map { $0.joined(separator: " & ") + " \\\\\n" }.joined()
      + "\\end{\(environment)}\n"
  }
}
