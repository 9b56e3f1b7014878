# What the walker needs of a first copy: objects read under the same locks as the application's changes, recorded at their place in the order.
#
# A path is looked up again under names_lock for every record, so a record never names an object that is called differently by then.

cdef int COPY_GONE = -1         # nothing at this path (any more)
cdef int COPY_CHANGED = -2      # something else is at this path now


cdef Node* node_at(Core* core, const char* path, stat_t* st) noexcept nogil:
    """The object at a path, held once. NULL with errno if there is none."""
    cdef int fd
    cdef Node* node = NULL
    pthread_rwlock_rdlock(&core.names_lock)
    fd = open_beneath(core.root_fd, path, O_PATH)
    if fd >= 0:
        if fstat(fd, st) == 0:
            node = take_node(core, fd, st, 0, 1)
        else:
            close(fd)
    pthread_rwlock_unlock(&core.names_lock)
    return node


cdef int still_at(Core* core, Node* node, const char* path) noexcept nogil:
    """Whether `path` (still) names this object. names_lock held."""
    cdef stat_t st
    cdef int fd
    cdef int same
    if node == &core.root:
        return path[0] == 0
    fd = open_beneath(core.root_fd, path, O_PATH)
    if fd < 0:
        return 0
    same = fstat(fd, &st) == 0 and st.st_ino == node.ino and <uint64_t>st.st_dev == node.dev
    close(fd)
    return same


cdef void append_attributes(Core* core, Node* node, const char* path, int length, int with_times) noexcept nogil:
    """Extended attributes, owner, mode and times as they are now. Node.lock and names_lock held."""
    cdef Record record
    cdef stat_t st
    if fstat(node.fd, &st) != 0:
        return
    memset(&record, 0, sizeof(record))
    record.flags = FLAG_COPY
    record.mtime_ns = mtime_ns_of(&st)
    record.kind = KIND_OWNER
    record.b = (<uint64_t>st.st_uid << 32) | st.st_gid
    append_all(core, node.ino, path, length, &record, 1)
    record.b = 0
    append_xattrs(core, node, path, length, &st)    # after OWNER, which drops security.capability
    if node.type != <mode_t>S_IFLNK:
        record.kind = KIND_MODE
        record.a = st.st_mode & 0o7777
        append_all(core, node.ino, path, length, &record, 1)
    if with_times:
        record.kind = KIND_TIMES
        record.a = atime_ns_of(&st)
        append_all(core, node.ino, path, length, &record, 1)


cdef void append_xattrs(Core* core, Node* node, const char* path, int length, const stat_t* st) noexcept nogil:
    cdef char[64] object
    cdef char[4 + 256] head
    cdef char* names = <char*>malloc(65536)
    cdef char* value = <char*>malloc(65536)
    cdef ssize_t size = -1
    cdef ssize_t value_size
    cdef ssize_t at = 0
    cdef uint32_t name_length
    cdef Record record
    object_path(node, object)
    if names != NULL and value != NULL:
        size = listxattr(object, names, 65536)
    while at < size:
        name_length = <uint32_t>strlen(names + at)
        value_size = getxattr(object, names + at, value, 65536)
        if value_size >= 0 and name_length <= 255:
            memset(&record, 0, sizeof(record))
            record.kind = KIND_SETXATTR
            record.flags = FLAG_COPY
            record.mtime_ns = mtime_ns_of(st)
            memcpy(head, &name_length, 4)
            memcpy(head + 4, names + at, name_length)
            record.payload = head
            record.payload_length = 4 + name_length
            record.payload2 = value
            record.payload2_length = <uint32_t>value_size
            append_all(core, node.ino, path, length, &record, 1)
        at += name_length + 1
    free(names)
    free(value)


cdef int copy_object_locked(Core* core, Node* node, const char* path, int length, stat_t* st) noexcept nogil:
    """ENSURE, and for all but regular files the attributes. Returns 0, COPY_GONE or COPY_CHANGED."""
    cdef int result = 0
    pthread_mutex_lock(&node.lock)
    pthread_rwlock_rdlock(&core.names_lock)
    if not still_at(core, node, path):
        result = COPY_CHANGED
    elif fstat(node.fd, st) != 0:
        result = COPY_GONE
    else:
        append_ensure_node(core, node, path, length, st)
        if node.type != <mode_t>S_IFREG:
            append_attributes(core, node, path, length, node.type != <mode_t>S_IFDIR)
    pthread_rwlock_unlock(&core.names_lock)
    pthread_mutex_unlock(&node.lock)
    return result


