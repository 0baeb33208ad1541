import Descent
import Testing

/// Random specifications and random texts.
private struct RandomSpecification {
  var random: CounterRandom
  var draws: UInt64 = 0

  init(seed: UInt64) { random = CounterRandom(seed: seed) }

  mutating func below(_ bound: Int) -> Int {
    draws += 1
    return Int(random.bits(draws) % UInt64(bound))
  }

  mutating func element<T>(of all: [T]) -> T { all[below(all.count)] }

  /// Delimiters, other characters, and characters of several bytes.
  static let pieces = [
    "\"", "\\", ",", ":", "(", ")", "|", "=", "*", ".", "/", " ", "a", "b", "1", "ä", "猫",
    "e\u{301}",
    "👩‍🚀", "\n", "\t", "else", "of", "name.", "python:", "exec:", "x.swift", "lr=1", "(a)",
    "((a),(b))",
  ]

  mutating func text(_ longest: Int = 6) -> String {
    (0..<below(longest + 1)).map { _ in element(of: Self.pieces) }.joined()
  }

  mutating func key() -> String {
    element(of: ["lr", "beta1", "of", "a.b", "else", "name.wte*|*head", "role.matrix", "rank.2|3"])
  }

  mutating func tree(_ depth: Int) -> Specification {
    let names = ["adam", "sgd2", "one_cycle", "my-rule", "v1.2", "größe"]
    let source: SpecificationSource =
      switch below(8) {
      case 0: .file(path: text() + element(of: [".swift", ".so", "", ".dylib"]), name: nil)
      case 1: .file(path: text() + ".swift", name: element(of: names + ["b.so", "c.swift"]))
      case 2: .python(target: text())
      case 3: .exec(target: text())
      default: .name(element(of: names))
      }
    return Specification(
      source, (0..<below(4)).map { _ in Setting(key(), value(depth)) })
  }

  mutating func value(_ depth: Int) -> SettingValue {
    switch depth > 0 ? below(4) : 0 {
    case 0, 1: .text(text())
    case 2: .nested(tree(depth - 1))
    default: .list((0..<below(3)).map { _ in tree(depth - 1) })
    }
  }

  /// The text with some characters removed, doubled or replaced.
  mutating func mutated(_ text: String) -> String {
    var letters = text.unicodeScalars.map(String.init)
    for _ in 0...below(4) where !letters.isEmpty {
      let place = below(letters.count)
      switch below(4) {
      case 0: letters.remove(at: place)
      case 1: letters.insert(letters[below(letters.count)], at: place)
      case 2: letters[place] = element(of: Self.pieces)
      default: letters.removeSubrange(place..<min(letters.count, place + below(8)))
      }
    }
    return letters.joined()
  }
}

@Suite("The parser of specifications") struct SpecificationFuzzTests {
  @Test("a printed specification parses to the same one", arguments: 0..<8 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var source = RandomSpecification(seed: seed)
    for _ in 0..<1000 {
      let tree = source.tree(3)
      let text = tree.description
      #expect(try Specification(text) == tree, "\(text.debugDescription)")
      #expect(try Specification(text).description == text)
    }
  }

  @Test("a text is refused, or printed such that it reads back", arguments: 8..<16 as Range<UInt64>)
  func mutants(seed: UInt64) throws {
    var source = RandomSpecification(seed: seed)
    var accepted = 0
    for _ in 0..<2000 {
      let text =
        source.below(4) == 0 ? source.text(12) : source.mutated(source.tree(2).description)
      switch Self.parsed(text) {
      case .success(let tree):
        accepted += 1
        #expect(try Specification(tree.description) == tree, "\(text.debugDescription)")
      case .failure(.malformedSpecification(let given, let reason)):
        #expect(given == text && reason.hasPrefix("column "))
      case .failure(let error): Issue.record("\(error)")
      }
    }
    // Both outcomes occur often.
    #expect(accepted > 200 && accepted < 1800, "\(accepted)")
  }

  private static func parsed(_ text: String) -> Result<Specification, ConfigurationError> {
    do throws(ConfigurationError) {
      return .success(try Specification(text))
    } catch {
      return .failure(error)
    }
  }

  @Test("the shape of the trees has everything") func shapes() {
    var source = RandomSpecification(seed: 1)
    let texts = (0..<200).map { _ in source.tree(3).description }
    for piece in ["((", "()", "=\"", "\\\"", "python:", "exec:", ".swift/", "猫"] {
      #expect(texts.contains { $0.contains(piece) }, "\(piece)")
    }
  }
}
