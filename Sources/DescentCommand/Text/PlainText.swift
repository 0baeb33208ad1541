import Foundation

/// Text for terminals and locales that support only ASCII.
enum PlainText {
  /// The ASCII spellings of the letters and signs of formulas and drawings.
  private static let signs: [Character: String] = {
    var signs: [Character: String] = [
      "∑": "sum", "Σ": "sum", "∏": "prod", "Π": "prod", "∇": "grad ", "‖": "||",
      "∞": "inf",
      "×": "x", "·": "*", "⊙": "*", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!=",
      "≈": "~",
      "∈": " in ", "→": "->", "←": "<-", "↦": "|->", "⌈": "ceil(", "⌉": ")", "⌊": "floor(",
      "⌋": ")",
      "…": "...", "⋯": "...", "“": "\"", "”": "\"", "‘": "'", "’": "'", "±": "+-", "½": "1/2",
      "¼": "1/4",
      "¾": "3/4", "°": " deg", "∂": "d", "ℓ": "l", "ℝ": "R", "⁻": "^-", "⊤": "^T", "ᵀ": "^T",
      "⟨": "<", "⟩": ">",
      "│": "|", "─": "-", "└": "+", "┘": "+", "┌": "+", "┐": "+", "├": "+", "┤": "+", "┬": "+",
      "┴": "+",
      "┼": "+", "█": "#", "•": "*", "✓": "ok", "✗": "no", "µ": "u", "∧": "and", "∨": "or",
    ]
    let greek: [(String, String)] = [
      (
        "αβγδεζηθικλμνξοπρςστυφχψω",
        "alpha beta gamma delta eps zeta eta theta iota kappa lambda mu nu xi o "
          + "pi rho s sigma tau upsilon phi chi psi omega"
      ),
      ("ΓΔΘΛΞΦΨΩ", "Gamma Delta Theta Lambda Xi Phi Psi Omega"), ("ϕϵϑ", "phi eps theta"),
    ]
    for (letters, names) in greek {
      for (letter, name) in zip(letters, names.split(separator: " ")) {
        signs[letter] = String(name)
      }
    }
    for (letters, plain, mark) in [
      ("₀₁₂₃₄₅₆₇₈₉₊₋₌ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=aehijklmnoprstuvx", "_"),
      ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺ⁿᵏᵗᵃᵇ", "0123456789+nktab", "^"),
    ] {
      for (letter, character) in zip(letters, plain) { signs[letter] = mark + String(character) }
    }
    return signs
  }()

  /// The text in ASCII: signs are spelled out, letters lose their accents, and other characters become
  /// question marks.
  static func ascii(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var plain = ""
    // The subscript or superscript mark of the previous character, so that xₜ₋₁ is x_t-1 and not x_t_-_1.
    var mark: Character?
    for (character, next) in zip(text, text.dropFirst().map(Optional.init) + [nil]) {
      let before = mark
      mark = nil
      if character.isASCII {
        plain.append(character)
      } else if character == "√" {
        plain += next == "(" ? "sqrt" : "sqrt "
      } else if let sign = signs[character] {
        guard sign.count > 1, let first = sign.first, first == "_" || first == "^" else {
          plain += sign
          continue
        }
        mark = first
        plain += before == first ? String(sign.dropFirst()) : sign
      } else {
        plain += unlisted(character)
      }
    }
    return plain
  }

  /// A letter without its accents; accents of formulas (hat, bar, tilde) are spelled out.
  private static func unlisted(_ character: Character) -> String {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return "" }
    let accents: [Unicode.Scalar: String] = [
      "\u{302}": "hat", "\u{304}": "bar", "\u{303}": "tilde",
    ]
    if scalars.count > 1, let accent = scalars.last.flatMap({ accents[$0] }) {
      return ascii(String(first)) + accent
    }
    let folded = String(character).applyingTransform(.toLatin, reverse: false)?
      .folding(options: .diacriticInsensitive, locale: nil).filter(\.isASCII)
    return folded.flatMap { $0.isEmpty ? nil : $0 } ?? "?"
  }
}
