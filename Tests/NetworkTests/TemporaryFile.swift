import Foundation

/// Writes a file into a separate folder, which is deleted after the call; the path ends in `name`.
func withFile<Result>(
  _ name: String, _ bytes: [UInt8], body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let url = folder.appending(path: name)
  try Data(bytes).write(to: url)
  return try body(url.path)
}
