import Descent
import Testing

@Suite("A tensor selector") struct TensorSelectorTests {
  static let matches: [(selector: String, name: String, fits: Bool)] = [
    ("name.wte", "wte", true), ("name.wte", "wte2", false), ("name.wte*", "wte2", true),
    ("name.wte*", "wte", true), ("name.*head", "lm_head", true), ("name.*head", "header", false),
    ("name.*a*b*", "xxaxxbxx", true), ("name.*a*b*", "ba", false), ("name.*ab", "aab", true),
    ("name.*", "", true), ("name.a|b", "b", true), ("name.a|b", "c", false),
    ("name.h.0.w", "h.0.w", true), ("name.**x", "x", true), ("name.a*a", "a", false),
    ("else", "anything", true), ("name.größe*", "größe1", true),
  ]

  @Test("compares names with patterns", arguments: matches)
  func name(selector: String, name: String, fits: Bool) throws {
    #expect(
      try TensorSelector(selector).matches(name: name, role: "matrix", rank: 2) == fits)
  }

  @Test("compares roles and ranks") func roles() throws {
    let roles = try TensorSelector("role.matrix|conv*")
    #expect(roles == .matching(.role, patterns: ["matrix", "conv*"]))
    #expect(roles.matches(name: "x", role: "convolution", rank: 4))
    #expect(!roles.matches(name: "matrix", role: "bias", rank: 1))
    let ranks = try TensorSelector("rank.2|3")
    #expect(ranks.matches(name: "x", role: "", rank: 3))
    #expect(!ranks.matches(name: "2", role: "2", rank: 23))
  }

  @Test("takes a pattern with many stars in time") func stars() throws {
    let selector = try TensorSelector("name." + String(repeating: "*a", count: 40))
    let name = String(repeating: "a", count: 5000) + "b"
    #expect(!selector.matches(name: name, role: "", rank: 1))
  }

  @Test("writes itself as it is read", arguments: ["else", "name.a*|b", "role.x", "rank.1|2"])
  func prints(text: String) throws {
    #expect(try TensorSelector(text).description == text)
  }

  static let bad = [
    "", "name", "name.", "names.x", "name.a|", "name.|a", "Else", "rank.(2)", "name.a=b",
    "role.a,b",
    "name.a:b",
  ]

  @Test("refuses texts that are not selectors", arguments: bad)
  func refuses(text: String) {
    #expect(throws: ConfigurationError.self) { try TensorSelector(text) }
  }
}
