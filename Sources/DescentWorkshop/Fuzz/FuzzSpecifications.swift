import Descent
import DescentCatalog
import DescentLaws

/// Random specifications: existing names with their keys and values of every kind, and texts that are not
/// specifications at all.
struct FuzzSpecifications {
  enum Kind: CaseIterable { case optimizer, schedule, problem, modifier }

  /// A name and its keys.
  private struct Entry {
    let name: String
    let keys: [String]
    /// The keys whose values are specifications, each with the kind of its specification.
    let parts: [String]
  }

  private let entries: [Kind: [Entry]]

  init(_ registry: Registry = Catalog.registry) {
    func all<Product>(_ entries: [RegistryEntry<Product>]) -> [Entry] {
      entries.map {
        Entry(
          name: $0.card.name, keys: $0.hyperparameters.map(\.key), parts: $0.parts.compactMap(\.key)
        )
      }
    }
    entries = [
      .optimizer: all(registry.optimizers), .schedule: all(registry.schedules),
      .problem: all(registry.problems), .modifier: all(registry.modifiers),
    ]
  }

  private static let words = [
    "", ":", "::", ",", "=", "adam", "adam:", "adam:lr", "adam:lr=", "adam:=1", "adam:lr=1,",
    "adam,lr=1",
    ":lr=1", "(adam)", "adam:lr=(adam)", "(", ")", "\"", "\"adam\"", "'adam'", "adam\n", " adam",
    "ADAM",
    "adam:lr=\"0.1\"", "adam:lr=\"", "adam:LR=1", "..", "/", "/dev/null", "-", "--", "--help",
    "%s%n", "\\",
    "adam:lr=0.1:beta1=0.5", "modified", "modified:rule=(sgd),by=()", "groups", "groups:else=()",
    "groups:rank.*=(sgd)", "groups:name.=(sgd),else=(sgd)", "scheduled:rule=(sgd),lr=(cosine)",
    "python:", "python:x", "exec:", "exec:true", "exec:\"a b\":lr=1", "a/b", "a.swift/",
    "none.swift",
    "none.so", "x.so/y:z=1", "é", "\u{1F600}", "ａｄａｍ", "a\u{301}dam", "\u{202E}adam", "adam\u{0}",
  ]

  func any(_ kind: Kind, _ dice: inout Draw, depth: Int = 0) -> String {
    if dice.isTrue(probability: 0.06) { return dice.element(of: Self.words) }
    if dice.isTrue(probability: 0.02) {
      return String(
        repeating: dice.element(of: ["a", "(", "adam:lr=(", "é", "=", ","]),
        count: 1 + dice.index(below: 3000))
    }
    let actual = dice.isTrue(probability: 0.95) ? kind : dice.element(of: Kind.allCases)
    let entry = dice.element(of: entries[actual] ?? [])
    var text = entry.name
    var settings: [String] = []
    for part in entry.parts where dice.isTrue(probability: 0.8) {
      settings.append("\(part)=\(value(of: part, actual, &dice, depth))")
    }
    let count = dice.index(below: 4)
    for _ in 0..<count where !entry.keys.isEmpty {
      let key =
        dice.isTrue(probability: 0.95)
        ? dice.element(of: entry.keys) : dice.element(of: ["", "lr", "n", "x y", "é", "rank.1"])
      settings.append("\(key)=\(number(key, actual, &dice))")
    }
    if entry.name.hasPrefix("groups"), dice.isTrue(probability: 0.8) {
      let selector = dice.element(of: [
        "rank.1", "name.*", "role.bias", "name.x|y", "rank.", "*", "name.**",
      ])
      settings.append("\(selector)=(\(any(.optimizer, &dice, depth: depth + 1)))")
      settings.append("else=(\(any(.optimizer, &dice, depth: depth + 1)))")
    }
    if entry.name == "mlp" || entry.name == "softmax" || entry.name == "leastsquares",
      dice.isTrue(probability: 0.9)
    {
      settings.append(
        "data=" + dice.element(of: ["iris", "digits", "blobs", "none.csv", "iris,data=iris"]))
    }
    if !settings.isEmpty { text += ":" + settings.joined(separator: ",") }
    return dice.isTrue(probability: 0.03) ? mangled(text, &dice) : text
  }

  private func number(_ key: String, _ kind: Kind, _ dice: inout Draw) -> String {
    kind == .problem ? FuzzNumbers.size(&dice) : FuzzNumbers.any(&dice)
  }

  private func value(of part: String, _ kind: Kind, _ dice: inout Draw, _ depth: Int) -> String {
    guard depth < 4 else { return dice.element(of: ["()", "(constant)", "(sgd)", "(sphere)"]) }
    let inner: Kind =
      switch part {
      case "rule", "else": .optimizer
      case "by": .modifier
      default: kind == .modifier || kind == .optimizer ? .schedule : kind
      }
    let text = any(inner, &dice, depth: depth + 1)
    return dice.element(weighed: [
      (8, "(\(text))"), (1, text), (1, "((\(text)),(\(text)))"), (1, "\"\(text)\""),
    ])
  }

  private func mangled(_ text: String, _ dice: inout Draw) -> String {
    var letters = Array(text.unicodeScalars)
    guard !letters.isEmpty else { return text }
    for _ in 0...dice.index(below: 3) {
      let place = dice.index(below: letters.count)
      switch dice.index(below: 3) {
      case 0 where letters.count > 1: letters.remove(at: place)
      case 1:
        letters.insert(dice.element(of: Array("(),:=\"'/.-é\u{0}1".unicodeScalars)), at: place)
      default: letters[place] = dice.element(of: Array("(),:=\"'/.-é1".unicodeScalars))
      }
    }
    return String(String.UnicodeScalarView(letters))
  }
}
