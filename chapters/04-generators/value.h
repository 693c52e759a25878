/**
 * @file value.h
 * @brief Chapter 4: one value of any scalar type, as it passes between generators. Given.
 *
 * Python passes objects; here a value is an integer, a floating point number or a pointer, in eight
 * bytes. The macros choose by the type of what they are given (`_Generic`), so no cast is needed on
 * either side. The reader must ask for the kind that was written: that is not checked.
 */
#ifndef VALUE_H
#define VALUE_H

/** @brief An integer, a number, or a pointer. All zero is 0, 0.0 and NULL. */
union value {
    long long integer; /**< Any integer type, bool and enum too. */
    double number;     /**< float and double. */
    void *pointer;     /**< Any object pointer; it owns nothing. */
};

/** @brief What value_of() calls for integers. */
static inline union value value_from_integer(long long integer)
{
    return (union value){.integer = integer};
}

/** @brief What value_of() calls for numbers. */
static inline union value value_from_number(double number)
{
    return (union value){.number = number};
}

/** @brief What value_of() calls for pointers. A const is cast away: mind who may write. */
static inline union value value_from_pointer(const void *pointer)
{
    return (union value){.pointer = (void *)pointer};
}

/** @brief What value_into() calls for integers. */
static inline long long value_as_integer(union value value)
{
    return value.integer;
}

/** @brief What value_into() calls for numbers. */
static inline double value_as_number(union value value)
{
    return value.number;
}

/** @brief What value_into() calls for pointers. */
static inline void *value_as_pointer(union value value)
{
    return value.pointer;
}

/** @brief What value_of() calls for a value that is one already, and value_into() too. */
static inline union value value_itself(union value value)
{
    return value;
}

/** @brief One of four names, by the type of @p x. Types that are not listed are pointers. */
#define VALUE_KIND(x, integer, number, pointer)                                                    \
    _Generic((x), _Bool                                                                            \
             : integer, char                                                                       \
             : integer, signed char                                                                \
             : integer, unsigned char                                                              \
             : integer, short                                                                      \
             : integer, unsigned short                                                             \
             : integer, int                                                                        \
             : integer, unsigned                                                                   \
             : integer, long                                                                       \
             : integer, unsigned long                                                              \
             : integer, long long                                                                  \
             : integer, unsigned long long                                                         \
             : integer, float                                                                      \
             : number, double                                                                      \
             : number, union value                                                                 \
             : value_itself, default                                                               \
             : pointer)

/** @brief @p x, an integer, a number, a pointer or a union value, as a union value. */
#define value_of(x) VALUE_KIND(x, value_from_integer, value_from_number, value_from_pointer)(x)

/** @brief Stores @p value in @p lvalue, as the type of @p lvalue asks. */
#define value_into(lvalue, value)                                                                  \
    ((lvalue) = VALUE_KIND(lvalue, value_as_integer, value_as_number, value_as_pointer)(value))

#endif
