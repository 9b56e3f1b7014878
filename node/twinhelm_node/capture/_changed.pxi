# Policy `degrade`: which paths changed while nothing could be recorded. Bounded, and in a file (journal/FORMAT.md, "Changed paths") that a killed
# process leaves complete. Everything here is under append_lock.

cdef enum:
    CHANGED_HEADER = 64
    CHANGED_MARK = 56           # in the header: not 0 while entries are being rewritten
    CHANGED_MOST_BYTES = 4 * 1024 * 1024
    CHANGED_MOST = 65536
    CHANGED_SLOTS = 131072
    SCOPE_TREE = 0
    SCOPE_OBJECT = 1


cdef inline uint32_t changed_hash(const char* path, uint32_t length, int scope) noexcept nogil:
    return crc32c_more(<uint32_t>0x5A5A5A5A + <uint32_t>scope, path, length)


cdef uint32_t* changed_slot(Core* core, const char* path, uint32_t length, int scope) noexcept nogil:
    """Where this path stands in the index, or would stand. Offsets are counted from 1; 0 is free."""
    cdef uint32_t at = changed_hash(path, length, scope) & (CHANGED_SLOTS - 1)
    cdef char* entry
    while core.changed_index[at]:
        entry = core.changed + core.changed_index[at] - 1
        if (<uint16_t*>(entry + 4))[0] == length and entry[6] == scope and memcmp(entry + 8, path, length) == 0:
            break
        at = (at + 1) & (CHANGED_SLOTS - 1)
    return &core.changed_index[at]


cdef void overflow_changed(Core* core) noexcept nogil:
    """More, or something else, changed than can be listed: everything has to be compared."""
    if not core.changed_overflow:
        core.changed_overflow = 1
        add_changed(core, b"", 0, SCOPE_TREE)


cdef void add_changed(Core* core, const char* path, uint32_t length, int scope) noexcept nogil:
    """Note one path, once."""
    cdef uint32_t* slot
    cdef char* entry
    cdef uint32_t size = (8 + length + 7) & ~<uint32_t>7
    if core.changed == NULL:
        core.changed = <char*>malloc(CHANGED_MOST_BYTES)
        core.changed_index = <uint32_t*>calloc(CHANGED_SLOTS, sizeof(uint32_t))
        if core.changed == NULL or core.changed_index == NULL:
            free(core.changed)
            free(core.changed_index)
            core.changed = NULL
            core.changed_index = NULL
            core.changed_overflow = 1
            return
    slot = changed_slot(core, path, length, SCOPE_TREE)
    if slot[0]:
        return      # it is to be compared with everything below it
    if scope != SCOPE_TREE:
        slot = changed_slot(core, path, length, scope)
        if slot[0]:
            return
    # the last entry's room is kept for the one that says "everything"
    if not core.changed_overflow and (core.changed_count + 1 >= CHANGED_MOST or core.changed_size + size + 8 > CHANGED_MOST_BYTES):
        overflow_changed(core)
        return
    if core.changed_size + size > CHANGED_MOST_BYTES:
        return
    entry = core.changed + core.changed_size
    memset(entry, 0, size)
    (<uint16_t*>(entry + 4))[0] = <uint16_t>length
    entry[6] = <char>scope
    memcpy(entry + 8, path, length)
    (<uint32_t*>entry)[0] = crc32c_more(0xFFFFFFFF, entry + 4, size - 4) ^ <uint32_t>0xFFFFFFFF
    slot[0] = <uint32_t>core.changed_size + 1
    if core.changed_fd >= 0 and pwrite(core.changed_fd, entry, size, <off_t>(CHANGED_HEADER + core.changed_size)) != <ssize_t>size:
        core.changed_errno = errno if errno else ENOSPC
    core.changed_size += size
    core.changed_count += 1


cdef void add_changed_parent(Core* core, const char* path, uint32_t length) noexcept nogil:
    while length and path[length - 1] != b'/':
        length -= 1
    add_changed(core, path, length - 1 if length else 0, SCOPE_OBJECT)


cdef void note_changed(Core* core, const Record* record) noexcept nogil:
    """Remember what a record would have told that is lost."""
    cdef int moved = record.kind == KIND_RENAME
    cdef const char* other = <const char*>record.payload
    if record.kind >= KIND_CHECK_BEGIN and record.kind != KIND_VERIFY:
        return
    if record.path_length > PATH_MAX_BYTES:
        overflow_changed(core)
        return
    add_changed(core, record.path, record.path_length, SCOPE_TREE if moved else SCOPE_OBJECT)
    if (moved or record.kind == KIND_LINK) and record.payload_length <= PATH_MAX_BYTES and record.payload2_length == 0:
        add_changed(core, other, record.payload_length, SCOPE_TREE if moved else SCOPE_OBJECT)
        add_changed_parent(core, other, record.payload_length)
    if record.kind <= KIND_MKNOD or (record.kind >= KIND_RENAME and record.kind <= KIND_RMDIR):
        add_changed_parent(core, record.path, record.path_length)


cdef void replace_changed_locked(Core* core, const char* entries, uint64_t size, uint64_t after) noexcept nogil:
    """Put other entries in the place of those before `after`; what was noted since stays. The file holds zeros behind the last entry."""
    cdef uint64_t before = core.changed_size
    cdef char* old = core.changed
    cdef char* zeros
    cdef uint64_t at
    cdef uint16_t length
    cdef uint32_t rewriting = 1
    cdef int lost = core.changed_overflow and after < before
    if core.changed_fd >= 0:
        pwrite(core.changed_fd, &rewriting, 4, CHANGED_MARK)
    core.changed = NULL
    free(core.changed_index)
    core.changed_index = NULL
    core.changed_size = 0
    core.changed_count = 0
    core.changed_overflow = 0
    core.changed_errno = 0
    at = 0
    while at + 8 <= size:
        length = (<uint16_t*>(entries + at + 4))[0]
        add_changed(core, entries + at + 8, length, entries[at + 6])
        at += (8 + <uint64_t>length + 7) & ~<uint64_t>7
    at = after
    while old != NULL and at + 8 <= before:
        length = (<uint16_t*>(old + at + 4))[0]
        add_changed(core, old + at + 8, length, old[at + 6])
        at += (8 + <uint64_t>length + 7) & ~<uint64_t>7
    if lost:
        overflow_changed(core)
    free(old)
    if core.changed_fd >= 0 and before > core.changed_size:
        zeros = <char*>calloc(1, before - core.changed_size)
        if zeros == NULL or pwrite(core.changed_fd, zeros, before - core.changed_size, <off_t>(CHANGED_HEADER + core.changed_size)) < 0:
            core.changed_errno = errno if errno else EIO
        free(zeros)
    rewriting = 0
    if core.changed_fd >= 0 and core.changed_errno == 0:
        pwrite(core.changed_fd, &rewriting, 4, CHANGED_MARK)
