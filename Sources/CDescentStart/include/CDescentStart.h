// Code that must run before any file is opened. See CDescentStart.c.
#ifndef CDESCENTSTART_H
#define CDESCENTSTART_H
#endif
