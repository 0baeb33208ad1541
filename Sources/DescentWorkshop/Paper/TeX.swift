import DescentTextbook
import Foundation

/// Text and numbers as LaTeX.
package enum TeX {
  /// A sentence or a formula of the project as LaTeX text: Greek letters, signs, superscripts and subscripts
  /// become mathematics, and reserved characters are escaped.
  package static func text(_ text: String) -> String {
    let characters = Array(
      text.replacing("<=", with: "≤").replacing(">=", with: "≥").replacing(" - ", with: " − "))
    var result = ""
    var place = 0
    while place < characters.count {
      let character = characters[place]
      if character == "^" || character == "_",
        let script = script(characters, after: place)
      {
        result += math("{}\(character){\(self.text(script.text))}")
        place = script.end
        continue
      }
      result += symbol(character, isAfterLetter: place > 0 && characters[place - 1].isLetter)
      place += 1
      // Allow line breaks in a specification such as `adam:eps=0,beta1=0`, which LaTeX treats as one long
      // word.
      if ":,=".contains(character), place < characters.count, characters[place] != " " {
        result += "\\allowbreak{}"
      }
    }
    return result
  }

  /// The source of a result as LaTeX text: each work is followed by its number in the list of references.
  package static func source(_ text: String) -> String {
    var result = ""
    var place = text.startIndex
    for work in Citation.all(in: text) {
      result += self.text(String(text[place..<work.range.upperBound])) + "~\\cite{\(work.key)}"
      place = work.range.upperBound
    }
    return result + self.text(String(text[place...]))
  }

  /// The text of a superscript or subscript: a group in braces or parentheses, or a single character that
  /// does not begin a word (as in `weight_decay`).
  private static func script(
    _ characters: [Character], after place: Int
  ) -> (text: String, end: Int)? {
    let next = place + 1
    guard place > 0, next < characters.count, characters[place - 1] != " " else { return nil }
    for (open, close) in [("{", "}"), ("(", ")")] as [(Character, Character)]
    where characters[next] == open {
      guard let end = characters[next...].firstIndex(of: close) else { return nil }
      return (String(characters[(next + 1)..<end]), end + 1)
    }
    var end = next + 1
    if characters[next].isASCII, characters[next].isNumber {
      while end < characters.count, characters[end].isASCII, characters[end].isNumber { end += 1 }
      return (String(characters[next..<end]), end)
    }
    // In λ_max and t_min the whole word is a subscript; other words after an underscore are parts of a name.
    while end < characters.count, characters[end].isLetter { end += 1 }
    let word = String(characters[next..<end])
    guard word.count == 1 || ["max", "min"].contains(word) else { return nil }
    return (word, end)
  }

  private static func math(_ formula: String) -> String { "\\ensuremath{\(formula)}" }

  private static func symbol(_ character: Character, isAfterLetter: Bool) -> String {
    if character == "*" { return isAfterLetter ? math("{}^{*}") : math("*") }
    if let reserved = reserved[character] { return reserved }
    if let command = mathematics[character] { return math(command) }
    return String(character)
  }

  private static let reserved: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "_": "\\_", "%": "\\%", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
    "…": "\\dots{}", "“": "``", "”": "''", "\"": "''", "§": "\\S{}", "°": "\\textdegree{}",
  ]

  /// The characters that are set as formulas.
  private static let mathematics: [Character: String] = {
    var table: [Character: String] = [
      "−": "-", "±": "\\pm", "·": "\\cdot", "×": "\\times", "√": "\\surd", "∝": "\\propto",
      "∞": "\\infty", "≈": "\\approx", "≤": "\\leq", "≥": "\\geq", "≠": "\\neq", "∇": "\\nabla",
      "∈": "\\in", "→": "\\to", "←": "\\gets", "⇒": "\\Rightarrow", "⌈": "\\lceil",
      "⌉": "\\rceil", "⌊": "\\lfloor", "⌋": "\\rfloor", "‖": "\\|", "½": "\\tfrac12",
      "¼": "\\tfrac14", "v̂": "\\hat v", "<": "<", ">": ">", "|": "|",
    ]
    let greek = [
      "αalpha", "βbeta", "γgamma", "δdelta", "εvarepsilon", "ζzeta", "ηeta", "θtheta", "κkappa",
      "λlambda", "μmu", "νnu", "ξxi", "πpi", "ρrho", "σsigma", "τtau", "φphi", "χchi", "ψpsi",
      "ωomega", "ΔDelta", "ΠPi", "ΣSigma", "ΦPhi", "ΩOmega",
    ]
    for name in greek { table[name.first ?? " "] = "\\" + name.dropFirst() }
    for (signs, ascii, mark) in [
      ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵏᵗʲᵖⁿ", "0123456789+-ktjpn", "^"), ("₀₁₂₃₄₅₆₇₈₉₊₋ᵢₖₜ", "0123456789+-ikt", "_"),
    ] {
      for (sign, letter) in zip(signs, ascii) { table[sign] = "{}\(mark){\(letter)}" }
    }
    table["ᵀ"] = "{}^{\\mathsf T}"
    return table
  }()

  /// A number of at most `digits` significant digits.
  package static func number(_ x: Double, digits: Int) -> String {
    if x.isNaN { return "---" }
    if x.isInfinite { return x < 0 ? "$-\\infty$" : "$\\infty$" }
    if x == 0 { return "$0$" }
    let parts = String(format: "%.\(digits)g", x).split(separator: "e").map(String.init)
    guard parts.count == 2, let exponent = Int(parts[1]) else { return "$\(parts[0])$" }
    switch parts[0] {
    case "1": return "$10^{\(exponent)}$"
    case "-1": return "$-10^{\(exponent)}$"
    default: return "$\(parts[0])\\cdot10^{\(exponent)}$"
    }
  }
}
