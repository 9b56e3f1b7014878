/* What Cython cannot say: CRC-32C, thread-local state, raw requests of the FUSE protocol, and a few system calls without a wrapper. */
#ifndef TWINHELM_NATIVE_H
#define TWINHELM_NATIVE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define FUSE_USE_VERSION 314

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <fuse_lowlevel.h>
#include <linux/fuse.h>
#include <linux/openat2.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

/* ---- state of the thread that serves a request ---- */

static __thread void *this_worker;          /* Worker*, see _core.pxi */
static __thread int request_kills_suid;     /* the kernel asks to drop set-user-id bits (FUSE_HANDLE_KILLPRIV_V2) */
static __thread int request_is_unnamed;     /* a file without a name is wanted (FUSE_TMPFILE) */
static __thread int answering_init;         /* the reply under way is the one to FUSE_INIT */
static __thread uint64_t init_offers;       /* what the kernel offered in FUSE_INIT */
static __thread uint64_t request_unique;    /* the kernel's number of the request */
static __thread uint64_t interrupts;        /* the request is an interrupt of this one; 0: it is none */
static __thread pid_t request_thread;       /* who asks */
static __thread uint64_t request_recorded;  /* bytes that the request has put into the unsafe queue */
static __thread int may_hold;               /* the answer of a request that recorded something is kept back, see _throttle.pxi */
static __thread char answer_kept[256];
static __thread size_t answer_size;

static inline void *current_worker(void) { return this_worker; }
static inline void set_current_worker(void *worker) { this_worker = worker; }
static inline int kills_suid(void) { return request_kills_suid; }
static inline int wants_unnamed(void) { return request_is_unnamed; }
static inline uint64_t unique_of_request(void) { return request_unique; }
static inline uint64_t interrupted_request(void) { return interrupts; }
static inline pid_t thread_of_request(void) { return request_thread; }
static inline void note_recorded(uint64_t bytes) { request_recorded += bytes; }
static inline uint64_t recorded_by_request(void) { return request_recorded; }
static inline void hold_answers(int wanted) { may_hold = wanted; answer_size = 0; request_recorded = 0; }
static inline const char *held_answer(void) { return answer_kept; }
static inline size_t held_answer_size(void) { return answer_size; }

/* libfuse 3.14 knows neither FUSE_HANDLE_KILLPRIV_V2 (Linux 5.12, include/uapi/linux/fuse.h) nor hands on the flags that come with it. Without it the kernel asks for security.capability before every single write. So the flag is looked up in the raw request here
   and agreed to in write_reply below. Newer versions of libfuse that speak it themselves lose nothing by this. */
static inline uint32_t note_raw_request(char *raw, size_t size)
{
    struct fuse_in_header *head = (struct fuse_in_header *)raw;
    const char *body = raw + sizeof(*head);

    request_kills_suid = 0;
    request_is_unnamed = 0;
    answering_init = 0;
    interrupts = 0;
    if (size < sizeof(*head))
        return 0;
    request_unique = head->unique;
    request_thread = (pid_t)head->pid;
    switch (head->opcode) {
    case FUSE_WRITE:
        request_kills_suid = (((const struct fuse_write_in *)body)->write_flags & FUSE_WRITE_KILL_SUIDGID) != 0;
        break;
    case FUSE_SETATTR:
        request_kills_suid = (((const struct fuse_setattr_in *)body)->valid & FATTR_KILL_SUIDGID) != 0;
        break;
    case FUSE_OPEN:
        request_kills_suid = (((const struct fuse_open_in *)body)->open_flags & FUSE_OPEN_KILL_SUIDGID) != 0;
        break;
    case FUSE_INTERRUPT:
        interrupts = ((const struct fuse_interrupt_in *)body)->unique;
        break;
    case FUSE_TMPFILE:
        /* libfuse 3.14 does not know it (Linux 6.1); it is asked and answered exactly as FUSE_CREATE is */
        request_is_unnamed = 1;
        head->opcode = FUSE_CREATE;
        return FUSE_TMPFILE;
    case FUSE_INIT:
        answering_init = 1;
        init_offers = ((const struct fuse_init_in *)body)->flags;
        break;
    }
    return head->opcode;
}

/* ---- replies ---- */

