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
# server uses the files), FUSE_CAP_EXPORT_SUPPORT (a number of an object is the address of its node: only the kernel may say one, never a file handle),
# copy_file_range (the kernel then reads and writes, which is what the passive needs anyway), ioctl and poll.


cdef void op_init(void* userdata, fuse_conn_info* connection) noexcept nogil:
    cdef unsigned wanted = (FUSE_CAP_ASYNC_READ | FUSE_CAP_ATOMIC_O_TRUNC | FUSE_CAP_DONT_MASK | FUSE_CAP_READDIRPLUS
                            | FUSE_CAP_READDIRPLUS_AUTO | FUSE_CAP_ASYNC_DIO | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_POSIX_ACL | FUSE_CAP_CACHE_SYMLINKS
                            | FUSE_CAP_EXPLICIT_INVAL_DATA)
    connection.want = connection.capable & wanted
    connection.max_write = MAX_WRITE
    connection.max_readahead = MAX_WRITE
    connection.max_background = 64
    connection.congestion_threshold = 48
    connection.time_gran = 1


# ---- threads ----
#
# A wake-up across processors costs more than most requests. So one worker at a time, the reader, reads requests; the others wait for their turn. The
# reader serves quick requests itself and, for some microseconds after one, looks for the next without sleeping, so that whoever sends it need not
# wake anybody. Before a request that may take long (fsync, a read that goes to the disk), and when requests queue up, it passes the turn. If a request
# that looked quick blocks after all, the watcher passes the turn in its place after a millisecond (up to five, if none has been stuck of late).

cdef uint64_t SPIN_NS = 20000
cdef uint64_t STUCK_NS = 1000000
cdef uint64_t CALM_NS = 4000000     # so often it is looked, once no reader has been stuck for a while
cdef int CALM = 256                 # looks
cdef int LUCK = 16


cdef Worker* start_worker(Core* core) noexcept nogil:
    """Start one more serving thread. worker_lock held."""
    cdef Worker* worker = <Worker*>calloc(1, sizeof(Worker))
    if worker == NULL:
        return NULL
    worker.core = core
    worker.luck = LUCK
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
    return worker


cdef int start_service(Core* core) noexcept nogil:
    """Start to serve a session. Returns 0 or an errno."""
    cdef int result
    cdef uint64_t counter
    read(core.quit_fd, &counter, 8)     # what the session before left
    pthread_mutex_lock(&core.worker_lock)
    core.gone = 0
    core.reader = NULL
    core.watcher_sleeps = 0
    core.watcher_runs = pthread_create(&core.watcher, NULL, watch, core) == 0
    core.gardener_runs = pthread_create(&core.gardener, NULL, garden, core) == 0
    result = 0
    if start_usher(core) != 0 or not core.watcher_runs or not core.gardener_runs or start_worker(core) == NULL or start_worker(core) == NULL:
        result = EAGAIN
    pthread_mutex_unlock(&core.worker_lock)
    return result


cdef void end_service(Core* core) noexcept nogil:
    """Wait for the threads. The mount is gone: whoever still reads requests sees the end."""
    cdef Worker* worker
    session_over(core)
    pthread_mutex_lock(&core.worker_lock)
    worker = core.workers
    pthread_mutex_unlock(&core.worker_lock)
    while worker != NULL:
        if not worker.joined:
            pthread_join(worker.thread, NULL)
            worker.joined = 1
            free(worker.buffer)
            free(worker.answer)
        worker = worker.next
    if core.watcher_runs:
        pthread_join(core.watcher, NULL)
    if core.gardener_runs:
        pthread_join(core.gardener, NULL)
    end_usher(core)
    core.worker_count = 0


cdef void fetch_mapped(Core* core) noexcept nogil:
    """Have the kernel write what applications changed through mmap: a session that is cut off would lose it.

    Invalidating an inode's pages writes the dirty ones first and waits for it (syncfs does not, on FUSE). Only open files can have any.
    """
    cdef Handle* handle
    cdef fuse_ino_t* nodes = NULL
    cdef uint64_t count = 0
    cdef uint64_t i
    pthread_mutex_lock(&core.table_lock)
    handle = core.handles
    while handle != NULL:
        count += 1
        handle = handle.next
    nodes = <fuse_ino_t*>calloc(count + 1, sizeof(fuse_ino_t))
    handle = core.handles
    count = 0
    while handle != NULL and nodes != NULL:
        if handle.stream == NULL and handle.node.lookups:
            nodes[count] = <fuse_ino_t><size_t>handle.node
            count += 1
        handle = handle.next
    pthread_mutex_unlock(&core.table_lock)
    for i in range(count):
        if i == 0 or nodes[i] != nodes[i - 1]:
            fuse_lowlevel_notify_inval_inode(core.session, nodes[i], 0, 0)
    free(nodes)


