import DescentFiles
import DescentWorkshop
import Testing

@Suite("The list of kills") struct KillListTests {
  private let text = """
    # mutant: laws

    sgd/Flipped: T17 R1
    adam/Odd: F1
    adam/Late: 
    """

  @Test("Reports the lost pairs, and only those") func lost() throws {
    let list = try KillList(text, path: "kills.txt")
    #expect(list.pairs.count == 3)
    let all = Set(list.pairs)
    #expect(list.lost(all).isEmpty)
    let lost = KillList.Pair(mutant: "sgd/Flipped", law: "R1")
    #expect(list.lost(all.subtracting([lost])) == [lost])
    // A new pair makes up for none.
    let new = KillList.Pair(mutant: "sgd/Flipped", law: "R2")
    #expect(list.lost(all.subtracting([lost]).union([new])) == [lost])
  }

  @Test("Refuses a line without a mutant, and says where", arguments: ["sgd/Flipped", ": R1"])
  func malformed(line: String) {
    #expect(
      throws: FileError.malformed(
        path: "kills.txt", place: "line 2", reason: "expected 'mutant: law law …'")
    ) {
      try KillList("# mutant: laws\n" + line, path: "kills.txt")
    }
  }
}
