// The same program in C++: the headers must say extern "C" and keep to words that are not C++'s.
#include "consumer.c"
