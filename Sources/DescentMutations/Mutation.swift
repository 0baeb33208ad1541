/// One small change of a source: a sign, an exponent, an off-by-one, a comparison, a choice.
package struct Mutation: Sendable {
  /// The file it changes, its name only.
  package let file: String
  package let line: Int
  /// The line before and after.
  package let before: String
  package let after: String
  /// The whole file after.
  package let source: String

  /// A unique identifier.
  package var id: String { "\(file):\(line): \(after)" }
  /// The name of its file without folder and extension.
  package var subject: String {
    String(file.split(separator: "/").last?.split(separator: ".").first ?? "")
  }

  /// Every change of a file, in the order of its lines.
  package static func all(of source: String, file: String) -> [Mutation] {
    let mask = CodeMask(source)
    var edits: [Edit] = []
    for change in changes {
      for match in mask.code.matches(of: change.pattern) {
        let start = mask.code.distance(from: mask.code.startIndex, to: match.range.lowerBound)
        let length = mask.code.distance(from: match.range.lowerBound, to: match.range.upperBound)
        for replacement in change.replacements(match) {
          edits.append(Edit(range: start..<start + length, replacement: replacement))
        }
      }
    }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    var seen: Set<String> = []
    return edits.compactMap { edit in
      let changed =
        String(mask.text[..<edit.range.lowerBound]) + edit.replacement
        + String(mask.text[edit.range.upperBound...])
      guard seen.insert(changed).inserted else { return nil }
      let line = mask.text[..<edit.range.lowerBound].count { $0 == "\n" }
      return Mutation(
        file: file, line: line + 1, before: Self.line(line, of: source),
        after: Self.line(line, of: changed), source: changed)
    }
  }

  private struct Edit {
    let range: Range<Int>
    let replacement: String
  }

  private static func line(_ number: Int, of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return String(lines[number].trimmingPrefix { $0 == " " })
  }

  private struct Change: @unchecked Sendable {
    let pattern: Regex<AnyRegexOutput>
    let replacements: (Regex<AnyRegexOutput>.Match) -> [String]
  }

  private static func swap(_ pattern: String, _ replacements: String...) -> Change {
    Change(pattern: regex(pattern), replacements: { _ in replacements })
  }

  private static func regex(_ pattern: String) -> Regex<AnyRegexOutput> {
    do {
      return try Regex(pattern)
    } catch {
      preconditionFailure("\(pattern): \(error)")
    }
  }

  private static func group(_ match: Regex<AnyRegexOutput>.Match, _ number: Int) -> String {
    match.output[number].substring.map(String.init) ?? ""
  }

  private static let changes: [Change] = [
    // Signs.
    swap(#" \+ "#, " - "), swap(" - ", " + "), swap(#"\+="#, "-="), swap("-=", "+="),
    Change(
      pattern: regex(#"([(\[, ])-(?=[A-Za-z0-9(.])"#), replacements: { [group($0, 1)] }),
    // Exponents.
    swap(#" \* "#, " / "), swap(" / ", " * "), swap(#"\*="#, "/="), swap("%=", "/="),
    Change(
      pattern: regex(#"(\w+(?:\[\d\])?) \* \1(?!\w|\[)"#),
      replacements: { [group($0, 1), "\(group($0, 1)) * \(group($0, 1)) * \(group($0, 1))"] }),
    swap(#"\bsqrt\("#, "("), swap(#"\.squareRoot\(\)"#, ""),
    Change(
      pattern: regex(#"\.pow\((\w+), ([^()]+(?:\([^()]*\))?)\)"#),
      replacements: { [".pow(\(group($0, 1)), (\(group($0, 2))) + 1)"] }),
    // Off by one.
    Change(
      pattern: regex(#"([^\w.])(\d+)(?![\w.])"#),
      replacements: { match in
        let number = Int(group(match, 2)) ?? 0
        return [number + 1, number - 1].filter { $0 >= 0 }.map { group(match, 1) + "\($0)" }
      }),
    Change(
      pattern: regex(#"Double\((step|warmup|horizon|length|taken|decay|period)\)"#),
      replacements: { ["Double(\(group($0, 1)) + 1)", "Double(\(group($0, 1)) - 1)"] }),
    // Comparisons and choices.
    swap(" > ", " >= ", " < "), swap(" >= ", " > "), swap(" < ", " <= ", " > "),
    swap(" <= ", " < "), swap(" == ", " != "), swap(" != ", " == "), swap("&&", "||"),
    swap(#"\|\|"#, "&&"), swap(#"\bmax\("#, "min("), swap(#"\bmin\("#, "max("),
    Change(
      pattern: regex(#"([(= ])(\w+) \? "#),
      replacements: { ["\(group($0, 1))!\(group($0, 2)) ? "] }),
    Change(pattern: regex(#"\bif (\w+) \{"#), replacements: { ["if !\(group($0, 1)) {"] }),
  ]
}

extension Mutation {
  /// The same mutation in a longer file: the source transformed by `edit`, followed by `rest`.
  package func followed(by rest: String, _ edit: (String) -> String) -> Mutation {
    Mutation(file: file, line: line, before: before, after: after, source: edit(source) + rest)
  }
}
