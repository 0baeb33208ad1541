/// The executable parts of a Swift file. Comments, strings, the card, hyperparameter declarations and their
/// validation are replaced by spaces, so that offsets in the mask and in the file agree.
struct CodeMask {
  let text: [Character]
  /// The masked text, of the same length as `text`, with spaces in place of everything that is not
  /// executable.
  let code: String

  init(_ source: String) {
    text = Array(source)
    var masked = text
    Self.blankCommentsAndStrings(&masked)
    // The default value may follow on the line after the meaning and the range.
    var isAssigned = false
    Self.blank(from: "@Hyperparameter(", &masked) { depth, character in
      if depth == 0, character == "=" { isAssigned = true }
      guard isAssigned, depth == 0, character == "\n" else { return false }
      isAssigned = false
      return true
    }
    Self.blank(from: "static let card = Card(", &masked) { depth, character in
      depth == 0 && character == "\n"
    }
    Self.blank(from: "func validate()", &masked) { depth, character in
      depth == 0 && character == "}"
    }
    code = String(masked)
  }

  private static func blankCommentsAndStrings(_ text: inout [Character]) {
    var place = 0
    while place < text.count {
      if matches("//", text, place) {
        while place < text.count, text[place] != "\n" { erase(&text, &place) }
      } else if matches("\"\"\"", text, place) {
        for _ in 0..<3 { erase(&text, &place) }
        while !matches("\"\"\"", text, place) { erase(&text, &place) }
        for _ in 0..<3 { erase(&text, &place) }
      } else if text[place] == "\"" {
        repeat { erase(&text, &place) } while text[place] != "\""
        erase(&text, &place)
      } else {
        place += 1
      }
    }
  }

  private static func matches(_ part: String, _ text: [Character], _ place: Int) -> Bool {
    text[place...].starts(with: part)
  }

  private static func erase(_ text: inout [Character], _ place: inout Int) {
    if text[place] != "\n" { text[place] = " " }
    place += 1
  }

  /// Blanks every range that starts with `opening` and stops at the first character for which `isEnd` returns
  /// true, given the current depth of brackets.
  private static func blank(
    from opening: String, _ text: inout [Character], isEnd: (_ depth: Int, Character) -> Bool
  ) {
    for start in text.indices where matches(opening, text, start) {
      var (place, depth) = (start, 0)
      while place < text.count {
        let character = text[place]
        if "({[".contains(character) { depth += 1 }
        if ")}]".contains(character) { depth -= 1 }
        let ends = isEnd(depth, character)
        erase(&text, &place)
        if ends { break }
      }
    }
  }
}
