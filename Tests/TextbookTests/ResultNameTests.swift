import DescentTextbook
import Testing

@Suite("The readable name of a result") struct ResultNameTests {
  @Test("exists for every result, is unique, and is words joined by dashes after the chapter")
  func all() {
    let names = Textbook.experiments.map(\.name)
    #expect(Set(names).count == names.count)
    for chapter in Textbook.chapters {
      for experiment in chapter.experiments {
        let parts = experiment.name.split(separator: "/")
        #expect(parts.count == 2 && parts[0] == chapter.name, "\(experiment.id)")
        let word = parts.last ?? ""
        #expect(word.count <= 45 && word.first?.isLetter == true, "\(word)")
        #expect(word.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(word)")
      }
    }
  }

  @Test("finds the result, with or without the chapter and in any case; the identifier does, too")
  func found() {
    for experiment in Textbook.experiments {
      let short = experiment.name.split(separator: "/").last.map(String.init) ?? ""
      for name in [experiment.id, experiment.name, short, experiment.name.uppercased()] {
        #expect(Textbook.experiment(name)?.id == experiment.id, "\(name)")
        #expect(Textbook.selection(name).map(\.id) == [experiment.id], "\(name)")
      }
    }
    #expect(Textbook.experiment("momentum/coupled-decay-limit")?.id == "HB-03w")
    #expect(Textbook.experiment("saddles/coupled-decay-limit") == nil)
    // A chapter is not a result.
    #expect(Textbook.experiment("momentum") == nil)
  }
}
