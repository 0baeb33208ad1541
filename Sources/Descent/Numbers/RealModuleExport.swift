// A formula needs the operators and elementary functions that RealModule declares; a plugin that
// imports Descent has them without a second import.
@_exported public import RealModule
