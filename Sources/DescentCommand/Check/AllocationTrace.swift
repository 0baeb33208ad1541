import Foundation

/// Counts what is allocated, by the C library's own trace of it. It is there in a worker, which has the
/// library's checks of memory, and is nil elsewhere.
enum AllocationTrace {
  /// Calls of the allocator while a body runs, on all threads.
  static func count(_ body: () -> Void) -> Int? {
    #if os(Linux)
      // Linked by name, both would be the C library's own, which do nothing.
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
      // "@ caller + address size", and ">" where memory is allocated again at another size.
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
      // The versions of the C library's first functions on x86-64 and on ARM.
      for version in ["GLIBC_2.2.5", "GLIBC_2.17"] {
        guard let found = versioned(library, name, version) else { continue }
        return unsafeBitCast(found, to: (@convention(c) () -> Void).self)
      }
      return nil
    }
  #endif
}

#if os(Linux)
  // Behind a feature macro that Swift's module of the C library does not set.
  @_silgen_name("dlvsym")
  private func versioned(
    _ library: UnsafeMutableRawPointer, _ name: UnsafePointer<CChar>,
    _ version: UnsafePointer<CChar>
  ) -> UnsafeMutableRawPointer?
#endif
