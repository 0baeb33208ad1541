#include "ClassificationData.h"

// Standard C since 2023; the compiler has it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The files are part of the program, so that an installed binary needs no data folder.
static const unsigned char digits[] = {
#embed "digits.csv"
};
static const unsigned char iris[] = {
#embed "iris_x10.csv"
};

const unsigned char *const descent_digits_csv = digits;
const unsigned long descent_digits_csv_size = sizeof digits;
const unsigned char *const descent_iris_csv = iris;
const unsigned long descent_iris_csv_size = sizeof iris;
