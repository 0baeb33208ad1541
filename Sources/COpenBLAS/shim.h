// The C interface of OpenBLAS: CBLAS, and the control of its threads.
#include <cblas.h>
