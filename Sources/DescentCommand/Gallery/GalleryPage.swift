import Descent

/// A problem of a gallery.
struct GalleryItem {
  /// The problem as typed.
  let title: String
  let problem: any Problem
  let card: Card
  let verified: VerifiedProblem
  /// The picture's file, beside the page.
  var picture: String?
}

/// The page: plain HTML with an inline style, with the problems grouped by family.
struct GalleryPage {
  let items: [GalleryItem]

  private var families: [(name: String, items: [GalleryItem])] {
    var names: [String] = []
    for item in items {
      let name = type(of: item.problem).record.familyName
      if !names.contains(name) { names.append(name) }
    }
    return names.map { name in
      (name, items.filter { type(of: $0.problem).record.familyName == name })
    }
  }

  var html: String {
    let families = families
    let contents = families.map { family in
      let links = family.items.map { item in
        "<a href=\"#\(anchor(item))\">\(HTML.text(item.title))</a>"
      }
      return "<p><b>\(HTML.text(family.name))</b> \(links.joined(separator: " "))</p>"
    }
    let sections = families.map { family in
      "<section><h2>\(HTML.text(family.name))</h2>\n"
        + family.items.map { GalleryArticle(item: $0, anchor: anchor($0)).html }
        .joined(separator: "\n") + "\n</section>"
    }
    let certificates = items.reduce(0) { $0 + $1.verified.count }
    let failed = items.reduce(0) { $0 + $1.verified.failureCount }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Descent: \(counted(items.count, "problem"))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>
      <h1>Test problems</h1>
      <p>\(counted(items.count, "problem")), \(counted(certificates, "certificate")), \(failed) failed.
      Certified with GSL \(Version.gsl) by Descent \(Version.descent).</p>
      <nav>
      \(contents.joined(separator: "\n"))
      </nav>
      </header>
      \(sections.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private func anchor(_ item: GalleryItem) -> String { RaceCommand.fileName(item.title) }

  private static let style = """
    body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #1b1f23; background: #fff;
      max-width: 70rem; margin: 0 auto; padding: 1rem; }
    h1 { margin-bottom: 0; }
    h2 { border-bottom: 2px solid #20639b; margin-top: 3rem; text-transform: capitalize; }
    h3 { margin: 0 0 .3rem; overflow-wrap: anywhere; }
    nav p { margin: .3rem 0; }
    nav a { margin-right: .6rem; overflow-wrap: anywhere; }
    a { color: #0b5394; }
    article { border: 1px solid #d9dee3; border-radius: 8px; padding: 1rem; margin: 1.2rem 0; }
    figure { margin: 0 0 .8rem; }
    img { max-width: 100%; height: auto; display: block; margin: 0 auto; }
    pre { background: #f4f6f8; padding: .6rem; overflow-x: auto; border-radius: 6px; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
    dt { color: #57606a; }
    dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #e6e9ec;
      vertical-align: top; }
    td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .passes { color: #116329; }
    .fails { color: #b00020; font-weight: bold; }
    @media (max-width: 600px) {
      body { padding: .5rem; }
      article { padding: .6rem; }
      dl { grid-template-columns: 1fr; gap: 0; }
      dd { margin-bottom: .4rem; }
    }
    """
}

/// Escapes text for HTML.
enum HTML {
  static func text(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
