import Foundation

/// `paper/references.bib`, read as the file is laid out: one field a line.
struct BibTeX {
  struct Entry {
    let type: String
    let key: String
    var fields: [String: String] = [:]

    /// How a source names the work: up to three authors, or the first and "et al."; the year.
    var spelling: String {
      let authors = plain(fields["author"] ?? "").components(separatedBy: " and ").map {
        String($0.prefix { $0 != "," })
      }
      let names =
        switch authors.count {
        case 1: authors[0]
        case 2, 3: authors.dropLast().joined(separator: ", ") + " and " + authors[authors.count - 1]
        default: authors[0] + " et al."
        }
      return "\(names) \(fields["year"] ?? "")"
    }

    /// The names without LaTeX: `Cand{\`e}s` is Candès.
    private func plain(_ text: String) -> String {
      var text = text
      for (accent, mark) in [("`", "\u{300}"), ("'", "\u{301}"), ("\"", "\u{308}")] {
        for letter in "aeiou" {
          text = text.replacing("{\\\(accent)\(letter)}", with: "\(letter)\(mark)")
        }
      }
      return text.filter { $0 != "{" && $0 != "}" }
    }
  }

  let entries: [Entry]
  /// Lines that are not of the file's layout.
  let strangers: [Substring]

  init(_ text: String) {
    var (entries, strangers, open) = ([Entry](), [Substring](), nil as Entry?)
    for line in text.split(separator: "\n") where !line.hasPrefix("%") {
      if open == nil, let head = line.wholeMatch(of: /@([a-z]+)\{([a-z0-9]+),/) {
        open = Entry(type: String(head.output.1), key: String(head.output.2))
      } else if open != nil, let field = line.wholeMatch(of: /[ ]{2}([a-z]+) = \{(.+)\},/) {
        open?.fields[String(field.output.1)] = String(field.output.2)
      } else if let entry = open, line == "}" {
        entries.append(entry)
        open = nil
      } else {
        strangers.append(line)
      }
    }
    self.entries = entries
    self.strangers = strangers
  }
}
