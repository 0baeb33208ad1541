/// The parts of a Swift file that compute: comments, strings, the card, the declarations of
/// hyperparameters and what only validates them are blanked, so that places still agree.
struct CodeMask {
  let text: [Character]
  /// The same length as the text; a space where it does not compute.
  let code: String

  init(_ source: String) {
    text = Array(source)
    var masked = text
    Self.blankCommentsAndStrings(&masked)
    // The default may stand on the line below the meaning and the range.
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

  /// Blanks every stretch that begins with an opening and ends with the first character, outside
  /// brackets, that is an end.
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