cdef void append_ensure_node(Core* core, Node* node, const char* path, int length, const stat_t* st) noexcept nogil:
    # an O_PATH descriptor of a symbolic link is read with an empty name
    append_ensure(core, node.fd, b"", path, length, st, NULL)


cdef int copy_link_locked(Core* core, Node* node, const char* path, int length, const char* copied) noexcept nogil:
    """LINK from a name that was copied, if it still names this object. Returns 1 if it did, 0 if not, COPY_CHANGED if `path` is something else now."""
    cdef char[PATH_MAX_BYTES + 2] other
    cdef Record record
    cdef Name* name
    cdef stat_t st
    cdef int result = 0
    cdef int other_length = -1
    pthread_mutex_lock(&node.lock)
    pthread_rwlock_rdlock(&core.names_lock)
    if not still_at(core, node, path):
        result = COPY_CHANGED
    elif fstat(node.fd, &st) == 0:
        if strcmp(copied, path) != 0 and still_at(core, node, copied):
            other_length = <int>strlen(copied)
            memcpy(other, copied, <size_t>other_length + 1)
        elif strcmp(copied, path) != 0:
            # it was renamed since: any name that is known will do, the passive asks if it has not seen it
            name = node.names
            while name != NULL and other_length < 0:
                if not is_excluded(core, name):
                    other_length = name_path(core, name, other)
                    if other_length >= 0 and strcmp(other, path) == 0:
                        other_length = -1
                name = name.next_of_node
        if other_length >= 0:
            memset(&record, 0, sizeof(record))
            record.kind = KIND_LINK
            record.flags = FLAG_COPY
            record.payload = other
            record.payload_length = <uint32_t>other_length
            record.mtime_ns = mtime_ns_of(&st)
            append_all(core, node.ino, path, length, &record, 1)
            result = 1
    pthread_rwlock_unlock(&core.names_lock)
    pthread_mutex_unlock(&node.lock)
    return result


cdef int64_t copy_block_locked(Core* core, Node* node, int fd, const char* path, int length, uint64_t offset, char* buffer, size_t size,
                               int64_t* next) noexcept nogil:
    """WRITE of what stands at `offset`, or the hole that is there. Returns the bytes handled (0 at the end) or COPY_CHANGED; `next` is where to go on."""
    cdef Record record
    cdef stat_t st
    cdef off_t data
    cdef off_t hole
    cdef ssize_t got
    cdef int64_t result = 0
    cdef uint32_t mode = <uint32_t>(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE)
    next[0] = <int64_t>offset
    pthread_mutex_lock(&node.lock)
    if fstat(fd, &st) == 0 and offset < <uint64_t>st.st_size:
        memset(&record, 0, sizeof(record))
        record.flags = FLAG_COPY
        record.a = offset
        record.mtime_ns = mtime_ns_of(&st)
        data = lseek(fd, <off_t>offset, SEEK_DATA)
        if data < 0 and errno == ENXIO:
            data = st.st_size
        elif data < 0:
            data = <off_t>offset
        if data > <off_t>offset:
            record.kind = KIND_FALLOCATE
            record.b = <uint64_t>data - offset
            record.payload = &mode
            record.payload_length = 4
            result = data - <off_t>offset
        else:
            hole = lseek(fd, <off_t>offset, SEEK_HOLE)
            if hole > <off_t>offset and <size_t>(hole - <off_t>offset) < size:
                size = <size_t>(hole - <off_t>offset)
            got = pread(fd, buffer, size, <off_t>offset)
            if got > 0:
                record.kind = KIND_WRITE
                record.payload = buffer
                record.payload_length = <uint32_t>got
                result = got
            elif got < 0:
                result = -1000 - errno
        if result > 0:
            pthread_rwlock_rdlock(&core.names_lock)
            if still_at(core, node, path):
                append_all(core, node.ino, path, length, &record, 1)
                next[0] = <int64_t>offset + result
            else:
                result = COPY_CHANGED
            pthread_rwlock_unlock(&core.names_lock)
    pthread_mutex_unlock(&node.lock)
    return result


cdef int copy_finish_locked(Core* core, Node* node, const char* path, int length) noexcept nogil:
    """TRUNCATE to the size (regular files), attributes and times as they are now."""
    cdef Record record
    cdef stat_t st
    cdef int result = 0
    pthread_mutex_lock(&node.lock)
    pthread_rwlock_rdlock(&core.names_lock)
    if not still_at(core, node, path):
        result = COPY_CHANGED
    elif fstat(node.fd, &st) != 0:
        result = COPY_GONE
    else:
        if node.type == <mode_t>S_IFREG:
            memset(&record, 0, sizeof(record))
            record.kind = KIND_TRUNCATE
            record.flags = FLAG_COPY
            record.a = <uint64_t>st.st_size
            record.mtime_ns = mtime_ns_of(&st)
            append_all(core, node.ino, path, length, &record, 1)
        append_attributes(core, node, path, length, 1)
    pthread_rwlock_unlock(&core.names_lock)
    pthread_mutex_unlock(&node.lock)
    return result


