# What the walker needs to compare instead of to copy: the hash of a block at its place in the order.

cdef extern from "xxh64.h" nogil:
    enum: BLOCK_HASH_BYTES
    void block_hash(const void*, size_t, unsigned char*)

cdef int64_t verify_block_locked(Core* core, Node* node, int fd, const char* path, int length, uint64_t offset, char* buffer, size_t size,
                                 int64_t* next) noexcept nogil:
    """VERIFY of what stands at `offset`, or the hole that is there. Returns the bytes handled (0 at the end) or COPY_CHANGED; `next` is where to go on.

    As `copy_block_locked`: read and recorded under the locks of the application's writes, so the hash is that of the block at this place in the order.
    """
    cdef Record record
    cdef stat_t st
    cdef off_t data
    cdef off_t hole
    cdef ssize_t got
    cdef int64_t result = 0
    cdef uint32_t mode = <uint32_t>(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE)
    cdef unsigned char[16] hash
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
                block_hash(buffer, <size_t>got, hash)
                record.kind = KIND_VERIFY
                record.b = <uint64_t>got
                record.payload = hash
                record.payload_length = BLOCK_HASH_BYTES
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
