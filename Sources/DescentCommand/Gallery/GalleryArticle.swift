import Descent
import DescentGSL

/// One problem on the page of a gallery.
struct GalleryArticle {
  let item: GalleryItem
  let anchor: String

  /// The number of stationary points that the page shows; longer lists are truncated.
  private static let pointLimit = 40

  private var problem: any Problem { item.problem }

  var html: String {
    let parts = [
      "<article id=\"\(anchor)\">",
      "<h3>\(HTML.text(item.title))</h3>",
      "<p>\(HTML.text(item.card.summary))</p>",
      figure,
      "<pre>\(HTML.text(item.card.formula))</pre>",
      facts,
      points,
      "<pre>\(HTML.text(commands))</pre>",
      "</article>",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var figure: String {
    guard let picture = item.picture else { return "" }
    let what =
      problem.dimension == 2
      ? "contours of \(item.title) with its stationary points"
      : "slices of \(item.title) through its lowest known minimum"
    let size =
      problem.dimension == 2 ? (900, 760) : problem.dimension == 1 ? (900, 620) : (1500, 700)
    return "<figure><img src=\"\(HTML.text(picture))\" alt=\"\(HTML.text(what))\" loading=\"lazy\" "
      + "width=\"\(size.0)\" height=\"\(size.1)\"></figure>"
  }

  private var facts: String {
    let record = type(of: problem).record
    let start = problem.start(seed: 0)
    var facts: [(String, String)] = [
      ("parameters", "\(problem.dimension)"),
      ("start", vectorText(start)),
      ("also called", (record.aliases + record.named.keys.sorted()).joined(separator: ", ")),
      ("is", record.flags.words.joined(separator: ", ")),
    ]
    let constants = [("L", problem.smoothness), ("μ", problem.strongConvexity)]
      .compactMap { name, value in value.map { "\(name) = \(numberText($0))" } }
    facts.append(("constants", constants.joined(separator: ", ")))
    if let infimum = problem.infimum {
      facts.append(("infimum, not attained", "\(numberText(infimum.value)): \(infimum.how)"))
    }
    facts.append(("source", item.card.source))
    let rows = facts.filter { !$0.1.isEmpty }.map { name, value in
      "<dt>\(HTML.text(name))</dt><dd>\(HTML.text(value))</dd>"
    }
    return "<dl>\(rows.joined(separator: "\n"))</dl>"
  }

  private var points: String {
    var lines: [String] = []
    for certificate in item.verified.certificates.prefix(Self.pointLimit) {
      lines.append(row(certificate))
    }
    if item.verified.certificates.count > Self.pointLimit {
      let left = item.verified.certificates.count - Self.pointLimit
      lines.append("<tr><td colspan=\"4\">and \(left) more</td></tr>")
    }
    if let infimum = item.verified.infimum {
      let what = "a path comes to \(numberText(infimum.lowest))"
      lines.append(
        "<tr><td>infimum</td><td class=\"number\">\(numberText(infimum.reference))</td>"
          + Self.verdict(infimum.passes, infimum.objection.map { [$0] } ?? [])
          + "<td>\(what)</td></tr>"
      )
    }
    if let breakdown = item.verified.breakdown {
      lines.append("<tr><td colspan=\"4\" class=\"fails\">\(HTML.text(breakdown))</td></tr>")
    }
    guard !lines.isEmpty else { return "<p>No stationary point is known.</p>" }
    return """
      <div class="wide"><table>
      <tr><th>stationary point</th><th>value</th><th>certificate</th><th>at</th></tr>
      \(lines.joined(separator: "\n"))
      </table></div>
      """
  }

  private func row(_ certificate: Certificate) -> String {
    let curvature = certificate.curvature == .regular ? "" : ", \(certificate.curvature)"
    return "<tr><td>\(HTML.text("\(certificate.claim)\(curvature)"))</td>"
      + "<td class=\"number\">\(numberText(certificate.reference, digits: 10))</td>"
      + Self.verdict(certificate.passes, certificate.objections.map(\.description))
      + "<td>\(HTML.text(vectorText(certificate.point)))</td></tr>"
  }

  private static func verdict(_ passes: Bool, _ objections: [String]) -> String {
    passes
      ? "<td class=\"passes\">passes</td>"
      : "<td class=\"fails\">FAILS \(HTML.text(objections.joined(separator: "; ")))</td>"
  }

  private var commands: String {
    [
      "descent show \(item.title)", "descent verify \(item.title)",
      "descent race \(item.title)",
    ].joined(separator: "\n")
  }
}
