import DescentData
import DescentLaws

/// A table of examples, and its text in one of the many dialects in which tables are written.
struct FuzzTable {
  let features: [[String]]
  let labels: [String]
  let bytes: [UInt8]
  let options: TableOptions

  var width: Int { features[0].count }
  var classes: [String] {
    let all = Set(labels)
    let numbers = all.compactMap { Int($0) }
    return numbers.count == all.count
      ? numbers.sorted().map { String($0) }
      : all.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }

  private static let words = [
    "setosa", "Iris versicolor", "a;b", "x,y", "say \"no\"", "naïve", "two\nlines", "日本", "c|d",
    "B", "-",
    "#1 of them", "tab\there",
  ]

  /// Draws a table. Features have a decimal point, and the label comes last unless the options specify its
  /// column.
  init(_ dice: inout Draw) {
    let rows = 4 + dice.index(below: 20)
    let width = 1 + dice.index(below: 6)
    let isText = dice.isTrue(probability: 0.4)
    let names = (0..<3).map {
      isText ? Self.words[($0 * 5 + dice.index(below: 5)) % 13] : String($0 * 2 - 1)
    }
    labels = (0..<rows).map { names[$0 < 4 ? $0 % 2 : dice.index(below: 3)] }
    features = (0..<rows).map { _ in (0..<width).map { _ in Self.number(&dice) } }
    var options = TableOptions()
    // Draw a separator; fields that need quotes get them.
    let separator = dice.element(of: [",", ";", "\t", "|", " "])
    if dice.isTrue(probability: 0.3) {
      options.separator = FieldSeparator(hyperparameter: separator) ?? .auto
    }
    let place = dice.isTrue(probability: 0.4) ? dice.index(below: width + 1) : width
    let header = dice.element(of: ["names", "names", "none", "none", "numbers"])
    let isNumbered = header == "numbers" && width > 1
    var columns = (0..<width).map { "column \($0)" }
    columns.insert("kind", at: place)
    if isNumbered { columns = (0...width).map { String($0) } }
    if place < width {
      options.label =
        header == "names" && dice.isTrue(probability: 0.5)
        ? "kind"
        : isNumbered
          ? String(place - width - 1)
          : dice.element(of: [String(place + 1), String(place - width - 1)])
    }
    var lines: [[String]] = header == "names" || isNumbered ? [columns] : []
    // Declare only some headers of column numbers, because they must also be recognised without the option.
    if isNumbered, dice.isTrue(probability: 0.5) { options.header = .yes }
    for (row, label) in zip(features, labels) {
      var fields = row
      fields.insert(label, at: place)
      lines.append(fields)
    }
    let end = dice.element(of: ["\n", "\r\n", "\n", "\r"])
    let quotes = dice.element(of: [0, 0, 0.3, 1.0])
    let isTrailed = separator != " " && dice.isTrue(probability: 0.15)
    var text = dice.isTrue(probability: 0.15) ? "\u{FEFF}" : ""
    if dice.isTrue(probability: 0.15) {
      options.skip = 1 + dice.index(below: 2)
      text += String(repeating: "exported, by; a \"program" + end, count: options.skip)
    }
    for line in lines {
      let fields = line.map { field -> String in
        let isSpecial =
          field.isEmpty || field.contains { ",;|\t\"\n #".contains($0) } || field == "-"
        let quoted = isSpecial || dice.isTrue(probability: quotes)
        let inner = end == "\r" ? field.replacing("\n", with: "\r") : field
        let body = quoted ? "\"" + inner.replacing("\"", with: "\"\"") + "\"" : inner
        let blank = separator != "\t" && dice.isTrue(probability: 0.1) ? " " : ""
        return separator == " " ? body : blank + body + blank
      }
      let between =
        separator == " " ? String(repeating: " ", count: 1 + dice.index(below: 3)) : separator
      text += fields.joined(separator: between) + (isTrailed ? separator : "") + end
      if dice.isTrue(probability: 0.05) { text += end }
    }
    if dice.isTrue(probability: 0.3), text.hasSuffix(end) { text.removeLast() }
    self.options = options
    bytes = Array(text.utf8)
    isOldMac = end == "\r"
  }

  /// Whether lines end with a carriage return, in labels too.
  private let isOldMac: Bool

  /// The labels that are expected on reading.
  var writtenLabels: [String] {
    isOldMac ? labels.map { $0.replacing("\n", with: "\r") } : labels
  }

  private static func number(_ dice: inout Draw) -> String {
    switch dice.index(below: 6) {
    case 0: return "\(dice.index(below: 100)).5"
    case 1: return "-\(dice.index(below: 10)).25"
    case 2: return "\(dice.logUniform(-30...30) + 0.1)"
    case 3: return "\(dice.normal())"
    case 4: return "+\(dice.index(below: 9)).125E\(dice.index(below: 30) - 15)"
    default: return ".\(1 + dice.index(below: 999))"
    }
  }
}
