# The objects of the harness, by the chapter from which on they are linked. A test program of chapter
# N takes HARNESS_OBJECTS and every HARNESS_OBJECTS_FROM_k with k <= N. runner.c is compiled for each
# chapter, with -DSUITES='X(selector) X(loop)' and -DCHAPTER=03-select.
HARNESS_OBJECTS = runner.o exercise.o record.o capture.o expect.o errno_name.o journal.o \
	todo_check.o sanitizer.o stack.o shorten.o explain.o report.o hang.o fault.o
HARNESS_OBJECTS_FROM_01 = hang_queue.o
HARNESS_OBJECTS_FROM_02 = hang_timers.o
HARNESS_OBJECTS_FROM_03 = hang_loop.o virtual.o
HARNESS_OBJECTS_FROM_06 = hang_future.o
HARNESS_OBJECTS_FROM_07 = hang_tasks.o

# What an ordinary program (a demo) needs where the learner's files have TODOs.
HARNESS_PROGRAM_OBJECTS = todo_program.o
