# The session with the kernel and the threads that serve it.

cdef fuse_lowlevel_ops operations
memset(&operations, 0, sizeof(operations))
operations.init = op_init
operations.lookup = op_lookup
operations.forget = op_forget
operations.forget_multi = op_forget_multi
operations.getattr = op_getattr
operations.setattr = op_setattr
operations.readlink = op_readlink
operations.mknod = op_mknod
operations.mkdir = op_mkdir
operations.unlink = op_unlink
operations.rmdir = op_rmdir
operations.symlink = op_symlink
operations.rename = op_rename
operations.link = op_link
operations.open = op_open
operations.read = op_read
operations.write = op_write
operations.release = op_release
operations.fsync = op_fsync
operations.opendir = op_opendir
operations.readdir = op_readdir
operations.readdirplus = op_readdirplus
operations.releasedir = op_release
operations.fsyncdir = op_fsyncdir
operations.statfs = op_statfs
operations.setxattr = op_setxattr
operations.getxattr = op_getxattr
operations.listxattr = op_listxattr
operations.removexattr = op_removexattr
operations.create = op_create
operations.fallocate = op_fallocate
operations.lseek = op_lseek
# Left out on purpose: flush (nothing to do at close), access (default_permissions), getlk, setlk and flock (the kernel keeps locks itself: only this
# server uses the files), copy_file_range (the kernel then reads and writes, which is what the passive needs anyway), ioctl and poll.


cdef void op_init(void* userdata, fuse_conn_info* connection) noexcept nogil:
    cdef unsigned wanted = (FUSE_CAP_ASYNC_READ | FUSE_CAP_ATOMIC_O_TRUNC | FUSE_CAP_EXPORT_SUPPORT | FUSE_CAP_DONT_MASK | FUSE_CAP_READDIRPLUS
                            | FUSE_CAP_READDIRPLUS_AUTO | FUSE_CAP_ASYNC_DIO | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_POSIX_ACL | FUSE_CAP_CACHE_SYMLINKS
                            | FUSE_CAP_EXPLICIT_INVAL_DATA)
    connection.want = connection.capable & wanted
    connection.max_write = MAX_WRITE
    connection.max_readahead = MAX_WRITE
    connection.max_background = 64
    connection.congestion_threshold = 48
    connection.time_gran = 1


cdef Worker* start_worker(Core* core) noexcept nogil:
    """Start one more serving thread. worker_lock held."""
    cdef Worker* worker = <Worker*>calloc(1, sizeof(Worker))
    if worker == NULL:
        return NULL
    worker.core = core
    worker.buffer = <char*>malloc(READ_BUFFER_BYTES)
    worker.answer = <char*>malloc(MAX_WRITE + 4096)
    if worker.buffer == NULL or worker.answer == NULL or pthread_create(&worker.thread, NULL, serve, worker) != 0:
        free(worker.buffer)
        free(worker.answer)
        free(worker)
        return NULL
    worker.next = core.workers
    core.workers = worker
    core.worker_count += 1
    add_int(&core.idle, 1)
    return worker


cdef void* serve(void* argument) noexcept nogil:
    """Read requests and answer them until the file system is gone."""
    cdef Worker* worker = <Worker*>argument
    cdef Core* core = worker.core
    cdef sigset_t everything
    cdef fuse_buf request
    cdef ssize_t got
    cdef uint32_t opcode
    cdef uint64_t began
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, NULL)
    set_current_worker(worker)
    unshare(CLONE_FS)       # an umask of its own: creations take that of who asked
    memset(&request, 0, sizeof(request))
    request.mem = worker.buffer
    while not load_int(&core.ending) and not fuse_session_exited(core.session):
        got = read(core.device, worker.buffer, READ_BUFFER_BYTES)
        if got < 0:
            if errno == ENODEV or errno == EBADF:
                break
            continue        # ENOENT: the request was interrupted before it was read; EINTR, EAGAIN
        if add_int(&core.idle, -1) == 0:
            pthread_mutex_lock(&core.worker_lock)
            if core.worker_count < core.max_threads and not load_int(&core.ending):
                start_worker(core)
            pthread_mutex_unlock(&core.worker_lock)
        began = monotonic_ns()
        request.size = <size_t>got
        request.mem = worker.buffer
        opcode = note_raw_request(worker.buffer, <size_t>got) & (OPCODES - 1)
        fuse_session_process_buf(core.session, &request)
        worker.operations[opcode] += 1
        worker.latency[opcode][log2_bucket(monotonic_ns() - began)] += 1
        add_int(&core.idle, 1)
    return NULL