cdef void pass_turn(Core* core, Worker* worker) noexcept nogil:
    """Let another worker read the next request, if `worker` is the reader."""
    if core.reader != worker:
        return
    pthread_mutex_lock(&core.worker_lock)
    if core.reader == worker:
        core.reader = NULL
        store(&core.busy_since, 0)
        if core.followers:
            pthread_cond_signal(&core.turn)
        elif core.worker_count < core.max_threads and not core.gone:
            start_worker(core)
        # else the first that finishes takes the turn
    pthread_mutex_unlock(&core.worker_lock)


cdef int take_turn(Core* core, Worker* worker) noexcept nogil:
    """Wait to become the reader. Returns 0 when the session is over."""
    cdef int gone
    if core.reader == worker:
        return not core.gone
    pthread_mutex_lock(&core.worker_lock)
    core.followers += 1
    while core.reader != NULL and not core.gone:
        pthread_cond_wait(&core.turn, &core.worker_lock)
    core.followers -= 1
    gone = core.gone
    if not gone:
        core.reader = worker
    pthread_mutex_unlock(&core.worker_lock)
    worker.streak = 0
    return not gone


cdef void session_over(Core* core) noexcept nogil:
    cdef uint64_t one = 1
    pthread_mutex_lock(&core.worker_lock)
    core.gone = 1
    pthread_cond_broadcast(&core.turn)
    pthread_cond_broadcast(&core.watch)
    pthread_mutex_unlock(&core.worker_lock)
    write(core.crowded_fd, &one, 8)
    write(core.quit_fd, &one, 8)


cdef inline int is_waiting(Core* core, int timeout_ms) noexcept nogil:
    """Whether a request (or the end) can be read; waits for one with a timeout of -1."""
    cdef pollfd[2] states
    states[0].fd = core.device
    states[0].events = POLLIN
    states[0].revents = 0
    states[1].fd = core.quit_fd
    states[1].events = POLLIN
    states[1].revents = 0
    return poll(states, 2, timeout_ms) != 0


cdef ssize_t receive(Core* core, Worker* worker) noexcept nogil:
    """Read the next request: look for it actively for a while if that has paid lately, else sleep. The device is opened non-blocking."""
    cdef ssize_t got = read(core.device, worker.buffer, READ_BUFFER_BYTES)
    cdef uint64_t until
    if got >= 0 or errno != EAGAIN:
        worker.streak += 1
        return got
    worker.streak = 0
    if worker.luck > 0:
        until = monotonic_ns() + SPIN_NS
        while monotonic_ns() < until:
            got = read(core.device, worker.buffer, READ_BUFFER_BYTES)
            if got >= 0 or errno != EAGAIN:
                if worker.luck < LUCK:
                    worker.luck += 1
                return got
        worker.luck -= 3
    else:
        worker.luck -= 1
        if worker.luck < -LUCK * 4:
            worker.luck = 3     # see whether times have changed
    is_waiting(core, -1)
    return read(core.device, worker.buffer, READ_BUFFER_BYTES)


cdef inline int may_take_long(uint32_t opcode) noexcept nogil:
    # a read passes the turn itself when the page cache does not hold what it asks for
    return opcode == FUSE_FSYNC or opcode == FUSE_FSYNCDIR or opcode == FUSE_BATCH_FORGET


cdef unsigned long flags_beneath(Core* core) noexcept nogil:
    """What the mount beneath forbids stays forbidden. statvfs(3) has these flags where mount(2) has them."""
    cdef statvfs_t st
    if fstatvfs(core.root_fd, &st) != 0:
        return 0
    return st.f_flag & <unsigned long>(MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)


cdef void* serve(void* argument) noexcept nogil:
    """Read requests and answer them until the file system is gone."""
    cdef Worker* worker = <Worker*>argument
    cdef Core* core = worker.core
    cdef fuse_buf request
    cdef ssize_t got
    cdef uint32_t opcode
    cdef uint64_t began
    block_signals()
    name_thread("capture")
    set_current_worker(worker)
    unshare(CLONE_FS)       # an umask of its own: creations take that of who asked
    memset(&request, 0, sizeof(request))
    request.mem = worker.buffer
    while take_turn(core, worker):
        got = receive(core, worker)
        if got < 0:
            if errno == ENODEV or errno == EBADF:
                if not load_int(&core.leaving):
                    lost_mount(core)
                session_over(core)
            continue        # ENOENT: the request was interrupted before it was read; EAGAIN: another worker was faster
        began = monotonic_ns()
        hold_answers(load_int(&core.throttle))
        opcode = note_raw_request(worker.buffer, <size_t>got) & (OPCODES - 1)
        if may_take_long(opcode) or (worker.streak > 4 and is_waiting(core, 0)):
            pass_turn(core, worker)
        else:
            store(&core.served, core.served + 1)
            store(&core.busy_since, began)
            if load_int(&core.watcher_sleeps):
                wake_watcher(core)
        request.size = <size_t>got
        request.mem = worker.buffer
        if not serve_write(core, worker.buffer, <size_t>got):
            fuse_session_process_buf(core.session, &request)
        if held_answer_size():
            hold_answer(core)
        if interrupted_request():
            note_interrupt(core, interrupted_request())
        if core.reader == worker:
            store(&core.busy_since, 0)
        worker.operations[opcode] += 1
        worker.latency[opcode][log2_bucket(monotonic_ns() - began)] += 1
    return NULL