static ssize_t write_reply(int fd, struct iovec *iov, int count, void *userdata)
{
    (void)userdata;
    if (answering_init && count >= 2 && iov[1].iov_len >= sizeof(uint32_t) * 4 && (init_offers & FUSE_HANDLE_KILLPRIV_V2)) {
        struct fuse_init_out *out = (struct fuse_init_out *)iov[1].iov_base;
        out->flags |= FUSE_HANDLE_KILLPRIV_V2;
        answering_init = 0;
    }
    if (may_hold && request_recorded && answer_size == 0) {
        const struct fuse_out_header *head = (const struct fuse_out_header *)iov[0].iov_base;
        if (head->unique == request_unique && head->error == 0 && head->len <= sizeof(answer_kept)) {
            for (int i = 0; i < count; i++) {
                memcpy(answer_kept + answer_size, iov[i].iov_base, iov[i].iov_len);
                answer_size += iov[i].iov_len;
            }
            return (ssize_t)answer_size;
        }
    }
    ssize_t written = writev(fd, iov, count);
    if (written < 0 && (errno == ENODEV || errno == ENOTCONN || errno == ECONNABORTED || errno == EBADF)) {
        /* the file system was unmounted under the request: nobody waits for this answer, and libfuse would print it */
        size_t total = 0;
        for (int i = 0; i < count; i++)
            total += iov[i].iov_len;
        return (ssize_t)total;
    }
    return written;
}

static ssize_t read_request(int fd, void *buffer, size_t length, void *userdata)
{
    (void)userdata;
    return read(fd, buffer, length);
}

static inline int attach_session(struct fuse_session *session, int fd)
{
    static const struct fuse_custom_io io = { .writev = write_reply, .read = read_request };
    return fuse_session_custom_io(session, &io, fd);
}

/* Most requests of a database are writes: they are answered without libfuse, which would allocate and list them first. NULL if this is something else. */
static inline const struct fuse_write_in *plain_write(const char *raw, size_t size)
{
    const struct fuse_in_header *head = (const struct fuse_in_header *)raw;
    const struct fuse_write_in *in = (const struct fuse_write_in *)(raw + sizeof(*head));
    if (head->opcode != FUSE_WRITE || size < sizeof(*head) + sizeof(*in) || in->size != size - sizeof(*head) - sizeof(*in))
        return NULL;
    return in;
}

static inline void answer_write(int fd, uint64_t unique, size_t written, int error)
{
    struct { struct fuse_out_header head; struct fuse_write_out body; } answer = { .head.unique = unique, .body.size = (uint32_t)written };
    answer.head.error = -error;
    answer.head.len = error ? sizeof(answer.head) : sizeof(answer);
    if (may_hold && request_recorded && !error) {
        memcpy(answer_kept, &answer, sizeof(answer));
        answer_size = sizeof(answer);
        return;
    }
    if (write(fd, &answer, answer.head.len) < 0)
        return;     /* the file system was unmounted under the request: nobody waits for this answer */
}

/* ---- CRC-32C (Castagnoli, reflected), as in RFC 3720 ---- */

static uint32_t crc32c_table[8][256];
static int crc32c_has_sse42;

static uint32_t crc32c_by_table(uint32_t crc, const unsigned char *p, size_t n)
{
    while (n >= 8) {
        uint32_t low, high;
        memcpy(&low, p, 4);
        memcpy(&high, p + 4, 4);
        low ^= crc;
        crc = crc32c_table[7][low & 0xff] ^ crc32c_table[6][(low >> 8) & 0xff] ^ crc32c_table[5][(low >> 16) & 0xff] ^ crc32c_table[4][low >> 24]
            ^ crc32c_table[3][high & 0xff] ^ crc32c_table[2][(high >> 8) & 0xff] ^ crc32c_table[1][(high >> 16) & 0xff] ^ crc32c_table[0][high >> 24];
        p += 8;
        n -= 8;
    }
    while (n--)
        crc = (crc >> 8) ^ crc32c_table[0][(crc ^ *p++) & 0xff];
    return crc;
}

#if defined(__x86_64__)
/* The instruction takes three cycles but starts every cycle, so three lanes run at once: each lane is a third of a block, and a table says what the
   zeros that take the place of the lanes after it would have made of its CRC. */
enum { CRC_LANE = 680, CRC_BLOCK = 3 * CRC_LANE };
static uint32_t crc32c_over_lane[4][256];

__attribute__((target("sse4.2"))) static void crc32c_prepare_lanes(void)
{
    uint32_t bits[32];
    for (int bit = 0; bit < 32; bit++) {
        uint64_t crc = 1u << bit;
        for (int i = 0; i < CRC_LANE; i += 8)
            crc = __builtin_ia32_crc32di(crc, 0);
        bits[bit] = (uint32_t)crc;
    }
    for (int byte = 0; byte < 4; byte++)
        for (int value = 0; value < 256; value++)
            for (int bit = 0; bit < 8; bit++)
                if (value >> bit & 1)
                    crc32c_over_lane[byte][value] ^= bits[8 * byte + bit];
}

