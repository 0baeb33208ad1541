#include "DataSets.h"

// #embed is standard C since C23; the compiler accepts it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

// The files are embedded in the program, so that an installed binary needs no data folder.
static const unsigned char digits[] = {
#embed "digits.csv"
};
static const unsigned char iris[] = {
#embed "iris_x10.csv"
};
static const unsigned char mlp_digits[] = {
#embed "mlp_digits_minimum.csv"
};
static const unsigned char mlp_iris[] = {
#embed "mlp_iris_minimum.csv"
};

const unsigned char *const descent_digits_csv = digits;
const unsigned long descent_digits_csv_size = sizeof digits;
const unsigned char *const descent_iris_csv = iris;
const unsigned long descent_iris_csv_size = sizeof iris;
const unsigned char *const descent_mlp_digits_minimum = mlp_digits;
const unsigned long descent_mlp_digits_minimum_size = sizeof mlp_digits;
const unsigned char *const descent_mlp_iris_minimum = mlp_iris;
const unsigned long descent_mlp_iris_minimum_size = sizeof mlp_iris;
