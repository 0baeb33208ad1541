/// The kind of a frame; the raw values are those of the protocol.
package enum FrameKind: UInt16, Sendable {
  case hello = 1
  case create, run, save, load, free, copy, evaluate, bye
  case error = 15
}
