// The two real data sets, byte for byte as the files beside this one. See Data/README.md.
#ifndef DESCENT_DATA_SETS_H
#define DESCENT_DATA_SETS_H

extern const unsigned char *const descent_digits_csv;
extern const unsigned long descent_digits_csv_size;
extern const unsigned char *const descent_iris_csv;
extern const unsigned long descent_iris_csv_size;

// Minimisers of two perceptrons, one coordinate a line.
extern const unsigned char *const descent_mlp_digits_minimum;
extern const unsigned long descent_mlp_digits_minimum_size;
extern const unsigned char *const descent_mlp_iris_minimum;
extern const unsigned long descent_mlp_iris_minimum_size;

#endif