static inline uint32_t crc32c_shift(uint64_t crc)
{
    return crc32c_over_lane[0][crc & 0xff] ^ crc32c_over_lane[1][crc >> 8 & 0xff] ^ crc32c_over_lane[2][crc >> 16 & 0xff]
        ^ crc32c_over_lane[3][crc >> 24 & 0xff];
}

__attribute__((target("sse4.2"))) static uint32_t crc32c_by_instruction(uint32_t crc, const unsigned char *p, size_t n)
{
    uint64_t wide = crc;
    while (n >= CRC_BLOCK) {
        uint64_t second = 0, third = 0;
        for (int i = 0; i < CRC_LANE; i += 8) {
            uint64_t word[3];
            memcpy(&word[0], p + i, 8);
            memcpy(&word[1], p + CRC_LANE + i, 8);
            memcpy(&word[2], p + 2 * CRC_LANE + i, 8);
            wide = __builtin_ia32_crc32di(wide, word[0]);
            second = __builtin_ia32_crc32di(second, word[1]);
            third = __builtin_ia32_crc32di(third, word[2]);
        }
        wide = crc32c_shift(crc32c_shift(wide) ^ second) ^ third;
        p += CRC_BLOCK;
        n -= CRC_BLOCK;
    }
    while (n >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        wide = __builtin_ia32_crc32di(wide, word);
        p += 8;
        n -= 8;
    }
    crc = (uint32_t)wide;
    while (n--)
        crc = __builtin_ia32_crc32qi(crc, *p++);
    return crc;
}
#endif

static inline void crc32c_prepare(void)
{
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t c = n;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? (c >> 1) ^ 0x82F63B78u : c >> 1;
        crc32c_table[0][n] = c;
    }
    for (uint32_t n = 0; n < 256; n++)
        for (int k = 1; k < 8; k++)
            crc32c_table[k][n] = (crc32c_table[k - 1][n] >> 8) ^ crc32c_table[0][crc32c_table[k - 1][n] & 0xff];
#if defined(__x86_64__)
    crc32c_has_sse42 = __builtin_cpu_supports("sse4.2");
    if (crc32c_has_sse42)
        crc32c_prepare_lanes();
#endif
}

/* Continue a running CRC; start with 0xFFFFFFFF and invert at the end. */
static inline uint32_t crc32c_more(uint32_t crc, const void *data, size_t size)
{
#if defined(__x86_64__)
    if (crc32c_has_sse42)
        return crc32c_by_instruction(crc, (const unsigned char *)data, size);
#endif
    return crc32c_by_table(crc, (const unsigned char *)data, size);
}

/* ---- a record's header, see journal/FORMAT.md (this machine is little-endian, as is the format) ---- */

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the journal is written as the machine has its integers, and the format is little-endian"
#endif

struct record_header {
    uint32_t length, crc32c;
    uint64_t sequence, generation, time_ns;
    uint16_t kind, flags;
    uint32_t path_length, payload_length, reserved;
    uint64_t object, a, b, mtime_ns, parent_mtime_ns;
};
_Static_assert(sizeof(struct record_header) == 88, "journal/FORMAT.md says 88 bytes");

struct segment_header {
    char magic[8];
    uint16_t version, flags;
    uint32_t header_crc32c;
    unsigned char set_id[16];
    uint64_t generation, first_sequence, created_ns, reserved;
};
_Static_assert(sizeof(struct segment_header) == 64, "journal/FORMAT.md says 64 bytes");

/* ---- records written through a mapping of their segment ---- */

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static __thread sigjmp_buf *volatile mapped_guard;   /* where to go on if a page of a segment cannot be had */
static struct sigaction sigbus_before;

static void on_sigbus(int number, siginfo_t *info, void *context)
{
    (void)number, (void)info, (void)context;
    if (mapped_guard != NULL)
        siglongjmp(*mapped_guard, 1);
    sigaction(SIGBUS, &sigbus_before, NULL);    /* not ours: the instruction faults again, and meets whoever was asked before */
}

/* A page that was allocated can still be refused, on a file system that went read-only after an error: that must be an error, not the end of the process. */
static inline void catch_sigbus(void)
{
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    static int caught;
    struct sigaction action = { .sa_sigaction = on_sigbus, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK };
    pthread_mutex_lock(&once);
    if (!caught)
        caught = sigaction(SIGBUS, &action, &sigbus_before) == 0;
    pthread_mutex_unlock(&once);
}

/* Block every signal but the one that a refused page raises. */
static inline void block_signals(void)
{
    sigset_t blocked;
    sigfillset(&blocked);
    sigdelset(&blocked, SIGBUS);
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
}

