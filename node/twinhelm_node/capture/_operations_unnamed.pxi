# Files without a name (O_TMPFILE). Nothing of one is recorded until linkat gives it a name; then it comes under a name that nobody uses, with all its
# content, and gets its own by a RENAME: so it appears on the passive as it did here, whole or not at all.

cdef enum:
    UNNAMED_BYTES = 48


cdef void create_unnamed(fuse_req_t req, Node* parent, mode_t mode, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef const fuse_ctx* context = fuse_req_ctx(req)
    cdef fuse_entry_param entry
    cdef stat_t parent_stat
    cdef char[64] path
    cdef Node* node = NULL
    cdef Handle* handle
    cdef gid_t group
    cdef int fd, object
    cdef int error = 0
    memset(&entry, 0, sizeof(entry))
    entry.attr_timeout = FOREVER
    entry.entry_timeout = FOREVER
    umask(context.umask)        # of this thread only
    fd = openat(parent.fd, b".", backing_flags(fi.flags) | O_TMPFILE, mode & 0o7777)
    if fd < 0:
        reply_errno(req, errno)
        return
    if fstat(parent.fd, &parent_stat) != 0 or fstat(fd, &entry.attr) != 0:
        error = errno
    else:
        group = entry.attr.st_gid if parent_stat.st_mode & <mode_t>S_ISGID else context.gid
        if entry.attr.st_uid != context.uid or entry.attr.st_gid != group:
            if fchown(fd, context.uid, group) != 0:
                error = errno
            elif entry.attr.st_mode & <mode_t>(S_ISUID | S_ISGID):
                fchmod(fd, entry.attr.st_mode & 0o7777)     # a change of owner takes these bits away
    if error == 0:
        snprintf(path, sizeof(path), "/proc/self/fd/%d", fd)
        object = open(path, O_PATH | O_CLOEXEC)
        if object < 0 or fstat(object, &entry.attr) != 0:
            error = errno
            if object >= 0:
                close(object)
        else:
            node = take_node(core, object, &entry.attr, 1, 0)
            error = 0 if node != NULL else ENOMEM
    if error:
        close(fd)
        reply_errno(req, error)
        return
    entry.ino = <fuse_ino_t><size_t>node
    entry.generation = node.generation
    handle = new_handle(core, node, fd, NULL)
    if handle == NULL:
        close(fd)
        release_node(core, node, 1, 0)
        reply_errno(req, ENOMEM)
        return
    handle.syncs = sync_of(fi.flags)
    fi.fh = <uint64_t><size_t>handle
    fi.keep_cache = 1
    fi.noflush = 1
    if fuse_reply_create(req, &entry, fi) != 0:
        release_handle(core, handle)
        release_node(core, node, 1, 0)


cdef int lock_unnamed(Core* core, Node* node, Node* parent, const char* text, char* hidden) noexcept nogil:
    """If the object has no name yet: take Node.lock, record it under `hidden` (empty: it was not recorded) and return 1, still locked."""
    cdef stat_t st
    cdef int excluded
    if node.type != <mode_t>S_IFREG or fstat(node.fd, &st) != 0 or st.st_nlink != 0:
        return 0
    pthread_mutex_lock(&node.lock)
    if fstat(node.fd, &st) != 0 or st.st_nlink != 0:
        pthread_mutex_unlock(&node.lock)        # another linkat was faster
        return 0
    hidden[0] = 0
    pthread_rwlock_rdlock(&core.names_lock)
    excluded = text_excluded(core, parent, text, 0)
    pthread_rwlock_unlock(&core.names_lock)
    if not excluded:
        snprintf(hidden, UNNAMED_BYTES, ".twinhelm-%llx-%llx", <unsigned long long>node.ino, <unsigned long long>node.generation)
        if not record_unnamed(core, node, parent, hidden, &st):
            hidden[0] = 0       # the walker brings it
    return 1


cdef int append_hidden(Core* core, Node* node, Node* parent, const char* hidden, Record* record) noexcept nogil:
    """One record under the name that nobody uses, wherever its directory is by now. 0 if it has no path that fits."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef int length
    pthread_rwlock_rdlock(&core.names_lock)
    length = child_path(core, parent, hidden, path)
    if length >= 0:
        append_all(core, node.ino, path, length, record, 1)
    pthread_rwlock_unlock(&core.names_lock)
    return length >= 0


cdef int record_unnamed(Core* core, Node* node, Node* parent, const char* hidden, const stat_t* st) noexcept nogil:
    """CREATE, content, attributes. Node.lock held. Returns whether all of it was recorded."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef char[64] source
    cdef Record record
    cdef char* buffer
    cdef off_t at = 0
    cdef off_t data, hole
    cdef ssize_t got = 0
    cdef int length, fd
    cdef int whole
    object_path(node, source)
    fd = open(source, O_RDONLY | O_CLOEXEC)
    buffer = <char*>malloc(MAX_WRITE)
    if fd < 0 or buffer == NULL:
        if fd >= 0:
            close(fd)
        free(buffer)
        return 0
    memset(&record, 0, sizeof(record))
    record.kind = KIND_CREATE
    record.a = st.st_mode & 0o7777
    record.b = (<uint64_t>st.st_uid << 32) | st.st_gid
    record.mtime_ns = mtime_ns_of(st)
    whole = append_hidden(core, node, parent, hidden, &record)
    record.b = 0
    while whole and at < st.st_size:
        data = lseek(fd, at, SEEK_DATA)
        if data < 0:
            break       # a hole up to the end
        hole = lseek(fd, data, SEEK_HOLE)
        got = pread(fd, buffer, <size_t>(hole - data) if hole > data and hole - data < MAX_WRITE else <size_t>MAX_WRITE, data)
        if got <= 0:
            whole = 0
            break
        record.kind = KIND_WRITE
        record.a = <uint64_t>data
        record.payload = buffer
        record.payload_length = <uint32_t>got
        whole = append_hidden(core, node, parent, hidden, &record)
        at = data + got
    record.kind = KIND_TRUNCATE
    record.a = <uint64_t>st.st_size
    record.payload = NULL
    record.payload_length = 0
    if whole and append_hidden(core, node, parent, hidden, &record):
        pthread_rwlock_rdlock(&core.names_lock)
        length = child_path(core, parent, hidden, path)
        if length >= 0:
            append_attributes(core, node, path, length, 1)
        pthread_rwlock_unlock(&core.names_lock)
    close(fd)
    free(buffer)
    return whole


cdef void record_named(Core* core, Node* node, Node* parent, const char* hidden, const char* text, const stat_t* parent_stat) noexcept nogil:
    """It has its name now: RENAME; without one (linkat failed): UNLINK. Node.lock held, names_lock held for writing."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef char[PATH_MAX_BYTES + 2] to
    cdef stat_t st
    cdef Record record
    cdef int length = child_path(core, parent, hidden, path)
    cdef int to_length = child_path(core, parent, text, to) if text != NULL else 0
    if length < 0 or to_length < 0 or fstat(node.fd, &st) != 0:
        lose(core, FAILURE_PATH)
        return
    memset(&record, 0, sizeof(record))
    record.mtime_ns = mtime_ns_of(&st)
    record.kind = KIND_UNLINK
    if text != NULL:
        record.kind = KIND_RENAME
        record.payload = to
        record.payload_length = <uint32_t>to_length
        record.b = mtime_ns_of(parent_stat)
        record.parent_mtime_ns = mtime_ns_of(parent_stat)
    append_all(core, node.ino, path, length, &record, 1)
