import Descent
import DescentCatalog

print("benchmarks: see the functions of this module")
