extension String {
  /// The words in lines of at most this many characters; a longer word has a line to itself.
  package func wrapped(to columns: Int) -> String {
    lines(of: columns, breakingWords: false).joined(separator: "\n")
  }

  /// The words in lines of at most this many characters.
  /// - Parameter breakingWords: whether to cut a longer word, after a comma if it has one.
  func lines(of columns: Int, breakingWords: Bool = true) -> [String] {
    var (lines, line) = ([String](), "")
    let room = Swift.max(1, columns)
    for word in split(separator: " ") {
      var word = word[...]
      if !line.isEmpty, line.count + 1 + word.count <= room {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while breakingWords, word.count > room {
        let head = word.prefix(room)
        let cut = head.lastIndex(of: ",").map { head[...$0] } ?? head
        lines.append(String(cut))
        word = word.dropFirst(cut.count)
      }
      line = String(word)
    }
    return lines + [line]
  }

  /// The lines, wrapped to a width. The continuation of a line is indented to its last column if it has
  /// several, separated by two blanks or more; otherwise two further than the line itself.
  func fitted(to columns: Int) -> String {
    guard split(separator: "\n").contains(where: { $0.visibleCount > columns }) else { return self }
    return split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.visibleCount > columns && !line.isToBeCopied ? Self.fitted(line, columns) : String(line)
    }.joined(separator: "\n")
  }

  private static func fitted(_ line: Substring, _ columns: Int) -> String {
    let indent = line.prefix { $0 == " " }.count
    let body = line.dropFirst(indent)
    var (head, text, hanging) = (String(line.prefix(indent)), body, indent + 2)
    let gaps = body.ranges(of: /[^ ]  +(?=[^ ])/).map {
      line.distance(from: line.startIndex, to: $0.upperBound)
    }
    if let column = gaps.last(where: { $0 <= columns / 2 }) {
      hanging = column
      head = String(line.prefix(column))
      text = line.dropFirst(column)
    }
    // Leave a line to the terminal if its indentation takes nearly the whole width.
    guard columns - hanging >= 10 else { return String(line) }
    let room = columns - Swift.max(hanging, head.count)
    var lines: [String] = []
    // Formulas that share a line stay apart: a line ends between two of them, or two blanks stay there.
    for part in text.split(separator: /[ ]{2,}/) {
      if let last = lines.last, last.count + 2 + part.count <= room {
        lines[lines.count - 1] += "  " + part
      } else {
        lines += String(part).lines(of: room)
      }
    }
    return lines.enumerated().map { place, part in
      (place == 0 ? head : String(repeating: " ", count: hanging)) + part
    }.joined(separator: "\n")
  }
}

extension StringProtocol {
  /// Whether a line contains a command, which is not wrapped so that it can be copied.
  fileprivate var isToBeCopied: Bool {
    contains("--replay ") || ["descent ", "$ "].contains(where: drop { $0 == " " }.hasPrefix)
  }

  /// The number of characters without the escape sequences for colour.
  var visibleCount: Int {
    contains("\u{1B}") ? String(self).replacing(/\u{1B}\[[0-9;]*m/, with: "").count : count
  }
}
