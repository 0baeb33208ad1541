import Descent
import Testing

@Suite("A suggested name") struct SuggestionTests {
  static let distances = [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("adam", "adam", 0), ("adm", "adam", 1),
    ("adma", "adam", 1), ("adamm", "adam", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ("abcd", "badc", 2), ("ca", "abc", 3), ("momentun", "momentum", 1), ("x", "y", 1),
  ]

  @Test("counts edits and swaps of neighbours", arguments: distances)
  func distance(a: String, b: String, expected: Int) {
    #expect(editDistance(a, b) == expected && editDistance(b, a) == expected)
  }

  static let optimizers = ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"]

  static let meant: [(String, String?)] = [
    ("adm", "adam"), ("Adam", "adam"), ("ADAMW", "adamw"), ("rmspop", "rmsprop"), ("sdg", "sgd"),
    ("momentun", "momentum"), ("adagard", "adagrad"), ("lbfgs", nil), ("", nil), ("xyzzy", nil),
  ]

  @Test("finds the word that was meant, or none", arguments: meant)
  func nearestWord(word: String, expected: String?) {
    #expect(nearest(to: word, in: Self.optimizers) == expected)
  }

  @Test("completes a word begun") func prefix() {
    #expect(nearest(to: "beta", in: ["lr", "beta1", "eps"]) == "beta1")
  }

  @Test("suggests nothing that shares no letter with the word") func unrelated() {
    #expect(nearest(to: "x", in: ["a", "b", "n"]) == nil)
    #expect(nearest(to: "lr", in: ["a", "b", "n"]) == nil)
    #expect(nearest(to: "A", in: ["a", "b", "n"]) == "a")
  }

  @Test("has nothing to suggest from nothing") func none() {
    #expect(nearest(to: "adam", in: []) == nil)
  }
}
