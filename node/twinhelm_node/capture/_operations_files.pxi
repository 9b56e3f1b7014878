# Operations on open files. Effect and record happen together under Node.lock.

cdef inline void object_path(Node* node, char* out) noexcept nogil:
    """The one way to reach an O_PATH descriptor's object with calls that want a path. `out` has 64 bytes."""
    snprintf(out, 64, "/proc/self/fd/%d", node.fd)


cdef inline int backing_flags(int flags) noexcept nogil:
    """How the file is opened beneath, given how the application opens it.

    The kernel has resolved O_APPEND to an offset already. Direct I/O ends at the request: its buffers are not aligned here. Synchronous writes are
    made synchronous after their record (finish_sync), so that no lock is held meanwhile. Truncation is an effect of its own, with a record.
    """
    return (flags & ~(O_APPEND | O_DIRECT | O_NOFOLLOW | O_CREAT | O_EXCL | O_TRUNC | O_SYNC | O_DSYNC | O_NOCTTY)) | O_CLOEXEC | O_NONBLOCK


cdef inline int sync_of(int flags) noexcept nogil:
    """Direct writes to a file opened O_SYNC must be synchronous here; after buffered ones the kernel sends an FSYNC by itself."""
    if not flags & O_DIRECT:
        return 0
    if flags & O_SYNC == O_SYNC:
        return 2
    return 1 if flags & O_DSYNC else 0


