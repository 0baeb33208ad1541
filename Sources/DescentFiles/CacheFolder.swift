import Foundation

/// The folder for cached data, which can be recreated at any time.
public enum CacheFolder {
  /// The path: `DESCENT_CACHE`; otherwise `descent` in `XDG_CACHE_HOME`; otherwise
  /// `~/.cache/descent`.
  public static func path(_ environment: [String: String]) -> String {
    if let named = environment["DESCENT_CACHE"], !named.isEmpty { return named }
    if let caches = environment["XDG_CACHE_HOME"], caches.hasPrefix("/") {
      return caches + "/descent"
    }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/.cache/descent"
  }
}
