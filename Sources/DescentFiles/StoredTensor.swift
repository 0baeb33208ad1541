/// A number type that can be read from and written to safetensors files.
public protocol StoredScalar: Sendable {
  /// The format's name of the type, such as `F64`.
  static var kind: StoredTensor.Kind { get }
  associatedtype Bits: FixedWidthInteger & UnsignedInteger
  /// The unchanged bits, including the payload of a NaN and the sign of a zero.
  var storedBits: Bits { get }
  init(storedBits: Bits)
}

/// Numbers of one type with a shape, as a safetensors file stores them: row-major, little-endian.
public struct StoredTensor: Sendable, Hashable {
  /// The types that a file may hold, by the names of the format.
  public enum Kind: String, Sendable, CaseIterable {
    // In the reference implementation's order of tensors.
    case uint64 = "U64"
    case int64 = "I64"
    case float64 = "F64"
    case float32 = "F32"
    case uint32 = "U32"
    case int32 = "I32"
    case bfloat16 = "BF16"
    case float16 = "F16"
    case uint16 = "U16"
    case int16 = "I16"
    case int8 = "I8"
    case uint8 = "U8"
    case bool = "BOOL"

    public var byteCount: Int {
      switch self {
      case .uint64, .int64, .float64: 8
      case .float32, .uint32, .int32: 4
      case .bfloat16, .float16, .uint16, .int16: 2
      case .int8, .uint8, .bool: 1
      }
    }
  }

  public let kind: Kind
  /// The extents; empty for a single number.
  public let shape: [Int]
  public let bytes: [UInt8]

  /// - Parameter shape: the shape; by default, a vector.
  /// - Precondition: the shape's product is the number of values.
  public init<Scalar: StoredScalar>(_ values: [Scalar], shape: [Int]? = nil) {
    let shape = shape ?? [values.count]
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(values.count) values for the shape \(shape)")
    let stored = values.map(\.storedBits.littleEndian)
    self.init(kind: Scalar.kind, shape: shape, bytes: stored.withUnsafeBytes(Array.init))
  }

  init(kind: Kind, shape: [Int], bytes: [UInt8]) {
    self.kind = kind
    self.shape = shape
    self.bytes = bytes
  }

  public var count: Int { bytes.count / kind.byteCount }

  /// The numbers, or nil if they are of another type.
  public func values<Scalar: StoredScalar>(as type: Scalar.Type) -> [Scalar]? {
    guard kind == Scalar.kind else { return nil }
    let size = MemoryLayout<Scalar.Bits>.size
    return bytes.withUnsafeBytes { raw in
      (0..<count).map { i in
        let bits = raw.loadUnaligned(fromByteOffset: i * size, as: Scalar.Bits.self)
        return Scalar(storedBits: Scalar.Bits(littleEndian: bits))
      }
    }
  }
}

extension Float: StoredScalar {
  public static var kind: StoredTensor.Kind { .float32 }
  public var storedBits: UInt32 { bitPattern }
  public init(storedBits: UInt32) { self.init(bitPattern: storedBits) }
}

extension Double: StoredScalar {
  public static var kind: StoredTensor.Kind { .float64 }
  public var storedBits: UInt64 { bitPattern }
  public init(storedBits: UInt64) { self.init(bitPattern: storedBits) }
}

extension Int64: StoredScalar {
  public static var kind: StoredTensor.Kind { .int64 }
  public var storedBits: UInt64 { UInt64(bitPattern: self) }
  public init(storedBits: UInt64) { self.init(bitPattern: storedBits) }
}

extension UInt64: StoredScalar {
  public static var kind: StoredTensor.Kind { .uint64 }
  public var storedBits: UInt64 { self }
  public init(storedBits: UInt64) { self = storedBits }
}

extension UInt8: StoredScalar {
  public static var kind: StoredTensor.Kind { .uint8 }
  public var storedBits: UInt8 { self }
  public init(storedBits: UInt8) { self = storedBits }
}
