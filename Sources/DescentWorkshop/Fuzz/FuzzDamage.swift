import DescentLaws

/// Random damage to files.
enum FuzzDamage {
  static func edits(_ dice: inout Draw, text: [(String, String)] = []) -> [FuzzEdit] {
    (0...(dice.isTrue(probability: 0.3) ? dice.index(below: 4) : 0)).map { _ in one(&dice, text) }
  }

  private static func one(_ dice: inout Draw, _ text: [(String, String)]) -> FuzzEdit {
    let place = dice.index(below: 1 << 20)
    let near = dice.index(below: 600)
    switch dice.index(below: text.isEmpty ? 9 : 13) {
    case 0...2:
      return .flip(bit: dice.isTrue(probability: 0.5) ? place : near * 8 + dice.index(below: 8))
    case 3: return .cut(to: dice.isTrue(probability: 0.5) ? place : near)
    case 4: return .insert(at: place, bytes: some(&dice))
    case 5: return .set(at: dice.isTrue(probability: 0.5) ? place : near, bytes: some(&dice))
    // Overwrite the length of a header.
    case 6:
      return .set(
        at: 0,
        bytes: dice.element(of: [
          [255], [0, 0, 0, 0, 0, 0, 0, 0], Array(repeating: 255, count: 8),
          [0, 0, 0, 0, 0, 0, 0, 128], [1],
        ]))
    case 7:
      return dice.isTrue(probability: 0.2)
        ? .become(dice.element(of: [.directory, .pipe, .nothing])) : .flip(bit: place)
    case 8: return .insert(at: near, bytes: some(&dice))
    default:
      let (old, new) = dice.element(of: text)
      return .replace(text: old, by: new)
    }
  }

  private static func some(_ dice: inout Draw) -> [UInt8] {
    if dice.isTrue(probability: 0.4) {
      return Array(
        dice.element(of: [
          "0", "-", "nan", "\"", "}", "{", "[", "]", ",", "\n", "\u{FEFF}", "1e999", "null", ";",
        ]).utf8)
    }
    return (0...dice.index(below: 9)).map { _ in UInt8(truncatingIfNeeded: dice.bits()) }
  }

  /// Changes to a checkpoint's header that keep it valid JSON.
  static let header = [
    ("\"version\":\"3\"", "\"version\":\"2\""), ("\"version\":\"3\"", "\"version\":\"1\""),
    ("\"version\":\"3\"", "\"version\":\"4\""),
    ("\"version\":\"3\"", "\"version\":\"9223372036854775808\""),
    ("\"version\":\"3\"", "\"version\":\"-1\""), ("checksum", "checksun"), ("F64", "F32"),
    ("F64", "I64"),
    ("F64", "XX"), ("[0,", "[1,"), ("[0,", "[-1,"), ("\"shape\":[2]", "\"shape\":[3]"),
    ("\"shape\":[2]", "\"shape\":[9223372036854775807,2]"),
    ("\"progress.step\":\"20\"", "\"progress.step\":\"10\""),
    ("\"progress.step\":\"20\"", "\"progress.step\":\"9223372036854775807\""), ("adam", "adan"),
    ("float64", "float32"),
    ("parameters", "parametres"), ("{", "{ "), ("buffers", "scalars"), ("false", "true"),
    ("\"format\"", "\"Format\""),
    ("descent-checkpoint", "checkpoint"),
    ("\"configuration.seed\":\"0\"", "\"configuration.seed\":\"1\""),
  ]
}
