extension String {
  /// The words in lines of at most so many characters; a longer word has a line of its own.
  package func wrapped(to columns: Int) -> String {
    var (lines, line) = ([String](), "")
    for word in split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
