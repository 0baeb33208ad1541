// The functions live in the header, as static inline, so that they inline into Swift loops.
#include "CDescentMath.h"
