// What must be done before any file is opened: see CDescentStart.c.
#ifndef CDESCENTSTART_H
#define CDESCENTSTART_H
#endif