cdef struct Listing:
    char* entries               # type (u32), length of the name (u32), name …
    size_t entries_size
    size_t entries_room
    char* names                 # as the payload of ENTRIES
    size_t names_size
    size_t names_room


cdef int put(char** buffer, size_t* size, size_t* room, const void* data, size_t more) noexcept nogil:
    cdef char* bigger
    if size[0] + more > room[0]:
        room[0] = (size[0] + more) * 2
        bigger = <char*>realloc(buffer[0], room[0])
        if bigger == NULL:
            return ENOMEM
        buffer[0] = bigger
    memcpy(buffer[0] + size[0], data, more)
    size[0] += more
    return 0


cdef int copy_directory_locked(Core* core, Node* node, char* path, int length, Listing* listing) noexcept nogil:
    """ENSURE, attributes and ENTRIES of a directory, while no name changes. Returns 0, an errno, COPY_GONE or COPY_CHANGED."""
    cdef stat_t st
    cdef int result = 0
    pthread_mutex_lock(&node.lock)
    pthread_rwlock_rdlock(&core.names_lock)
    if not still_at(core, node, path):
        result = COPY_CHANGED
    elif fstat(node.fd, &st) != 0:
        result = COPY_GONE
    else:
        result = list_entries(core, node, path, length, listing)
        if result == 0:
            append_ensure_node(core, node, path, length, &st)
            append_attributes(core, node, path, length, 0)
            append_entries(core, node, path, length, listing, &st)
    pthread_rwlock_unlock(&core.names_lock)
    pthread_mutex_unlock(&node.lock)
    return result


cdef int list_entries(Core* core, Node* node, char* path, int length, Listing* listing) noexcept nogil:
    cdef int fd = openat(node.fd, b".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    cdef DIR* stream = fdopendir(fd) if fd >= 0 else NULL
    cdef dirent* entry
    cdef stat_t st
    cdef uint32_t type
    cdef uint32_t more
    cdef int child_length
    cdef int error = 0
    if stream == NULL:
        error = errno
        if fd >= 0:
            close(fd)
        return error
    while error == 0:
        entry = readdir(stream)
        if entry == NULL:
            break
        if is_dot(entry.d_name):
            continue
        type = <uint32_t>entry.d_type << 12
        if type == 0:
            if fstatat(dirfd(stream), entry.d_name, &st, AT_SYMLINK_NOFOLLOW) != 0:
                continue
            type = st.st_mode & <mode_t>S_IFMT
        more = <uint32_t>strlen(entry.d_name)
        child_length = length + 1 if length else 0
        if child_length + <int>more > PATH_MAX_BYTES:
            lose(core, FAILURE_PATH)
            continue
        if length:
            path[length] = b'/'
        memcpy(path + child_length, entry.d_name, more + 1)
        if not path_excluded(core, path, entry.d_name, type == <uint32_t>S_IFDIR):
            error = (put(&listing.entries, &listing.entries_size, &listing.entries_room, &type, 4)
                     or put(&listing.entries, &listing.entries_size, &listing.entries_room, &more, 4)
                     or put(&listing.entries, &listing.entries_size, &listing.entries_room, entry.d_name, more)
                     or put(&listing.names, &listing.names_size, &listing.names_room, entry.d_name, more + 1))
        path[length] = 0
    closedir(stream)
    return error


cdef void append_entries(Core* core, Node* node, const char* path, int length, Listing* listing, const stat_t* st) noexcept nogil:
    """ENTRIES in pieces of at most 1 MiB. names_lock held, so no name changes between them."""
    cdef Record record
    cdef size_t at = 0
    cdef size_t size
    while True:
        size = listing.names_size - at
        if size > MAX_WRITE:
            size = MAX_WRITE
            while listing.names[at + size - 1] != 0:
                size -= 1
        memset(&record, 0, sizeof(record))
        record.kind = KIND_ENTRIES
        record.flags = FLAG_COPY | (FLAG_MORE if at + size < listing.names_size else 0)
        record.mtime_ns = mtime_ns_of(st)
        record.payload = listing.names + at
        record.payload_length = <uint32_t>size
        append_all(core, node.ino, path, length, &record, 1)
        at += size
        if at >= listing.names_size:
            break
