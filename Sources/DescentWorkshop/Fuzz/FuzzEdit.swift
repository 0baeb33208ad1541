import Foundation

/// A change to the bytes of a file. Positions count from 0 and wrap around at the end, so that an edit
/// applies to files of any length.
enum FuzzEdit: Codable, Hashable, Sendable {
  case flip(bit: Int)
  case cut(to: Int)
  case insert(at: Int, bytes: [UInt8])
  case set(at: Int, bytes: [UInt8])
  /// Replaces the first occurrence of a text.
  case replace(text: String, by: String)
  /// Replaces the file by something that is not a regular file.
  case become(Kind)

  enum Kind: String, Codable, Sendable { case directory, pipe, nothing }

  func apply(_ bytes: inout [UInt8]) {
    switch self {
    case .flip(let bit):
      guard !bytes.isEmpty else { return }
      bytes[bit / 8 % bytes.count] ^= 1 << UInt8(bit % 8)
    case .cut(let length): bytes.removeLast(bytes.count - length % (bytes.count + 1))
    case .insert(let place, let new): bytes.insert(contentsOf: new, at: place % (bytes.count + 1))
    case .set(let place, let new):
      for (offset, byte) in new.enumerated() where !bytes.isEmpty {
        bytes[(place + offset) % bytes.count] = byte
      }
    case .replace(let text, let new):
      let data = Data(bytes)
      guard let range = data.range(of: Data(text.utf8)) else { return }
      bytes.replaceSubrange(range, with: Array(new.utf8))
    case .become: break
    }
  }
}