/* Whether on this file system what has been written can be written again, through a mapping, without asking for room again. */
static inline int may_be_mapped(int fd)
{
    struct statfs st;
    return fstatfs(fd, &st) == 0 && (st.f_type == 0xEF53 || st.f_type == 0x58465342 || st.f_type == 0x01021994);  /* ext4, XFS, tmpfs */
}

static inline char *map_segment(int fd, size_t room)
{
    char *map = may_be_mapped(fd) ? mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (map == MAP_FAILED)
        return NULL;
    catch_sigbus();
    return map;
}

static inline int populate(char *from, size_t size) { return madvise(from, size, MADV_POPULATE_WRITE); }
static inline void let_go(char *from, size_t size) { madvise(from, size, MADV_DONTNEED); }

/* Copy the parts of a record to where it belongs. -1 if a page could not be had. */
static inline int copy_mapped(char *to, const struct iovec *parts, int count)
{
    sigjmp_buf back;
    if (sigsetjmp(back, 0)) {
        mapped_guard = NULL;
        return -1;
    }
    mapped_guard = &back;
    __asm__ volatile("" ::: "memory");     /* what is stored below may raise the signal, whatever the compiler thinks of it */
    for (int i = 0; i < count; i++) {
        memcpy(to, parts[i].iov_base, parts[i].iov_len);
        to += parts[i].iov_len;
    }
    __asm__ volatile("" ::: "memory");
    mapped_guard = NULL;
    return 0;
}

/* ---- small things ---- */

/* How perf and top show this thread. */
static inline void name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

static inline uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
static inline uint64_t wall_ns(void) { return clock_ns(CLOCK_REALTIME); }
static inline uint64_t monotonic_ns(void) { return clock_ns(CLOCK_MONOTONIC); }
static inline uint64_t mtime_ns_of(const struct stat *st) { return (uint64_t)st->st_mtim.tv_sec * 1000000000u + (uint64_t)st->st_mtim.tv_nsec; }
static inline uint64_t atime_ns_of(const struct stat *st) { return (uint64_t)st->st_atim.tv_sec * 1000000000u + (uint64_t)st->st_atim.tv_nsec; }

/* Whether a thread that sleeps uninterruptibly has been killed: SIGKILL is then pending for it, whatever fatal signal it was (proc(5)). */
static inline int is_killed(pid_t thread)
{
    char path[64], text[4096];
    snprintf(path, sizeof(path), "/proc/%d/status", (int)thread);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t size = read(fd, text, sizeof(text) - 1);
    close(fd);
    if (size <= 0)
        return 0;
    text[size] = 0;
    const char *pending = strstr(text, "\nSigPnd:");
    return pending != NULL && (strtoull(pending + 8, NULL, 16) >> (SIGKILL - 1) & 1);
}

/* Open `path` below `root`, never leaving it and never following a symbolic link (openat2, Linux 5.6). */
static inline int open_beneath(int root, const char *path, int flags)
{
    struct open_how how = { .flags = (uint64_t)(flags | O_CLOEXEC | O_NOFOLLOW), .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };
    return (int)syscall(SYS_openat2, root, path[0] ? path : ".", &how, sizeof(how));
}

static inline int rename_with_flags(int old_fd, const char *old_name, int new_fd, const char *new_name, unsigned flags)
{
    return (int)syscall(SYS_renameat2, old_fd, old_name, new_fd, new_name, flags);
}

/* What the page cache holds, without waiting for a disk; fewer bytes than asked for or -1 if that is not all. */
static inline ssize_t read_cached(int fd, void *buffer, size_t size, off_t offset)
{
    struct iovec part = { .iov_base = buffer, .iov_len = size };
    return preadv2(fd, &part, 1, offset, RWF_NOWAIT);
}

static inline void writer_first(pthread_rwlock_t *lock)
{
    /* a stream of writes (readers of the name space) must not starve a rename */
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(lock, &attributes);
    pthread_rwlockattr_destroy(&attributes);
}

static inline uint64_t load(const uint64_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
static inline void store(uint64_t *p, uint64_t value) { __atomic_store_n(p, value, __ATOMIC_RELEASE); }
static inline uint64_t add(uint64_t *p, uint64_t value) { return __atomic_add_fetch(p, value, __ATOMIC_RELAXED); }
static inline int load_int(const int *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
static inline void store_int(int *p, int value) { __atomic_store_n(p, value, __ATOMIC_RELEASE); }
static inline int add_int(int *p, int value) { return __atomic_add_fetch(p, value, __ATOMIC_ACQ_REL); }
static inline int log2_bucket(uint64_t ns) { return ns < 2 ? 0 : 63 - __builtin_clzll(ns); }

#endif
