#!/bin/sh
# Whose modules of this chapter do later ones build on? The learner's if the chapter's tests pass with
# them, else the reference. Prints the answer as a line for build.mk.
#
# A chapter that is not even begun is not tried: the answer is known.

# shellcheck source=tests/tools/lib.sh
. tests/tools/lib.sh

# What was asked of the later chapter's tests is not asked of these.
unset CHECK_RESULTS CHECK_EXPLAIN CK_RUN_CASE CK_RUN_SUITE CK_FORK CK_VERBOSITY CK_TAP_LOG_FILE_NAME CK_XML_LOG_FILE_NAME

# Counts the exercises that are still open in $1, a directory.
open_exercises()
{
    for module in $MODULES; do
        cat "$1/$CHAPTER/$(file_of "$module")" 2>/dev/null
    done | grep -c -e '^[[:blank:]]*TODO("' -e '^#define .* TODO("'
}

answer=reference
if [ ! -d "solutions/$CHAPTER" ] || [ "$(open_exercises chapters)" -lt "$(open_exercises solutions)" ]; then
    WHO=mine BASE='' EX='' VARIANT=check IF_CHANGED=yes CHECK_QUIET=1 sh tests/tools/check.sh >/dev/null 2>&1 &&
        answer=mine
fi
[ "$answer" = mine ] || [ -d "solutions/$CHAPTER" ] ||
    die 1 "this builds on $CHAPTER, whose tests do not pass with your files yet, and there is no solutions/ to borrow from: finish it first"
echo "BASE_$CHAPTER = $answer"
