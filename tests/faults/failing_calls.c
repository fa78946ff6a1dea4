/* SPDX-License-Identifier: MulanPSL-2.0
 *
 * Preloaded into a child of the soak: the n-th call of one kind on a file under one folder fails.
 *
 *   FAULT_FOLDER   only files whose path starts with this
 *   FAULT_CALL     write | sync | truncate | unlink | rename | open
 *   FAULT_AT       which call fails, counted from 1
 *   FAULT_ERRNO    the number it fails with
 *   FAULT_STICKY   set: every later call of the kind fails too
 *   FAULT_SHORT    set: a failing write first writes half
 *   FAULT_COUNT    file that gets the number of calls seen and whether one failed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long seen, at;
static int failed, number;
static const char *folder, *kind;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("FAULT_FOLDER");
    kind = getenv("FAULT_CALL");
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    number = getenv("FAULT_ERRNO") ? atoi(getenv("FAULT_ERRNO")) : EIO;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *stream = path ? fopen(path, "w") : NULL;
    if (stream) {
        fprintf(stream, "%ld %d", seen, failed);
        fclose(stream);
    }
}

static int under(const char *path) { return folder && path && strncmp(path, folder, strlen(folder)) == 0; }

static int is_ours(int descriptor) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return under(path);
}

static int fails(const char *what) {
    if (!kind || strcmp(kind, what) != 0) return 0;
    seen++;
    if (seen == at || (getenv("FAULT_STICKY") && at > 0 && seen > at)) {
        failed = 1;
        return 1;
    }
    return 0;
}

#define NEXT(result, name, ...)                                   \
    static result (*next)(__VA_ARGS__);                           \
    if (!next) *(void **)(&next) = dlsym(RTLD_NEXT, name)

#define REFUSE                                                    \
    do {                                                          \
        errno = number;                                           \
        return -1;                                                \
    } while (0)

ssize_t write(int descriptor, const void *data, size_t size) {
    NEXT(ssize_t, "write", int, const void *, size_t);
    if (descriptor > 2 && is_ours(descriptor) && fails("write")) {
        if (getenv("FAULT_SHORT") && size > 1) return next(descriptor, data, size / 2);
        REFUSE;
    }
    return next(descriptor, data, size);
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset) {
    NEXT(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (is_ours(descriptor) && fails("write")) {
        if (getenv("FAULT_SHORT") && size > 1) return next(descriptor, data, size / 2, offset);
        REFUSE;
    }
    return next(descriptor, data, size, offset);
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) {
    return pwrite64(descriptor, data, size, offset);
}

int fsync(int descriptor) {
    NEXT(int, "fsync", int);
    if (is_ours(descriptor) && fails("sync")) REFUSE;
    return next(descriptor);
}

int fdatasync(int descriptor) {
    NEXT(int, "fdatasync", int);
    if (is_ours(descriptor) && fails("sync")) REFUSE;
    return next(descriptor);
}

int ftruncate64(int descriptor, off64_t length) {
    NEXT(int, "ftruncate64", int, off64_t);
    if (is_ours(descriptor) && fails("truncate")) REFUSE;
    return next(descriptor, length);
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

int unlink(const char *path) {
    NEXT(int, "unlink", const char *);
    if (under(path) && fails("unlink")) REFUSE;
    return next(path);
}

int rename(const char *from, const char *to) {
    NEXT(int, "rename", const char *, const char *);
    if (under(to) && fails("rename")) REFUSE;
    return next(from, to);
}

int open64(const char *path, int flags, ...) {
    NEXT(int, "open64", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (under(path) && fails("open")) REFUSE;
    return next(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}
