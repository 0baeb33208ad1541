import Foundation

/// Counts allocations with the C library's `mtrace`. The count is available in a worker, which preloads the
/// C library's memory checker, and nil in any other process.
enum AllocationTrace {
  /// The number of calls of the allocator while a body runs, on all threads.
  static func count(_ body: () -> Void) -> Int? {
    #if os(Linux)
      // Look both up in the memory checker, because those of the C library itself do nothing.
      guard let library = dlopen("libc_malloc_debug.so.0", RTLD_NOW | RTLD_NOLOAD),
        let begin = function("mtrace", library), let end = function("muntrace", library)
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
      // A line is "@ caller + address size", with ">" in place of "+" for the new block of a reallocation.
      return text.split(separator: "\n").count { line in
        line.contains(" + 0x") || line.contains(" > 0x")
      }
    #else
      return nil
    #endif
  }

  #if os(Linux)
    private static func function(
      _ name: String, _ library: UnsafeMutableRawPointer
    ) -> (@convention(c) () -> Void)? {
      // The base symbol versions of the C library on x86-64 and on ARM.
      for version in ["GLIBC_2.2.5", "GLIBC_2.17"] {
        guard let found = versioned(library, name, version) else { continue }
        return unsafeBitCast(found, to: (@convention(c) () -> Void).self)
      }
      return nil
    }
  #endif
}

#if os(Linux)
  // Declared here because the C header hides it behind a feature macro that Swift's Glibc module does not
  // set.
  @_silgen_name("dlvsym")
  private func versioned(
    _ library: UnsafeMutableRawPointer, _ name: UnsafePointer<CChar>,
    _ version: UnsafePointer<CChar>
  ) -> UnsafeMutableRawPointer?
#endif
