// SPDX-License-Identifier: Apache-2.0
// The downhill simplex of Nelder and Mead (1965): the lowest value of a function of a few numbers.
#pragma once

enum { SIMPLEX_MAX = 6 };

struct simplex {
    int n;                     // numbers to find, 1 to SIMPLEX_MAX
    double start[SIMPLEX_MAX]; // also where the answer comes out
    double step[SIMPLEX_MAX];  // the first corner on each axis is start + step
    double low[SIMPLEX_MAX];   // the search stays in low..high
    double high[SIMPLEX_MAX];
    int rounds;   // at most so many values are asked for
    double close; // ends when the corners differ by less, relatively
    double (*value)(const double *at, void *data); // may answer HUGE_VAL, never NaN
    void *data;
};

// Searches and leaves the best corner in simplex->start. Returns its value.
double simplex_search(struct simplex *simplex);