cdef void op_open(fuse_req_t req, fuse_ino_t ino, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef char[64] path
    cdef Handle* handle
    cdef int fd
    cdef int error
    object_path(node, path)
    fd = open(path, backing_flags(fi.flags))
    if fd < 0:
        reply_errno(req, errno)
        return
    handle = new_handle(core, node, fd, NULL)
    if handle == NULL:
        close(fd)
        reply_errno(req, ENOMEM)
        return
    handle.syncs = sync_of(fi.flags)
    if fi.flags & O_TRUNC:
        error = truncate_open(core, req, handle)
        if error:
            release_handle(core, handle)
            reply_errno(req, error)
            return
    fi.fh = <uint64_t><size_t>handle
    fi.keep_cache = 1
    fi.noflush = 1
    if fuse_reply_open(req, fi) != 0:
        release_handle(core, handle)


cdef int truncate_open(Core* core, fuse_req_t req, Handle* handle) noexcept nogil:
    """The O_TRUNC of an open, also of one for reading: Linux cuts then too. Returns 0 or an errno."""
    cdef char[64] path
    cdef Record[2] records
    cdef stat_t st
    cdef int error = 0
    memset(records, 0, sizeof(records))
    object_path(handle.node, path)
    pthread_mutex_lock(&handle.node.lock)
    if truncate(path, 0) != 0 or fstat(handle.fd, &st) != 0:
        error = errno
    else:
        records[0].kind = KIND_TRUNCATE
        record_content(core, req, handle.node, handle.fd, records, &st, kills_suid())
    pthread_mutex_unlock(&handle.node.lock)
    return error


cdef int is_member(fuse_req_t req, gid_t group) noexcept nogil:
    """Whether who asks is in the group, or root (the kernel's in_group_or_capable)."""
    cdef const fuse_ctx* context = fuse_req_ctx(req)
    cdef gid_t[256] groups
    cdef int count
    cdef int i
    if context.uid == 0 or context.gid == group:
        return 1
    count = fuse_req_getgroups(req, 256, groups)
    for i in range(count if count < 256 else 256):
        if groups[i] == group:
            return 1
    return 0


cdef mode_t without_set_id(fuse_req_t req, const stat_t* st) noexcept nogil:
    """The mode after somebody without CAP_FSETID changed the content (the kernel's setattr_should_drop_suidgid)."""
    cdef mode_t mode = st.st_mode & ~<mode_t>S_ISUID
    if mode & <mode_t>S_ISGID and (mode & <mode_t>S_IXGRP or not is_member(req, st.st_gid)):
        mode &= ~<mode_t>S_ISGID
    return mode


cdef void record_content(Core* core, fuse_req_t req, Node* node, int fd, Record* records, stat_t* st, int kills) noexcept nogil:
    """Append a change of content (room for two records), and the loss of set-id bits where the caller has to lose them. Node.lock held."""
    cdef int count = 1
    cdef mode_t mode = st.st_mode
    cdef char[64] path
    if kills and mode & <mode_t>(S_ISUID | S_ISGID):
        mode = without_set_id(req, st)
        object_path(node, path)
        if mode != st.st_mode and chmod(path, mode & 0o7777) == 0:
            memset(&records[1], 0, sizeof(Record))
            records[1].kind = KIND_MODE
            records[1].a = mode & 0o7777
            records[1].mtime_ns = mtime_ns_of(st)
            st.st_mode = mode
            count = 2
    records[0].mtime_ns = mtime_ns_of(st)
    record_node(core, node, records, count)


cdef void record_traces(Core* core, Node* node, int error) noexcept nogil:
    """Append what a change that found no room has left behind all the same: a part of what was allocated, new times. Node.lock held."""
    cdef Record[2] records
    cdef stat_t st
    if (error != ENOSPC and error != EDQUOT and error != EIO) or fstat(node.fd, &st) != 0:
        return
    memset(records, 0, sizeof(records))
    records[0].kind = KIND_TRUNCATE
    records[0].a = <uint64_t>st.st_size
    records[0].mtime_ns = mtime_ns_of(&st)
    records[1].kind = KIND_TIMES
    records[1].a = atime_ns_of(&st)
    records[1].mtime_ns = mtime_ns_of(&st)
    record_node(core, node, records, 2)


cdef Handle* new_handle(Core* core, Node* node, int fd, DIR* stream) noexcept nogil:
    """An open file or directory; NULL without memory (then `fd` and `stream` are left to the caller)."""
    cdef Handle* handle = <Handle*>calloc(1, sizeof(Handle))
    if handle == NULL:
        return NULL
    handle.node = node
    handle.fd = fd
    handle.stream = stream
    pthread_mutex_lock(&core.table_lock)
    node.holds += 1
    handle.next = core.handles
    if handle.next != NULL:
        handle.next.previous = handle
    core.handles = handle
    pthread_mutex_unlock(&core.table_lock)
    return handle


cdef void release_handle(Core* core, Handle* handle) noexcept nogil:
    pthread_mutex_lock(&core.table_lock)
    if handle.previous != NULL:
        handle.previous.next = handle.next
    else:
        core.handles = handle.next
    if handle.next != NULL:
        handle.next.previous = handle.previous
    pthread_mutex_unlock(&core.table_lock)
    if handle.stream != NULL:
        closedir(handle.stream)
    else:
        close(handle.fd)
    release_node(core, handle.node, 0, 1)
    free(handle)


cdef void op_release(fuse_req_t req, fuse_ino_t ino, fuse_file_info* fi) noexcept nogil:
    release_handle(<Core*>fuse_req_userdata(req), <Handle*><size_t>fi.fh)
    reply_errno(req, 0)


cdef void op_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Handle* handle = <Handle*><size_t>fi.fh
    cdef Worker* worker = <Worker*>current_worker()
    cdef char* answer = worker.answer
    cdef size_t got = 0
    cdef ssize_t more
    if size > MAX_WRITE:
        size = MAX_WRITE
    more = read_cached(handle.fd, answer, size, offset)
    if more >= 0:
        got = <size_t>more
    if got < size:
        pass_turn(core, worker)     # the rest is on the disk, or there is none
    while got < size:
        more = pread(handle.fd, answer + got, size - got, offset + <off_t>got)
        if more < 0:
            if errno == EINTR:
                continue
            if got == 0:
                reply_errno(req, errno)
                return
            break
        if more == 0:
            break
        got += <size_t>more
    fuse_reply_buf(req, answer, got)


cdef size_t write_and_record(Core* core, fuse_req_t req, Handle* handle, const char* data, size_t size, off_t offset, int* failed) noexcept nogil:
    """The heart of it: local write, then record; the answer comes after. Returns what was written and sets an errno. Without `req` no set-id bits are to be lost."""
    cdef Node* node = handle.node
    cdef Record[2] records
    cdef stat_t st
    cdef size_t done = 0
    cdef ssize_t more
    cdef int error = 0
    pthread_mutex_lock(&node.lock)
    while done < size:
        more = pwrite(handle.fd, data + done, size - done, offset + <off_t>done)
        if more < 0:
            if errno == EINTR:
                continue
            error = errno
            break
        if more == 0:
            break
        done += <size_t>more
    if done:
        records[0].kind = KIND_WRITE
        records[0].flags = 0
        records[0].a = <uint64_t>offset
        records[0].b = 0
        records[0].parent_mtime_ns = 0
        records[0].payload = data
        records[0].payload_length = <uint32_t>done
        records[0].payload2_length = 0
        fstat(handle.fd, &st)
        record_content(core, req, node, handle.fd, records, &st, req != NULL and kills_suid())
    elif error:
        record_traces(core, node, error)
    pthread_mutex_unlock(&node.lock)
    failed[0] = error if done == 0 else 0
    return done


cdef void op_write(fuse_req_t req, fuse_ino_t ino, const char* data, size_t size, off_t offset, fuse_file_info* fi) noexcept nogil:
    cdef Handle* handle = <Handle*><size_t>fi.fh
    cdef int error = 0
    cdef size_t done = write_and_record(<Core*>fuse_req_userdata(req), req, handle, data, size, offset, &error)
    if error:
        reply_errno(req, error)
    elif handle.syncs:
        finish_sync(req, handle.fd, handle.syncs == 1, done)
    else:
        fuse_reply_write(req, done)


cdef int serve_write(Core* core, const char* raw, size_t size) noexcept nogil:
    """Serve a request that is a write, as long as it is durable later and takes no set-id bits away; returns 0 if it is something else."""
    cdef const fuse_write_in* asked = plain_write(raw, size)
    cdef Handle* handle
    cdef stat_t st
    cdef size_t done
    cdef int error = 0
    if asked == NULL:
        return 0
    handle = <Handle*><size_t>asked.fh
    if handle.syncs:
        return 0
    # the kernel asks this of every write that is not root's; nobody else gives the bits
    if kills_suid() and (fstat(handle.fd, &st) != 0 or st.st_mode & <mode_t>(S_ISUID | S_ISGID)):
        return 0
    done = write_and_record(core, NULL, handle, <const char*>(asked + 1), asked.size, <off_t>asked.offset, &error)
    answer_write(core.device, unique_of_request(), done, error)
    return 1


cdef void op_fallocate(fuse_req_t req, fuse_ino_t ino, int mode, off_t offset, off_t length, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Handle* handle = <Handle*><size_t>fi.fh
    cdef Record[2] records
    cdef stat_t st
    cdef uint32_t mode32 = <uint32_t>mode
    cdef int error = 0
    memset(records, 0, sizeof(records))
    pthread_mutex_lock(&handle.node.lock)
    if fallocate(handle.fd, mode, offset, length) != 0 or fstat(handle.fd, &st) != 0:
        error = errno
        record_traces(core, handle.node, error)
    else:
        records[0].kind = KIND_FALLOCATE
        records[0].a = <uint64_t>offset
        records[0].b = <uint64_t>length
        records[0].payload = &mode32
        records[0].payload_length = 4
        # the kernel does not say whether the caller may keep the bits: all but root lose them
        record_content(core, req, handle.node, handle.fd, records, &st, fuse_req_ctx(req).uid != 0)
    pthread_mutex_unlock(&handle.node.lock)
    reply_errno(req, error)


cdef void op_lseek(fuse_req_t req, fuse_ino_t ino, off_t offset, int whence, fuse_file_info* fi) noexcept nogil:
    cdef off_t found = lseek((<Handle*><size_t>fi.fh).fd, offset, whence)
    if found < 0:
        reply_errno(req, errno)
    else:
        fuse_reply_lseek(req, found)


cdef void op_statfs(fuse_req_t req, fuse_ino_t ino) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef statvfs_t st
    if fstatvfs(node_of(core, ino).fd, &st) != 0:
        reply_errno(req, errno)
    else:
        fuse_reply_statfs(req, &st)


# ---- fsync, and waiting for the passive ----

cdef void op_fsync(fuse_req_t req, fuse_ino_t ino, int datasync, fuse_file_info* fi) noexcept nogil:
    finish_sync(req, (<Handle*><size_t>fi.fh).fd, datasync, 0)


cdef void finish_sync(fuse_req_t req, int fd, int datasync, size_t written) noexcept nogil:
    """Make a file durable here and, in durable mode, on the passive; then answer (a write with the bytes `written`, an fsync if it is 0).

    Everything recorded up to now must be acknowledged: S is taken before the local sync. The request is put aside rather than a thread.
    A signal does not end the wait: neither does it end an fsync of ext4, and PostgreSQL takes an EINTR here for a lost disk. A fatal one does
    (release_killed): the passive may stay away, and nobody waits for the answer any more.
    """
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef uint64_t sequence = load(&core.last_sequence)
    cdef int result = fdatasync(fd) if datasync else fsync(fd)
    cdef Parked* parked
    if result != 0:
        reply_errno(req, errno)
        return
    if load_int(&core.durable):
        parked = <Parked*>calloc(1, sizeof(Parked))
        if parked != NULL:
            parked.request = req
            parked.sequence = sequence
            parked.written = written
            parked.unique = unique_of_request()
            parked.thread = fuse_req_ctx(req).pid
            pthread_mutex_lock(&core.append_lock)
            if must_wait(core, sequence):
                parked.next = core.parked
                core.parked = parked
                core.parked_count += 1
                parked.interrupted = fuse_req_interrupted(req)     # before it was parked; later ones find it in the list
                if parked.interrupted:
                    store_int(&core.interrupted, 1)
                pthread_mutex_unlock(&core.append_lock)
                if load_int(&core.interrupted):
                    wake_watcher(core)
                return
            pthread_mutex_unlock(&core.append_lock)
            free(parked)
    answer_sync(req, written)


cdef inline void answer_sync(fuse_req_t req, uint64_t written) noexcept nogil:
    if written:
        fuse_reply_write(req, <size_t>written)
    else:
        fuse_reply_err(req, 0)


cdef inline int must_wait(Core* core, uint64_t sequence) noexcept nogil:
    """Whether an fsync of everything up to `sequence` still waits. append_lock held.

    With `stall`, what the passive does not hold is never confirmed: neither while it is away nor after changes were lost that no check has brought
    yet. Without, nobody waits for a passive that is away or can no longer get everything (Local first).
    """
    if not core.durable or core.ending:
        return 0
    if core.stall:
        return core.incomplete or sequence > core.acknowledged_sequence
    return sequence > core.acknowledged_sequence and core.peer_present and core.failure == FAILURE_NONE


cdef void release_parked(Core* core) noexcept nogil:
    """Answer all that need not wait any longer. append_lock not held."""
    cdef Parked** link
    cdef Parked* parked
    cdef Parked* ready = NULL
    pthread_mutex_lock(&core.append_lock)
    link = &core.parked
    while link[0] != NULL:
        parked = link[0]
        if must_wait(core, parked.sequence):
            link = &parked.next
        else:
            link[0] = parked.next
            core.parked_count -= 1
            parked.next = ready
            ready = parked
    pthread_mutex_unlock(&core.append_lock)
    while ready != NULL:
        parked = ready
        ready = parked.next
        answer_sync(parked.request, parked.written)
        free(parked)


cdef void note_interrupt(Core* core, uint64_t unique) noexcept nogil:
    """A signal came for somebody who waits."""
    cdef Parked* parked
    pthread_mutex_lock(&core.append_lock)
    parked = core.parked
    while parked != NULL and parked.unique != unique:
        parked = parked.next
    if parked != NULL:
        parked.interrupted = 1
        store_int(&core.interrupted, 1)
    pthread_mutex_unlock(&core.append_lock)
    if parked != NULL:
        wake_watcher(core)


cdef void release_killed(Core* core) noexcept nogil:
    """Let go of those that were killed while they waited. The kernel tells of the first signal only, so the interrupted are looked at again and again."""
    cdef uint64_t[64] uniques
    cdef pid_t[64] threads
    cdef Parked** link
    cdef Parked* parked
    cdef Parked* ready = NULL
    cdef int count = 0
    cdef int any_killed = 0
    cdef int i
    pthread_mutex_lock(&core.append_lock)
    parked = core.parked
    while parked != NULL:
        if parked.interrupted and count < 64:
            uniques[count] = parked.unique
            threads[count] = parked.thread
            count += 1
        parked = parked.next
    if count == 0:
        store_int(&core.interrupted, 0)
    pthread_mutex_unlock(&core.append_lock)
    for i in range(count):
        if threads[i] == 0 or not is_killed(threads[i]):
            uniques[i] = 0
        else:
            any_killed = 1
    if not any_killed:
        return
    pthread_mutex_lock(&core.append_lock)
    link = &core.parked
    while link[0] != NULL:
        parked = link[0]
        for i in range(count):
            if uniques[i] and uniques[i] == parked.unique:
                parked.killed = 1
        if parked.killed:
            link[0] = parked.next
            core.parked_count -= 1
            parked.next = ready
            ready = parked
        else:
            link = &parked.next
    pthread_mutex_unlock(&core.append_lock)
    while ready != NULL:
        parked = ready
        ready = parked.next
        fuse_reply_err(parked.request, EINTR)
        free(parked)
