import Foundation

/// Where what can be made again is kept from one run to the next.
public enum CacheFolder {
  /// `DESCENT_CACHE`, else `descent` in `XDG_CACHE_HOME`, else `~/.cache/descent`.
  public static func path(_ environment: [String: String]) -> String {
    if let named = environment["DESCENT_CACHE"], !named.isEmpty { return named }
    if let caches = environment["XDG_CACHE_HOME"], caches.hasPrefix("/") {
      return caches + "/descent"
    }
    return (environment["HOME"] ?? NSHomeDirectory()) + "/.cache/descent"
  }
}
