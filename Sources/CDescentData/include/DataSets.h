// The two real data sets, with the same bytes as the CSV files of this target. See Data/README.md.
#ifndef DESCENT_DATA_SETS_H
#define DESCENT_DATA_SETS_H

extern const unsigned char *const descent_digits_csv;
extern const unsigned long descent_digits_csv_size;
extern const unsigned char *const descent_iris_csv;
extern const unsigned long descent_iris_csv_size;

// Minimizers of two perceptrons, with one coordinate per line.
extern const unsigned char *const descent_mlp_digits_minimum;
extern const unsigned long descent_mlp_digits_minimum_size;
extern const unsigned char *const descent_mlp_iris_minimum;
extern const unsigned long descent_mlp_iris_minimum_size;

#endif
