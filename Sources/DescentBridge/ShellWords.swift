/// Splits a text into words like a POSIX shell: by spaces, `'…'`, `"…"` and backslashes, without expansion.
enum ShellWords {
  /// The words; nil if a quote is not closed.
  static func split(_ text: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = Array(text)[...]
    while let character = characters.popFirst() {
      switch (quote, character) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case ("\"", "\\"):
        guard let next = characters.first else { return nil }
        if "\"\\$`".contains(next) {
          characters.removeFirst()
          word = (word ?? "") + String(next)
        } else {
          word = (word ?? "") + "\\"
        }
      case (.some, _): word = (word ?? "") + String(character)
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (nil, "\\"):
        guard let next = characters.popFirst() else { return nil }
        word = (word ?? "") + String(next)
      case (nil, _) where character.isWhitespace:
        if let whole = word { words.append(whole) }
        word = nil
      case (nil, _): word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    return words + (word.map { [$0] } ?? [])
  }
}
