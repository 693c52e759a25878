/**
 * @file selector.h
 * @brief Chapter 3: a selector waits until one of many descriptors is ready, or a time has passed.
 *
 * The loop knows this interface and nothing of select(). A second way to wait is one more table of
 * functions: poll and epoll come in chapter 14, and the tests have one that never sleeps.
 *
 * Mirrors `selectors.BaseSelector` (selectors.py).
 */
#ifndef SELECTOR_H
#define SELECTOR_H

/** @brief There is something to read, a connection to accept, or the end of the stream. */
#define EVENT_READ 1

/** @brief There is room to write, or a connection attempt has ended, well or badly. */
#define EVENT_WRITE 2

/** @brief One answer of selector_select(). Mirrors the pairs of `selectors.BaseSelector.select()`. */
struct selector_event {
    int fd;     /**< The descriptor. */
    int events; /**< What it is ready for: EVENT_READ, EVENT_WRITE, or both. */
};

/**
 * @brief A place to register descriptors and to wait for them.
 *
 * Owned by whoever declares it (the loop, as a rule). Everything in it belongs to the functions of
 * `ops`; other code reads `ready` and `ready_count` after selector_select().
 */
struct selector {
    const struct selector_ops *ops; /**< How this selector waits. */
    void *state;                    /**< What `ops` keeps between calls; allocated by `create`. */
    struct selector_event *ready;   /**< What the last selector_select() found. */
    int ready_count;                /**< How many of them there are. */
};

/**
 * @brief One way to wait, as a table of functions. Each is called by the function of its name below
 * and has its arguments and its errors; only `create` may allocate what a selector cannot do
 * without.
 */
struct selector_ops {
    const char *name;                           /**< "select", "epoll", … */
    int (*create)(struct selector *selector);   /**< Fills in the selector. */
    void (*destroy)(struct selector *selector); /**< Gives all of it back. */
    int (*register_fd)(struct selector *selector, int fd,
                       int events);                           /**< See selector_register(). */
    int (*unregister_fd)(struct selector *selector, int fd);  /**< See selector_unregister(). */
    int (*select)(struct selector *selector, double timeout); /**< See selector_select(). */
};

/** @brief Waits with select(): works everywhere, for descriptors below FD_SETSIZE (1,024). */
extern const struct selector_ops select_selector;

/**
 * @brief Makes @p selector ready for use, with nothing registered.
 *
 * @return 0, or ENOMEM: there is nothing to destroy then.
 */
int selector_create(struct selector *selector, const struct selector_ops *ops);

/** @brief Gives back what the selector allocated. Descriptors stay open: they were never its own. */
void selector_destroy(struct selector *selector);

/**
 * @brief From now on watches @p fd for exactly @p events; what was registered for it is replaced.
 *
 * A descriptor must be unregistered before it is closed: the kernel hands the same number out again,
 * and a selector cannot know that it now means something else.
 *
 * Mirrors `selectors.BaseSelector.register()` and `modify()`.
 *
 * @return 0; EBADF if @p fd is negative; EINVAL if @p events is not EVENT_READ, EVENT_WRITE or
 *         both, or if @p fd is too large for this kind of selector (select: FD_SETSIZE and above);
 *         ENOMEM. After an error nothing has changed.
 */
int selector_register(struct selector *selector, int fd, int events);

/**
 * @brief Watches @p fd no more. To unregister what is not registered does no harm.
 *
 * Mirrors `selectors.BaseSelector.unregister()`.
 *
 * @return 0, or EBADF if @p fd is no number that could ever have been registered.
 */
int selector_unregister(struct selector *selector, int fd);

/**
 * @brief Waits until a registered descriptor is ready or @p timeout seconds have passed, and leaves
 * the answer in `selector->ready`, each descriptor once.
 *
 * A timeout of 0, or one that is not a number, looks and does not wait; a negative one waits without
 * end. It never returns before the timeout with nothing found, unless a signal came (EINTR): that is
 * 0 events, and no error.
 *
 * Mirrors `selectors.BaseSelector.select()`.
 *
 * @return 0; EBADF if a registered descriptor was closed; or another errno value of the system call.
 *         After an error `ready_count` is 0.
 */
int selector_select(struct selector *selector, double timeout);

#endif
