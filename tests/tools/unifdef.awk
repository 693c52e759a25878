# What unifdef does, for the one symbol that the solutions use, where unifdef is not installed.
#
#   awk -v keep=0 -f unifdef.awk SOLUTION      as unifdef -USOLUTION: the handout
#   awk -v keep=1 -f unifdef.awk SOLUTION      as unifdef -DSOLUTION: the reference, as one reads it

/^#ifdef SOLUTION/ { inside = 1; show = keep; next }
/^#ifndef SOLUTION/ { inside = 1; show = !keep; next }
inside && /^#else/ { show = !show; next }
inside && /^#endif/ { inside = 0; next }
!inside || show
