/// The error for a plugin file that cannot be used. Every case has the path as the user typed it;
/// the command line turns it into text.
public enum PluginError: Error, Hashable, Sendable {
  /// The file does not exist, or cannot be read.
  case unreadable(path: String, reason: String)
  /// The compiler rejected the file; `diagnostics` is its output.
  case doesNotCompile(path: String, diagnostics: String)
  /// The file compiles, but has no top-level `plugin`.
  case registersNothing(path: String)
  /// No Swift compiler was found.
  case noCompiler(path: String, lookedFor: String)
  /// The compiler could not be started, crashed or exceeded the time limit.
  case compilerFailed(path: String, reason: String)
  /// The modules against which plugins are compiled are in none of these folders.
  case noModules(path: String, places: [String])
  /// The modules were built after the program, which therefore contains another kernel.
  case staleProgram(path: String, program: String)
  /// A library that was not made as a plugin.
  case notAPlugin(path: String, reason: String)
  /// A plugin that crashes, hangs or terminates the process while it is registered.
  case harmful(path: String, reason: String)
  /// A plugin that was compiled for another build of the kernel.
  case otherKernel(path: String, found: String, running: String)
  /// The folder of compiled plugins cannot be used.
  case cacheUnusable(path: String, folder: String, reason: String)
}

extension PluginError: CustomStringConvertible {
  /// The error in one line, without the compiler's output.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .doesNotCompile(let path, _): "\(path) does not compile"
    case .registersNothing(let path): "\(path) compiles, but registers nothing"
    case .noCompiler(let path, let lookedFor):
      "\(path) must be compiled, and there is no Swift compiler: \(lookedFor)"
    case .compilerFailed(let path, let reason): "cannot compile \(path): \(reason)"
    case .noModules(let path, let places):
      "\(path) cannot be compiled: the kernel's modules are not in "
        + places.joined(separator: ", nor in ")
    case .staleProgram(let path, let program):
      "\(path) cannot be loaded: the kernel's modules are newer than \(program)"
    case .notAPlugin(let path, let reason): "\(path) is not a plugin: \(reason)"
    case .harmful(let path, let reason): "\(path) cannot be registered: it \(reason)"
    case .otherKernel(let path, let found, let running):
      "\(path) was built for another kernel (\(found.prefix(8)), this one is "
        + "\(running.prefix(8)))"
    case .cacheUnusable(let path, let folder, let reason):
      "\(path) cannot be compiled: \(folder): \(reason)"
    }
  }

  /// The advice for the user.
  public var advice: String {
    switch self {
    case .unreadable: "check the path"
    case .doesNotCompile(_, let diagnostics):
      CompilerAdvice.line(diagnostics) ?? "the compiler's messages are above"
    case .registersNothing:
      "add one line at the top level: let plugin = Plugin(MyRule.self)"
    case .noCompiler:
      "install Swift, or name a compiler in DESCENT_SWIFTC; what is built in works without"
    case .compilerFailed: "check DESCENT_SWIFTC and PATH"
    case .noModules, .staleProgram: "build or install descent again"
    case .notAPlugin: "give a .swift file, or a library that 'descent compile' made"
    case .harmful: "look at what is done in init, in card and in globals"
    case .otherKernel: "compile it again, with 'descent compile'"
    case .cacheUnusable: "name a folder that can be written in DESCENT_CACHE"
    }
  }
}
