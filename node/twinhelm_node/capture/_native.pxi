# What the compiled capture uses of libc, pthreads, libfuse and native.h.

from libc.stdint cimport int64_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy, memmove, memset, strcmp, strdup, strlen
from posix.types cimport dev_t, gid_t, mode_t, off_t, pid_t, uid_t


cdef extern from "native.h" nogil:
    # errors and flags
    int errno
    int EAGAIN, EBADF, EBUSY, EEXIST, EFAULT, EFBIG, EINTR, EINVAL, EIO, EMFILE, ENAMETOOLONG, ENODATA, ENODEV, ENOENT, ENOMEM, ENOSPC, ENOSYS, ENOTCONN
    int ENOTDIR, ENOTSUP, ENXIO, EOPNOTSUPP, EPERM, ESTALE, EDQUOT, ENFILE, ELOOP, ERANGE
    int O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECT, O_DIRECTORY, O_NOFOLLOW, O_PATH, O_CLOEXEC, O_SYNC, O_DSYNC
    int O_NONBLOCK, O_NOCTTY, O_NOATIME, O_TMPFILE
    int AT_FDCWD, AT_EMPTY_PATH, AT_SYMLINK_NOFOLLOW, AT_SYMLINK_FOLLOW, AT_REMOVEDIR
    int S_IFMT, S_IFREG, S_IFDIR, S_IFLNK, S_IFIFO, S_ISUID, S_ISGID, S_IXGRP
    int SEEK_DATA, SEEK_HOLE
    int FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE
    int UTIME_NOW, UTIME_OMIT
    int MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MNT_DETACH, MNT_FORCE
    int CLONE_FS, EFD_CLOEXEC, EFD_NONBLOCK, RLIMIT_NOFILE
    short POLLIN
    int FNM_NOESCAPE
    unsigned RENAME_NOREPLACE, RENAME_EXCHANGE, RENAME_WHITEOUT

    struct timespec:
        long tv_sec
        long tv_nsec

    struct stat_t "stat":
        dev_t st_dev
        uint64_t st_ino
        mode_t st_mode
        uint64_t st_nlink
        uid_t st_uid
        gid_t st_gid
        dev_t st_rdev
        off_t st_size
        long st_blksize
        long st_blocks
        timespec st_atim
        timespec st_mtim
        timespec st_ctim

    struct statvfs_t "statvfs":
        unsigned long f_flag

    struct iovec:
        void* iov_base
        size_t iov_len

    struct pollfd:
        int fd
        short events
        short revents

    struct rlimit:
        uint64_t rlim_cur
        uint64_t rlim_max

    struct dirent:
        uint64_t d_ino
        off_t d_off
        unsigned char d_type
        char* d_name

    ctypedef struct DIR:
        pass

    int open(const char*, int, ...)
    int openat(int, const char*, int, ...)
    int close(int)
    ssize_t read(int, void*, size_t)
    ssize_t write(int, const void*, size_t)
    ssize_t pread(int, void*, size_t, off_t)
    ssize_t pwrite(int, const void*, size_t, off_t)
    ssize_t pwritev(int, const iovec*, int, off_t)
    int fstat(int, stat_t*)
    int fstatat(int, const char*, stat_t*, int)
    int fstatvfs(int, statvfs_t*)
    int fchmod(int, mode_t)
    int fchown(int, uid_t, gid_t)
    int chmod(const char*, mode_t)
    int fchmodat(int, const char*, mode_t, int)
    int fchownat(int, const char*, uid_t, gid_t, int)
    int ftruncate(int, off_t)
    int truncate(const char*, off_t)
    int futimens(int, const timespec*)
    int utimensat(int, const char*, const timespec*, int)
    int fallocate(int, int, off_t, off_t)
    off_t lseek(int, off_t, int)
    int fsync(int)
    int fdatasync(int)
    int mkdirat(int, const char*, mode_t)
    int mknodat(int, const char*, mode_t, dev_t)
    int symlinkat(const char*, int, const char*)
    int linkat(int, const char*, int, const char*, int)
    int unlinkat(int, const char*, int)
    ssize_t readlinkat(int, const char*, char*, size_t)
    ssize_t getxattr(const char*, const char*, void*, size_t)
    ssize_t listxattr(const char*, char*, size_t)
    int setxattr(const char*, const char*, const void*, size_t, int)
    int removexattr(const char*, const char*)
    mode_t umask(mode_t)
    int unshare(int)
    int eventfd(unsigned, int)
    int mount(const char*, const char*, const char*, unsigned long, const void*)
    int umount2(const char*, int)
    int getrlimit(int, rlimit*)
    int setrlimit(int, const rlimit*)
    int poll(pollfd*, unsigned long, int)
    int snprintf(char*, size_t, const char*, ...)
    int fnmatch(const char*, const char*, int)
    uid_t getuid()
    gid_t getgid()
    unsigned minor(dev_t)
    DIR* fdopendir(int)
    dirent* readdir(DIR*)
    void seekdir(DIR*, long)
    int closedir(DIR*)
    int dirfd(DIR*)
    ssize_t copy_string "strlcpy"(char*, const char*, size_t)

    ctypedef struct pthread_t:
        pass
    ctypedef struct pthread_mutex_t:
        pass
    ctypedef struct pthread_cond_t:
        pass
    ctypedef struct pthread_rwlock_t:
        pass
    int pthread_mutex_init(pthread_mutex_t*, void*)
    int pthread_mutex_destroy(pthread_mutex_t*)
    int pthread_mutex_lock(pthread_mutex_t*)
    int pthread_mutex_unlock(pthread_mutex_t*)
    int pthread_cond_init(pthread_cond_t*, void*)
    int pthread_cond_wait(pthread_cond_t*, pthread_mutex_t*)
    int pthread_cond_timedwait(pthread_cond_t*, pthread_mutex_t*, const timespec*)
    int pthread_cond_signal(pthread_cond_t*)
    int pthread_cond_broadcast(pthread_cond_t*)
    int pthread_rwlock_rdlock(pthread_rwlock_t*)
    int pthread_rwlock_wrlock(pthread_rwlock_t*)
    int pthread_rwlock_unlock(pthread_rwlock_t*)
    int pthread_rwlock_destroy(pthread_rwlock_t*)
    int pthread_create(pthread_t*, void*, void* (*)(void*) noexcept nogil, void*)
    int pthread_join(pthread_t, void**)

    # libfuse
    ctypedef uint64_t fuse_ino_t
    struct fuse_req:
        pass
    ctypedef fuse_req* fuse_req_t
    struct fuse_session:
        pass
    struct fuse_ctx:
        uid_t uid
        gid_t gid
        pid_t pid
        mode_t umask
    struct fuse_conn_info:
        unsigned proto_major
        unsigned proto_minor
        unsigned max_write
        unsigned max_read
        unsigned max_readahead
        unsigned capable
        unsigned want
        unsigned max_background
        unsigned congestion_threshold
        unsigned time_gran
    struct fuse_file_info:
        int flags
        unsigned writepage
        unsigned direct_io
        unsigned keep_cache
        unsigned cache_readdir
        unsigned noflush
        uint64_t fh
    struct fuse_entry_param:
        fuse_ino_t ino
        uint64_t generation
        stat_t attr
        double attr_timeout
        double entry_timeout
    struct fuse_forget_data:
        fuse_ino_t ino
        uint64_t nlookup
    struct fuse_args:
        int argc
        char** argv
        int allocated
    struct fuse_buf:
        size_t size
        int flags
        void* mem
    struct fuse_lowlevel_ops:
        void (*init)(void*, fuse_conn_info*) noexcept nogil
        void (*lookup)(fuse_req_t, fuse_ino_t, const char*) noexcept nogil
        void (*forget)(fuse_req_t, fuse_ino_t, uint64_t) noexcept nogil
        void (*getattr)(fuse_req_t, fuse_ino_t, fuse_file_info*) noexcept nogil
        void (*setattr)(fuse_req_t, fuse_ino_t, stat_t*, int, fuse_file_info*) noexcept nogil
        void (*readlink)(fuse_req_t, fuse_ino_t) noexcept nogil
        void (*mknod)(fuse_req_t, fuse_ino_t, const char*, mode_t, dev_t) noexcept nogil
        void (*mkdir)(fuse_req_t, fuse_ino_t, const char*, mode_t) noexcept nogil
        void (*unlink)(fuse_req_t, fuse_ino_t, const char*) noexcept nogil
        void (*rmdir)(fuse_req_t, fuse_ino_t, const char*) noexcept nogil
        void (*symlink)(fuse_req_t, const char*, fuse_ino_t, const char*) noexcept nogil
        void (*rename)(fuse_req_t, fuse_ino_t, const char*, fuse_ino_t, const char*, unsigned) noexcept nogil
        void (*link)(fuse_req_t, fuse_ino_t, fuse_ino_t, const char*) noexcept nogil
        void (*open)(fuse_req_t, fuse_ino_t, fuse_file_info*) noexcept nogil
        void (*read)(fuse_req_t, fuse_ino_t, size_t, off_t, fuse_file_info*) noexcept nogil
        void (*write)(fuse_req_t, fuse_ino_t, const char*, size_t, off_t, fuse_file_info*) noexcept nogil
        void (*release)(fuse_req_t, fuse_ino_t, fuse_file_info*) noexcept nogil
        void (*fsync)(fuse_req_t, fuse_ino_t, int, fuse_file_info*) noexcept nogil
        void (*opendir)(fuse_req_t, fuse_ino_t, fuse_file_info*) noexcept nogil
        void (*readdir)(fuse_req_t, fuse_ino_t, size_t, off_t, fuse_file_info*) noexcept nogil
        void (*readdirplus)(fuse_req_t, fuse_ino_t, size_t, off_t, fuse_file_info*) noexcept nogil
        void (*releasedir)(fuse_req_t, fuse_ino_t, fuse_file_info*) noexcept nogil
        void (*fsyncdir)(fuse_req_t, fuse_ino_t, int, fuse_file_info*) noexcept nogil
        void (*statfs)(fuse_req_t, fuse_ino_t) noexcept nogil
        void (*setxattr)(fuse_req_t, fuse_ino_t, const char*, const char*, size_t, int) noexcept nogil
        void (*getxattr)(fuse_req_t, fuse_ino_t, const char*, size_t) noexcept nogil
        void (*listxattr)(fuse_req_t, fuse_ino_t, size_t) noexcept nogil
        void (*removexattr)(fuse_req_t, fuse_ino_t, const char*) noexcept nogil
        void (*create)(fuse_req_t, fuse_ino_t, const char*, mode_t, fuse_file_info*) noexcept nogil
        void (*forget_multi)(fuse_req_t, size_t, fuse_forget_data*) noexcept nogil
        void (*fallocate)(fuse_req_t, fuse_ino_t, int, off_t, off_t, fuse_file_info*) noexcept nogil
        void (*lseek)(fuse_req_t, fuse_ino_t, off_t, int, fuse_file_info*) noexcept nogil

    unsigned FUSE_CAP_ASYNC_READ, FUSE_CAP_ATOMIC_O_TRUNC, FUSE_CAP_EXPORT_SUPPORT, FUSE_CAP_DONT_MASK, FUSE_CAP_SPLICE_WRITE, FUSE_CAP_SPLICE_MOVE
    unsigned FUSE_CAP_SPLICE_READ, FUSE_CAP_AUTO_INVAL_DATA, FUSE_CAP_READDIRPLUS, FUSE_CAP_READDIRPLUS_AUTO, FUSE_CAP_ASYNC_DIO, FUSE_CAP_WRITEBACK_CACHE
    unsigned FUSE_CAP_PARALLEL_DIROPS, FUSE_CAP_POSIX_ACL, FUSE_CAP_HANDLE_KILLPRIV, FUSE_CAP_CACHE_SYMLINKS, FUSE_CAP_EXPLICIT_INVAL_DATA
    unsigned FUSE_CAP_FLOCK_LOCKS, FUSE_CAP_POSIX_LOCKS
    int FUSE_SET_ATTR_MODE, FUSE_SET_ATTR_UID, FUSE_SET_ATTR_GID, FUSE_SET_ATTR_SIZE, FUSE_SET_ATTR_ATIME, FUSE_SET_ATTR_MTIME
    int FUSE_SET_ATTR_ATIME_NOW, FUSE_SET_ATTR_MTIME_NOW
    uint32_t FUSE_LOOKUP, FUSE_INIT, FUSE_WRITE, FUSE_READ, FUSE_FSYNC, FUSE_FSYNCDIR, FUSE_FORGET, FUSE_BATCH_FORGET, FUSE_SETATTR, FUSE_GETATTR
    uint32_t FUSE_CREATE, FUSE_OPEN, FUSE_RELEASE, FUSE_DESTROY

    int fuse_lowlevel_notify_inval_inode(fuse_session*, fuse_ino_t, off_t, off_t)
    int fuse_lowlevel_notify_inval_entry(fuse_session*, fuse_ino_t, const char*, size_t)
    fuse_session* fuse_session_new(fuse_args*, const fuse_lowlevel_ops*, size_t, void*)
    void fuse_session_destroy(fuse_session*)
    void fuse_session_exit(fuse_session*)
    int fuse_session_exited(fuse_session*)
    void fuse_session_process_buf(fuse_session*, const fuse_buf*)
    void* fuse_req_userdata(fuse_req_t)
    const fuse_ctx* fuse_req_ctx(fuse_req_t)
    int fuse_req_getgroups(fuse_req_t, int, gid_t*)
    int fuse_req_interrupted(fuse_req_t)
    void fuse_req_interrupt_func(fuse_req_t, void (*)(fuse_req_t, void*) noexcept nogil, void*)
    int fuse_reply_err(fuse_req_t, int)
    void fuse_reply_none(fuse_req_t)
    int fuse_reply_entry(fuse_req_t, const fuse_entry_param*)
    int fuse_reply_create(fuse_req_t, const fuse_entry_param*, const fuse_file_info*)
    int fuse_reply_attr(fuse_req_t, const stat_t*, double)
    int fuse_reply_readlink(fuse_req_t, const char*)
    int fuse_reply_open(fuse_req_t, const fuse_file_info*)
    int fuse_reply_write(fuse_req_t, size_t)
    int fuse_reply_buf(fuse_req_t, const char*, size_t)
    int fuse_reply_statfs(fuse_req_t, const statvfs_t*)
    int fuse_reply_xattr(fuse_req_t, size_t)
    int fuse_reply_lseek(fuse_req_t, off_t)
    size_t fuse_add_direntry(fuse_req_t, char*, size_t, const char*, const stat_t*, off_t)
    size_t fuse_add_direntry_plus(fuse_req_t, char*, size_t, const char*, const fuse_entry_param*, off_t)

    # native.h
    struct record_header:
        uint32_t length
        uint32_t crc32c
        uint64_t sequence
        uint64_t generation
        uint64_t time_ns
        uint16_t kind
        uint16_t flags
        uint32_t path_length
        uint32_t payload_length
        uint32_t reserved
        uint64_t object
        uint64_t a
        uint64_t b
        uint64_t mtime_ns
        uint64_t parent_mtime_ns
    struct segment_header:
        char* magic
        uint16_t version
        uint16_t flags
        uint32_t header_crc32c
        unsigned char* set_id
        uint64_t generation
        uint64_t first_sequence
        uint64_t created_ns
        uint64_t reserved
    void* current_worker()
    void set_current_worker(void*)
    int kills_suid()
    int wants_unnamed()
    uint64_t unique_of_request()
    uint64_t interrupted_request()
    pid_t thread_of_request()
    void note_recorded(uint64_t)
    uint64_t recorded_by_request()
    void hold_answers(int)
    const char* held_answer()
    size_t held_answer_size()
    int log2_bucket(uint64_t)
    int is_killed(pid_t)
    uint32_t note_raw_request(char*, size_t)
    int attach_session(fuse_session*, int)
    void crc32c_prepare()
    uint32_t crc32c_more(uint32_t, const void*, size_t)
    uint64_t wall_ns()
    uint64_t monotonic_ns()
    uint64_t mtime_ns_of(const stat_t*)
    uint64_t atime_ns_of(const stat_t*)
    int open_beneath(int, const char*, int)
    int rename_with_flags(int, const char*, int, const char*, unsigned)
    ssize_t read_cached(int, void*, size_t, off_t)
    void writer_first(pthread_rwlock_t*)
    uint64_t load(const uint64_t*)
    void store(uint64_t*, uint64_t)
    uint64_t add(uint64_t*, uint64_t)
    int load_int(const int*)
    void store_int(int*, int)
    int add_int(int*, int)
    int log2_bucket(uint64_t)
    struct fuse_write_in:
        uint64_t fh
        uint64_t offset
        uint32_t size
    const fuse_write_in* plain_write(const char*, size_t)
    void answer_write(int, uint64_t, size_t, int)
    void block_signals()
    void name_thread(const char*)
    char* map_segment(int, size_t)
    int populate(char*, size_t)
    void let_go(char*, size_t)
    int copy_mapped(char*, const iovec*, int)
    int munmap(void*, size_t)
