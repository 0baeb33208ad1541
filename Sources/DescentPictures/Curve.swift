/// One line of a picture: a name and points.
public struct Curve: Sendable, Hashable {
  /// How the line is drawn.
  public enum Style: Sendable, Hashable {
    case line
    /// Thin and pale, behind the others.
    case faint
    /// With a mark at each point.
    case marked
    /// Dashed, with a mark at each point.
    case markedDashed
  }

  public let name: String
  public let points: [SIMD2<Double>]
  /// What the legend adds to the name: how the run ended, where that is not seen.
  public let remark: String?
  /// Whether the run diverged, so that its values do not decide what the picture shows.
  public let hasDiverged: Bool
  /// The step of each point of a path; the point's index unless given.
  public let steps: [Int]?
  public let style: Style
  /// Its colour in the palette; that of its index in the picture unless given.
  public let color: Int?

  public init(
    name: String, points: [SIMD2<Double>], remark: String? = nil, hasDiverged: Bool = false,
    steps: [Int]? = nil, style: Style = .line, color: Int? = nil
  ) {
    self.name = name
    self.points = points
    self.remark = remark
    self.hasDiverged = hasDiverged
    self.steps = steps
    self.style = style
    self.color = color
  }

  /// The most characters of a legend's text that a panel has room for.
  static let widest = 68

  /// The legend's text: the name, shortened where it would not fit, the remark and notes.
  func title(_ notes: [String] = []) -> String {
    let details = ([remark].compactMap(\.self) + notes).joined(separator: ", ")
    let shown = shortened(name, to: max(24, Self.widest - details.count))
    return details.isEmpty ? shown : shown.isEmpty ? details : "\(shown): \(details)"
  }
}

/// A text without its middle, where it is too long; both ends tell long names apart.
func shortened(_ text: String, to limit: Int) -> String {
  guard text.count > limit else { return text }
  let head = (limit - 1) / 2
  return text.prefix(head) + "…" + text.suffix(limit - 1 - head)
}

/// A text in lines of at most `limit` characters, broken at blanks, commas and slashes.
func wrapped(_ text: String, to limit: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var word = ""
  func fits(_ next: String) -> Bool {
    (line + next).reversed().drop { $0 == " " }.count <= limit
  }
  func take() {
    if !line.isEmpty, !fits(word) {
      lines.append(line)
      line = ""
    }
    line += word
    word = ""
    while line.count > limit, !fits("") {
      lines.append(String(line.prefix(limit)))
      line = String(line.dropFirst(limit))
    }
  }
  for character in text.replacing("\n", with: " ") {
    word.append(character)
    if " ,/:".contains(character) { take() }
  }
  take()
  if !line.isEmpty { lines.append(line) }
  return lines.map { $0.trimmed }.filter { !$0.isEmpty }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
