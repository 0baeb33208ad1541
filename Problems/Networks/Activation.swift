import Descent

/// The activation function after each hidden layer.
public enum Activation: String, CaseIterable, WordHyperparameter {
  /// `max(0, x)`.
  case relu
  case tanh
  /// `x Φ(x)` with the normal distribution function itself, not its tanh approximation.
  /// - Source: Hendrycks and Gimpel, "Gaussian error linear units", arXiv:1606.08415.
  case gelu
}

/// How a perceptron's weights are drawn. Biases start at 0.
public enum Initialisation: String, CaseIterable, WordHyperparameter {
  /// Uniform in ±√(6/(in + out)): Glorot and Bengio, AISTATS 2010, equation 16.
  case glorot
  /// Normal with variance 2/in: He et al., ICCV 2015, equation 10.
  case he
  /// `glorot` for tanh, `he` for ReLU and GELU.
  case auto
}
