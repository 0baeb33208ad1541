import Foundation

/// A source file of right rules, split into its top-level declarations.
package struct RightFile: Sendable {
  /// The name of the file without extension.
  package let name: String
  private let imports: [Substring]
  private let blocks: [Block]

  private struct Block: Sendable {
    let text: String
    /// The type of a rule; nil for shared declarations.
    let rule: String?
    /// The types that the declaration conforms to or extends.
    let kin: [String]
  }

  /// - Parameter helpers: declarations that the source uses but does not contain.
  package init(name: String, source: String, helpers: String = "") {
    self.name = name
    // Remove access modifiers, because the built-in rules are public and plugins need not be.
    let plain = source.replacing("public ", with: "").replacing("  init() {}\n", with: "")
    let lines = (plain + "\n" + helpers).split(separator: "\n", omittingEmptySubsequences: false)
    imports = Set(lines.filter { $0.hasPrefix("import ") }).sorted()
    blocks = Self.blocks(lines.filter { !$0.hasPrefix("import ") })
  }

  /// Splits a source into declarations, each of which is a single line or ends with a closing brace at the
  /// beginning of a line.
  private static func blocks(_ source: [Substring]) -> [Block] {
    var (blocks, lines) = ([Block](), [Substring]())
    for line in source {
      if line.hasPrefix("let plugin = ") { break }
      lines.append(line)
      let isDeclaration = #/^(struct|extension|protocol|func|enum|private|final|class) .*\}$/#
      guard line == "}" || (try? isDeclaration.wholeMatch(in: line)) != nil else { continue }
      blocks.append(block(lines.joined(separator: "\n")))
      lines = []
    }
    if lines.contains(where: { !$0.isEmpty }) {
      blocks.append(block(lines.joined(separator: "\n")))
    }
    return blocks
  }

  private static func block(_ text: String) -> Block {
    let head = text.firstMatch(of: #/(?:^|\n)(struct|extension|protocol) (\w+):? ?([^{\n]*)\{/#)
    let kin = head.map {
      $0.output.3.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let isRule = head?.output.1 == "struct" && text.contains("static let card = Card(")
    return Block(
      text: text, rule: isRule ? head.map { String($0.output.2) } : nil,
      kin: (kin ?? [])
        + (head?.output.1 == "struct" ? [] : head.map { [String($0.output.2)] } ?? []))
  }

  /// The buffers of a rule, as listed by the rule or by a protocol that it conforms to.
  private func slots(of block: Block) -> [String]? {
    let own = [block] + blocks.filter { $0.rule == nil && !Set($0.kin).isDisjoint(with: block.kin) }
    for text in own.map(\.text) {
      guard let match = text.firstMatch(of: #/var slots: \[StateSlot\] \{ \[(.*)\] \}\n/#) else {
        if text.contains("var slots: [StateSlot]") { return nil }
        continue
      }
      let list = match.output.1
      guard !list.contains("StateSlot") else { return nil }
      return list.matches(of: #/"(\w+)"/#).map { String($0.output.1) }
    }
    return []
  }

  /// The file with all rules that can take a form, each named after the form.
  /// - Returns: the source, and the types of its rules; nil if there are none.
  package func source(in form: RightForm) -> (text: String, rules: [String])? {
    source(form.rawValue, isWritten: form == .written, helper: form.helper) {
      form.rewritten($0.text, slots: $0.rule == nil ? nil : slots(of: $0))
    }
  }

  /// The file with all rules that can have a fault, each named after the fault.
  /// - Returns: the source, and the types of its rules; nil if there are none.
  package func source(with fault: WrongForm) -> (text: String, rules: [String])? {
    source(fault.rawValue, isWritten: false, helper: fault.helper) { block in
      fault.rewritten(block.text, isRule: block.rule != nil)
    }
  }

  private func source(
    _ form: String, isWritten: Bool, helper: String, _ rewritten: (Block) -> String
  ) -> (text: String, rules: [String])? {
    let texts = blocks.map(rewritten)
    let changed = Set(
      zip(blocks, texts).filter { $0.rule == nil && $0.text != $1 }.flatMap { $0.0.kin })
    var (parts, rules) = (imports.map(String.init), [String]())
    for (block, text) in zip(blocks, texts) {
      guard let rule = block.rule else {
        parts.append(text)
        continue
      }
      guard isWritten || text != block.text || !changed.isDisjoint(with: block.kin)
      else { continue }
      rules.append(rule)
      parts.append(isWritten ? text : Self.renamed(text, form))
    }
    guard !rules.isEmpty else { return nil }
    let list = rules.map { "\($0).self" }.joined(separator: ", ")
    return (parts.joined(separator: "\n") + helper + "\nlet plugin = Plugin(\(list))\n", rules)
  }

  private static func renamed(_ text: String, _ form: String) -> String {
    guard let name = text.firstMatch(of: #/name: "(\w+)", summary:/#) else { return text }
    return text.replacing(
      name.output.0, with: "name: \"\(name.output.1)_\(form)\", summary:")
  }
}
