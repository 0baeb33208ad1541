/// A named curve of a picture.
public struct Curve: Sendable, Hashable {
  /// How the line is drawn.
  public enum Style: Sendable, Hashable {
    case line
    /// Thin and pale, behind the others.
    case faint
    /// A line with a mark at each point.
    case marked
    /// Dashed, with a mark at each point.
    case markedDashed
  }

  public let name: String
  public let points: [SIMD2<Double>]
  /// A remark for the legend about how the run ended, if the picture does not show it.
  public let remark: String?
  /// Whether the run diverged, so that its values do not affect the range of the picture.
  public let hasDiverged: Bool
  /// The step of each point of a path; by default, the point's index.
  public let steps: [Int]?
  public let style: Style
  /// Its colour in the palette; by default, its index in the picture.
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

  /// The largest number of characters of a legend's text that fits into a panel.
  static let widest = 68

  /// The legend's text: the name, shortened if it does not fit, the remark and the notes.
  func title(_ notes: [String] = []) -> String {
    let details = ([remark].compactMap(\.self) + notes).joined(separator: ", ")
    let shown = shortened(name, to: max(24, Self.widest - details.count))
    return details.isEmpty ? shown : shown.isEmpty ? details : "\(shown): \(details)"
  }
}

/// A text with its middle removed if it is too long; both ends are kept, because they
/// distinguish long names.
func shortened(_ text: String, to limit: Int) -> String {
  guard text.count > limit else { return text }
  let head = (limit - 1) / 2
  return text.prefix(head) + "…" + text.suffix(limit - 1 - head)
}

/// A text wrapped into lines of at most `limit` characters, at blanks, commas and slashes.
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
