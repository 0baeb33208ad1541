import RegexBuilder

/// A work cited by authors and year, as in "Kingma and Ba 2015, §2.1".
///
/// Up to three authors are named; if there are more, the first and "et al."
public struct Citation: Sendable, Hashable {
  /// The authors as written: `Kingma and Ba`.
  public let authors: String
  public let year: String
  /// The range of authors and year in the text.
  public let range: Range<String.Index>

  /// The key of the work in the paper's list of references: `kingma2015`.
  public var key: String {
    let first = authors.firstMatch(of: Self.name).map { String($0.output) } ?? authors
    return first.filter(\.isLetter).lowercased() + year
  }

  /// All works cited in a text, in order.
  public static func all(in text: String) -> [Citation] {
    let pattern = Regex {
      Capture {
        name
        Optionally {
          ChoiceOf {
            Regex {
              ZeroOrMore {
                ", "
                name
              }
              " and "
              name
            }
            " et al."
          }
        }
      }
      " "
      Capture { /[0-9]{4}/ }
    }
    return text.matches(of: pattern).map {
      Citation(authors: String($0.output.1), year: String($0.output.2), range: $0.range)
    }
  }

  /// `Ba`, `O'Neill`, `de Klerk`, `d'Aspremont`, `Boulanger-Lewandowski`.
  private static var name: Regex<Substring> { /(?:de |d')?\p{Lu}[\p{L}'-]+/ }
}
