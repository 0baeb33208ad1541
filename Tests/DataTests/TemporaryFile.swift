import Foundation

/// Writes a file into a separate folder, which is deleted after the call; the path ends in `name`.
func withFile<Result>(
  _ name: String, _ bytes: [UInt8], body: (String) throws -> Result
) throws -> Result {
  try withFiles([(name, bytes)]) { try body($0[0]) }
}

func withFiles<Result>(
  _ files: [(name: String, bytes: [UInt8])], body: ([String]) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let paths = try files.map { file in
    let url = folder.appending(path: file.name)
    try Data(file.bytes).write(to: url)
    return url.path
  }
  return try body(paths)
}
