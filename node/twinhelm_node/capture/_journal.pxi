# The unsafe queue: records into segments as journal/FORMAT.md has them, small ones through a mapping, others with one pwritev.
#
# A thread of its own fills the segment with zeros ahead of the records and maps them, so that a small record is a copy in memory. The pages are the file's
# own: a process that is killed leaves them. Where there is no room ahead (yet, or on this disk), a record is written with pwritev,
# which also finds out why. A segment that is left is cut to its end first.

cdef char[8] ZEROS
memset(ZEROS, 0, 8)


cdef int open_segment(Core* core, uint64_t first) noexcept nogil:
    """Start a new segment. Returns 0 or an errno."""
    cdef char[64] name
    cdef segment_header header
    cdef uint32_t crc
    cdef int fd
    cdef int attempt
    cdef stat_t st
    snprintf(name, sizeof(name), "%020llu.segment", <unsigned long long>first)
    fd = openat(core.journal_fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, <mode_t>0o600)
    if fd < 0 and errno == EEXIST:
        # what a start that never captured anything left behind; a segment that holds records is never touched
        if fstatat(core.journal_fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 and st.st_size <= <off_t>sizeof(segment_header):
            unlinkat(core.journal_fd, name, 0)
            fd = openat(core.journal_fd, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, <mode_t>0o600)
        else:
            return EEXIST
    if fd < 0:
        return errno
    memset(&header, 0, sizeof(header))
    memcpy(header.magic, <const char*>b"TWINHELM", 8)
    header.version = 1
    memcpy(header.set_id, core.set_id, 16)
    header.generation = core.generation
    header.first_sequence = first
    header.created_ns = wall_ns()
    crc = crc32c_more(0xFFFFFFFF, &header, 12)
    header.header_crc32c = crc32c_more(crc, (<char*>&header) + 16, sizeof(header) - 16) ^ <uint32_t>0xFFFFFFFF
    if pwrite(fd, &header, sizeof(header), 0) != <ssize_t>sizeof(header):
        attempt = errno if errno else ENOSPC
        close(fd)
        unlinkat(core.journal_fd, name, 0)
        return attempt
    pthread_mutex_lock(&core.room_lock)
    leave_segment(core)
    core.segment_fd = fd
    core.segment_first = first
    store(&core.segment_end, sizeof(header))
    core.segment_map = map_segment(fd, core.segment_bytes)
    core.segment_closed = core.segment_map == NULL or not core.room_runs
    pthread_mutex_unlock(&core.room_lock)
    return 0


# ---- room ahead ----

cdef void give_back_room(Core* core) noexcept nogil:
    """Cut the segment to its end: what was made ahead and not used. append_lock and room_lock held."""
    cdef stat_t st
    store(&core.segment_ready, 0)
    if core.segment_fd >= 0 and fstat(core.segment_fd, &st) == 0 and <uint64_t>st.st_size > core.segment_end:
        ftruncate(core.segment_fd, <off_t>core.segment_end)


cdef void leave_segment(Core* core) noexcept nogil:
    """Close the segment at its end. append_lock and room_lock held."""
    give_back_room(core)
    core.segment_left = 0
    if core.segment_map != NULL:
        munmap(core.segment_map, core.segment_bytes)
        core.segment_map = NULL
    if core.segment_fd >= 0:
        close(core.segment_fd)
    core.segment_fd = -1


cdef int make_room(Core* core, const char* zeros) noexcept nogil:
    """Have one more piece of room ahead of the last record, or let go of the pages behind it; returns whether there is more to do.

    Zeros are written first: pages that write() makes, many at once, cost a third of those that a mapping makes one by one. Until that is done nobody may
    write a record there (`claimed`). A full disk, an error, an old kernel: no room ahead in this segment any more; whether there is room for a record,
    pwritev finds out.
    """
    cdef uint64_t end, first, until, unmapped
    cdef int more = 0
    pthread_mutex_lock(&core.append_lock)
    pthread_mutex_lock(&core.room_lock)
    end = core.segment_end
    first = core.segment_ready if core.segment_ready > end else (end + PAGE - 1) & ~<uint64_t>(PAGE - 1)
    until = first + ROOM_PIECE if first + ROOM_PIECE < core.segment_bytes else core.segment_bytes & ~<uint64_t>(PAGE - 1)
    core.claimed = not core.segment_closed and first < until and first < end + ROOM_AHEAD
    pthread_mutex_unlock(&core.append_lock)
    end = end & ~<uint64_t>(PAGE - 1)
    unmapped = first if core.segment_ready > end else end
    if core.claimed:
        if (pwrite(core.segment_fd, zeros, until - first, <off_t>first) == <ssize_t>(until - first)
                and populate(core.segment_map + unmapped, until - unmapped) == 0):
            store(&core.segment_ready, until)
            more = 1
        else:
            store_int(&core.segment_closed, 1)
        store_int(&core.claimed, 0)
    elif not core.segment_closed and end > core.segment_left:
        let_go(core.segment_map + core.segment_left, end - core.segment_left)
        core.segment_left = end
    pthread_mutex_unlock(&core.room_lock)
    return more


cdef void* keep_room(void* argument) noexcept nogil:
    cdef Core* core = <Core*>argument
    cdef uint64_t counter
    cdef char* zeros = <char*>calloc(1, ROOM_PIECE)
    block_signals()
    name_thread("capture-room")
    while zeros != NULL and read(core.room_fd, &counter, 8) == 8 and not load_int(&core.room_over):
        while make_room(core, zeros):
            pass
        store_int(&core.room_asked, 0)
    free(zeros)
    return NULL


cdef inline void ask_for_room(Core* core) noexcept nogil:
    """After a small record: have more room made in time. append_lock held."""
    cdef uint64_t one = 1
    if (core.segment_ready < core.segment_end + ROOM_AHEAD / 2 and not load_int(&core.room_asked) and not core.segment_closed
            and load(&core.segment_ready) + PAGE <= core.segment_bytes):
        store_int(&core.room_asked, 1)
        write(core.room_fd, &one, 8)


cdef void fail(Core* core, int failure, int error) noexcept nogil:
    """Stop recording. The application goes on; the set is out of sync from here. append_lock held."""
    if core.failure == FAILURE_NONE:
        core.failure = failure
        core.failure_errno = error
        core.lost_since = core.last_sequence + 1
        core.incomplete = 1
        wake(core)
    if failure == FAILURE_PATH or failure == FAILURE_GONE:
        overflow_changed(core)


cdef void wake(Core* core) noexcept nogil:
    """Tell the consumer, if it waits. append_lock held."""
    cdef uint64_t one = 1
    if core.armed:
        core.armed = 0
        write(core.wake_fd, &one, 8)


cdef uint64_t append(Core* core, Record* record) noexcept nogil:
    """Give the record the next sequence number and write it. Returns the number, 0 if it is lost."""
    cdef uint64_t sequence
    pthread_mutex_lock(&core.append_lock)
    sequence = append_locked(core, record)
    pthread_mutex_unlock(&core.append_lock)
    if sequence == 0 and core.parked != NULL:
        release_parked(core)    # Local first: nobody waits for a passive that can no longer get everything
    return sequence


cdef uint64_t append_locked(Core* core, Record* record) noexcept nogil:
    cdef record_header header
    cdef iovec[5] parts
    cdef int count = 1
    cdef int error
    cdef uint32_t crc
    cdef uint32_t payload = record.payload_length + record.payload2_length
    cdef uint32_t bare = <uint32_t>sizeof(record_header) + record.path_length + payload
    cdef uint32_t length = (bare + 7) & ~<uint32_t>7
    cdef ssize_t written
    if core.failure == FAILURE_NONE and not core.throttle and core.appended_bytes - core.acknowledged_bytes + length > core.quota_bytes:
        fail(core, FAILURE_QUOTA, 0)
    if core.failure == FAILURE_NONE and (length > RECORD_MAX_BYTES or record.path_length > PATH_MAX_BYTES):
        fail(core, FAILURE_PATH, 0)
    if core.failure == FAILURE_NONE and core.segment_end + length > core.segment_bytes and core.segment_end > sizeof(segment_header):
        error = open_segment(core, core.last_sequence + 1)
        if error:
            fail(core, FAILURE_ERROR, error)
    if core.failure != FAILURE_NONE:
        core.lost_records += 1
        note_changed(core, record)
        return 0
    header.length = length
    header.sequence = core.last_sequence + 1
    header.generation = core.generation
    header.time_ns = wall_ns()
    header.kind = record.kind
    header.flags = record.flags
    header.path_length = record.path_length
    header.payload_length = payload
    header.reserved = 0
    header.object = record.object
    header.a = record.a
    header.b = record.b
    header.mtime_ns = record.mtime_ns
    header.parent_mtime_ns = record.parent_mtime_ns
    crc = crc32c_more(0xFFFFFFFF, (<char*>&header) + 8, sizeof(header) - 8)
    parts[0].iov_base = &header
    parts[0].iov_len = sizeof(header)
    if record.path_length:
        parts[count].iov_base = <void*>record.path
        parts[count].iov_len = record.path_length
        crc = crc32c_more(crc, record.path, record.path_length)
        count += 1
    if record.payload_length:
        parts[count].iov_base = <void*>record.payload
        parts[count].iov_len = record.payload_length
        crc = crc32c_more(crc, record.payload, record.payload_length)
        count += 1
    if record.payload2_length:
        parts[count].iov_base = <void*>record.payload2
        parts[count].iov_len = record.payload2_length
        crc = crc32c_more(crc, record.payload2, record.payload2_length)
        count += 1
    if length > bare:
        parts[count].iov_base = ZEROS
        parts[count].iov_len = length - bare
        crc = crc32c_more(crc, ZEROS, length - bare)
        count += 1
    header.crc32c = crc ^ <uint32_t>0xFFFFFFFF
    written = -1
    if load_int(&core.claimed) and core.segment_end + length > load(&core.segment_ready):
        pthread_mutex_lock(&core.room_lock)     # zeros are being written there
        pthread_mutex_unlock(&core.room_lock)
    if length <= MAPPED_MAX and core.segment_end + length <= load(&core.segment_ready):
        written = <ssize_t>length if copy_mapped(core.segment_map + core.segment_end, parts, count) == 0 else -1
    while written < 0:
        written = pwritev(core.segment_fd, parts, count, <off_t>core.segment_end)
        if written >= 0 or errno != EINTR:
            break
    if written != <ssize_t>length:
        error = errno if written < 0 else ENOSPC
        pthread_mutex_lock(&core.room_lock)
        core.segment_closed = 1
        give_back_room(core)
        pthread_mutex_unlock(&core.room_lock)
        fail(core, FAILURE_ERROR, error)
        core.lost_records += 1
        note_changed(core, record)
        return 0
    store(&core.segment_end, core.segment_end + length)
    if length <= MAPPED_MAX:
        ask_for_room(core)
    core.appended_bytes += length
    core.captured_bytes += length
    core.records += 1
    note_recorded(length)
    store(&core.last_sequence, header.sequence)
    if core.appended_bytes - core.checkpoint_bytes >= 1048576:
        note_checkpoint(core)
    wake(core)
    return header.sequence


cdef void note_checkpoint(Core* core) noexcept nogil:
    """Remember how many bytes stand before this sequence number, so that an acknowledgement frees them. append_lock held."""
    cdef Checkpoint* bigger
    cdef int i
    if core.checkpoint_count == core.checkpoint_room:
        bigger = <Checkpoint*>malloc(<size_t>core.checkpoint_room * 2 * sizeof(Checkpoint))
        if bigger == NULL:
            return      # the bytes are freed with a later checkpoint
        for i in range(core.checkpoint_count):
            bigger[i] = core.checkpoints[(core.checkpoint_first + i) % core.checkpoint_room]
        free(core.checkpoints)
        core.checkpoints = bigger
        core.checkpoint_first = 0
        core.checkpoint_room *= 2
    i = (core.checkpoint_first + core.checkpoint_count) % core.checkpoint_room
    core.checkpoints[i].sequence = core.last_sequence
    core.checkpoints[i].bytes = core.appended_bytes
    core.checkpoint_count += 1
    core.checkpoint_bytes = core.appended_bytes


cdef void acknowledge(Core* core, uint64_t sequence) noexcept nogil:
    """The passive holds everything up to `sequence` durably: free the quota, answer the fsyncs that waited for it."""
    pthread_mutex_lock(&core.append_lock)
    if sequence > core.acknowledged_sequence:
        core.acknowledged_sequence = sequence
    while core.checkpoint_count and core.checkpoints[core.checkpoint_first].sequence <= sequence:
        core.acknowledged_bytes = core.checkpoints[core.checkpoint_first].bytes
        core.checkpoint_first = (core.checkpoint_first + 1) % core.checkpoint_room
        core.checkpoint_count -= 1
    if sequence >= core.last_sequence:
        core.acknowledged_bytes = core.appended_bytes
    pthread_mutex_unlock(&core.append_lock)
    release_parked(core)
