/// What a frame asks or answers; the numbers are the protocol's.
package enum FrameKind: UInt16, Sendable {
  case hello = 1
  case create, run, save, load, free, copy, evaluate, bye
  case error = 15
}
