import Foundation

/// Counts what is allocated, by the C library's own trace of it. It is there in a worker, which has the
/// library's checks of memory, and is nil elsewhere.
enum AllocationTrace {
  /// Calls of the allocator while a body runs, on all threads.
  static func count(_ body: () -> Void) -> Int? {
    #if os(Linux)
      guard getenv("LD_PRELOAD").map({ String(cString: $0) })?.contains("malloc_debug") == true,
        let begin = function("mtrace"), let end = function("muntrace")
      else { return nil }
      let path = FileManager.default.temporaryDirectory.appending(
        path: "descent-trace-\(ProcessInfo.processInfo.processIdentifier)"
      ).path
      setenv("MALLOC_TRACE", path, 1)
      defer {
        unsetenv("MALLOC_TRACE")
        unlink(path)
      }
      begin()
      body()
      end()
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
      // "@ caller + address size", and ">" where memory is allocated again at another size.
      return text.split(separator: "\n").count { line in
        line.contains(" + 0x") || line.contains(" > 0x")
      }
    #else
      return nil
    #endif
  }

  #if os(Linux)
    private static func function(_ name: String) -> (@convention(c) () -> Void)? {
      dlsym(nil, name).map { unsafeBitCast($0, to: (@convention(c) () -> Void).self) }
    }
  #endif
}
