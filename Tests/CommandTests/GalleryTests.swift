import Foundation
import Testing

@Suite("The command gallery") struct GalleryTests {
  private static let names = ["beale", "rosenbrock:n=4", "square", "powell-singular"]

  private func gallery(_ directory: String) async -> Invocation {
    await descent(["gallery", directory] + Self.names)
  }

  @Test("writes a page and a picture for each problem") func page() async throws {
    let place = try Workplace()
    let result = await gallery(place["pages"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output == "4 problems in \(place["pages"])/index.html\n")
    let html = try place.text("pages/index.html")
    let files = try FileManager.default.contentsOfDirectory(atPath: place["pages"]).sorted()
    #expect(
      files == [
        ".descent-gallery", "beale.png", "index.html", "powell-singular.png", "rosenbrock-n-4.png",
        "square.png",
      ])
    for name in Self.names {
      #expect(html.contains("<h3>\(name)</h3>"))
      #expect(html.contains("descent verify \(name)"))
    }
    // The page has no script, and loads nothing from elsewhere.
    for word in ["<script", "http:", "https:", "src=\"/"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("mgh05") && html.contains("saddle of index 1"))
    #expect(html.contains("singular Hessian") && html.contains("(1.5 − x + xy)²"))
    for picture in html.matches(of: /src="([^"]*)"/) {
      #expect(files.contains(String(picture.1)))
    }
    #expect(
      html.components(separatedBy: "<article").count
        == html.components(separatedBy: "</article>").count)
  }

  @Test("replaces a gallery, and touches nothing else") func again() async throws {
    let place = try Workplace()
    #expect(await gallery(place["pages"]).status == 0)
    let fewer = await descent(["gallery", place["pages"], "beale"])
    #expect(fewer.status == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: place["pages"]).sorted()
    #expect(files == [".descent-gallery", "beale.png", "index.html"])
    try place.write("mine", to: "pages/letter.txt")
    let refused = await gallery(place["pages"])
    #expect(
      refused.status == 64 && refused.errors.contains("holds letter.txt"), "\(refused.errors)")
    #expect(try place.text("pages/letter.txt") == "mine")
  }

  @Test("refuses a directory with other things, a file, and a wrong name before it writes")
  func refused() async throws {
    let place = try Workplace()
    try place.write("mine", to: "letter.txt")
    #expect(await gallery(place.path).status == 64)
    #expect(await gallery(place["letter.txt"]).status == 64)
    #expect(await descent(["gallery", place["new"], "no-such-problem"]).status == 64)
    #expect(try place.contents == ["letter.txt"])
  }
}