cdef void lost_mount(Core* core) noexcept nogil:
    """Somebody else unmounted the folder: whatever changes from now on changes unseen."""
    pthread_mutex_lock(&core.append_lock)
    fail(core, FAILURE_GONE, 0)
    pthread_mutex_unlock(&core.append_lock)


cdef void wake_watcher(Core* core) noexcept nogil:
    pthread_mutex_lock(&core.worker_lock)
    store_int(&core.watcher_sleeps, 0)
    pthread_cond_signal(&core.watch)
    pthread_mutex_unlock(&core.worker_lock)


cdef void* watch(void* argument) noexcept nogil:
    """While there are requests: pass the turn of a reader that is stuck in one. And look after waiters that got a signal."""
    cdef Core* core = <Core*>argument
    cdef timespec until
    cdef uint64_t now, since, served
    cdef uint64_t seen = 0
    cdef int quiet = 0
    cdef int turn = 0
    cdef int calm = 0
    block_signals()
    name_thread("capture-watch")
    pthread_mutex_lock(&core.worker_lock)
    while not core.gone:
        served = load(&core.served)
        quiet = quiet + 1 if served == seen and load(&core.busy_since) == 0 else 0
        seen = served
        turn += 1
        if turn % 16 == 0 and load_int(&core.interrupted):
            pthread_mutex_unlock(&core.worker_lock)
            release_killed(core)
            pthread_mutex_lock(&core.worker_lock)
            continue
        if quiet > 50 and not load_int(&core.interrupted):
            store_int(&core.watcher_sleeps, 1)
            while core.watcher_sleeps and not core.gone:
                pthread_cond_wait(&core.watch, &core.worker_lock)
            quiet = 0
            continue
        calm += 1
        now = wall_ns() + (STUCK_NS if calm < CALM else CALM_NS)
        until.tv_sec = <long>(now / 1000000000)
        until.tv_nsec = <long>(now % 1000000000)
        pthread_cond_timedwait(&core.watch, &core.worker_lock, &until)
        since = load(&core.busy_since)
        if since and core.reader != NULL and monotonic_ns() > since + STUCK_NS:
            core.reader = NULL
            calm = 0
            store(&core.busy_since, 0)
            if core.followers:
                pthread_cond_signal(&core.turn)
            elif core.worker_count < core.max_threads:
                start_worker(core)
    pthread_mutex_unlock(&core.worker_lock)
    return NULL


# ---- the kernel's cache, kept within the number of descriptors ----

cdef enum:
    BUNCH = 256


cdef void* garden(void* argument) noexcept nogil:
    """Ask the kernel to forget names when nodes hold too many descriptors: it would keep them for as long as it has memory.

    Forgetting a name costs the next user of it a lookup, no more; what is open stays.
    """
    cdef Core* core = <Core*>argument
    cdef uint64_t bucket = 0
    cdef uint64_t looked
    cdef uint64_t counter
    cdef int count, i
    cdef Wilting* names = <Wilting*>malloc(BUNCH * sizeof(Wilting))
    block_signals()
    name_thread("capture-garden")
    while names != NULL:
        read(core.crowded_fd, &counter, 8)
        if core.gone:
            break
        looked = 0
        while load(&core.node_count) > core.node_limit - core.node_limit / 8 and not core.gone and looked <= core.name_mask:
            count = gather(core, &bucket, &looked, names)
            for i in range(count):
                fuse_lowlevel_notify_inval_entry(core.session, names[i].parent, names[i].text, <size_t>names[i].length)
        store_int(&core.crowded, 0)
    free(names)
    return NULL


cdef int gather(Core* core, uint64_t* bucket, uint64_t* looked, Wilting* names) noexcept nogil:
    """Collect names of files that are not open, going round all names."""
    cdef Name* name
    cdef int count = 0
    pthread_rwlock_rdlock(&core.names_lock)
    while count < BUNCH - 64 and looked[0] <= core.name_mask:
        bucket[0] = (bucket[0] + 1) & core.name_mask
        looked[0] += 1
        name = core.name_buckets[bucket[0]]
        while name != NULL and count < BUNCH:
            # no directory: somebody may stand in it, and would find it "deleted"
            if name.node.lookups and not name.node.holds and name.node.type != <mode_t>S_IFDIR and name.length < 256:
                names[count].parent = ROOT_ID if name.parent == &core.root else <fuse_ino_t><size_t>name.parent
                names[count].length = name.length
                memcpy(names[count].text, name.text, <size_t>name.length + 1)
                count += 1
            name = name.next
    pthread_rwlock_unlock(&core.names_lock)
    return count
