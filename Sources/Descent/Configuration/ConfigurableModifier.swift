/// A modifier of an optimizer that can be built from text.
public protocol ConfigurableModifier: Configurable {}
