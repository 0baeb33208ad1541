/// The memory of a frame, aligned to 64 bytes, which grows and is reused.
package final class FrameBuffer {
  package private(set) var memory: UnsafeMutableRawPointer
  private var capacity: Int
  /// The bytes in use.
  package private(set) var count = 0

  package init() {
    capacity = 1 << 12
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { memory.deallocate() }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  package func removeAll() { count = 0 }

  /// Sets the number of usable bytes. Bytes in use keep their contents; new ones are uninitialized.
  package func resize(to size: Int) {
    if size > capacity {
      let larger = max(size, 2 * capacity)
      let new = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 64)
      new.copyMemory(from: memory, byteCount: count)
      memory.deallocate()
      (memory, capacity) = (new, larger)
    }
    count = size
  }

  package func append(_ number: UInt32) {
    let place = count
    resize(to: count + 4)
    memory.storeBytes(of: number.littleEndian, toByteOffset: place, as: UInt32.self)
  }

  package func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    let place = count
    resize(to: count + bytes.count)
    (memory + place).copyMemory(from: start, byteCount: bytes.count)
  }

  package func append<T>(numbers: [T]) { numbers.withUnsafeBytes { append($0) } }

  /// Appends padding bytes up to the next multiple of 8.
  package func pad(with byte: UInt8 = 0) {
    let place = count
    let end = (count + 7) & ~7
    guard end > place else { return }
    resize(to: end)
    for i in place..<end { memory.storeBytes(of: byte, toByteOffset: i, as: UInt8.self) }
  }
}
