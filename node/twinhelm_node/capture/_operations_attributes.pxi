# Attributes: mode, owner, size, times, extended attributes. Effect and record happen together under Node.lock.

cdef void op_getattr(fuse_req_t req, fuse_ino_t ino, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef stat_t st
    if fstat(node_of(core, ino).fd, &st) != 0:
        reply_errno(req, errno)
    else:
        fuse_reply_attr(req, &st, FOREVER)


cdef inline Record* next_record(Record* records, int* count, uint16_t kind) noexcept nogil:
    cdef Record* record = &records[count[0]]
    memset(record, 0, sizeof(Record))
    record.kind = kind
    count[0] += 1
    return record


cdef void op_setattr(fuse_req_t req, fuse_ino_t ino, stat_t* wanted, int valid, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef Handle* handle = <Handle*><size_t>fi.fh if fi != NULL and node.type == <mode_t>S_IFREG else NULL
    cdef char[64] path
    cdef Record[6] records
    cdef int count = 0
    cdef int i
    cdef int error = 0
    cdef stat_t st
    cdef mode_t mode
    cdef timespec[2] times
    object_path(node, path)
    pthread_mutex_lock(&node.lock)
    if valid & FUSE_SET_ATTR_MODE:
        if chmod(path, wanted.st_mode & 0o7777) != 0:
            error = errno
        else:
            next_record(records, &count, KIND_MODE).a = wanted.st_mode & 0o7777
    if not error and valid & (FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID):
        error = change_owner(node, wanted, valid, records, &count)
    if not error and valid & FUSE_SET_ATTR_SIZE:
        if (ftruncate(handle.fd, wanted.st_size) if handle != NULL else truncate(path, wanted.st_size)) != 0:
            error = errno
        else:
            next_record(records, &count, KIND_TRUNCATE).a = <uint64_t>wanted.st_size
            if kills_suid() and fstat(node.fd, &st) == 0 and st.st_mode & <mode_t>(S_ISUID | S_ISGID):
                mode = without_set_id(req, &st)
                if mode != st.st_mode and chmod(path, mode & 0o7777) == 0:
                    next_record(records, &count, KIND_MODE).a = mode & 0o7777
    if not error and valid & (FUSE_SET_ATTR_ATIME | FUSE_SET_ATTR_MTIME):
        memset(times, 0, sizeof(times))
        times[0].tv_nsec = UTIME_OMIT
        times[1].tv_nsec = UTIME_OMIT
        if valid & FUSE_SET_ATTR_ATIME_NOW:
            times[0].tv_nsec = UTIME_NOW
        elif valid & FUSE_SET_ATTR_ATIME:
            times[0] = wanted.st_atim
        if valid & FUSE_SET_ATTR_MTIME_NOW:
            times[1].tv_nsec = UTIME_NOW
        elif valid & FUSE_SET_ATTR_MTIME:
            times[1] = wanted.st_mtim
        if utimensat(AT_FDCWD, path, times, 0) != 0:
            error = errno
        else:
            next_record(records, &count, KIND_TIMES)
    fstat(node.fd, &st)
    for i in range(count):
        records[i].mtime_ns = mtime_ns_of(&st)
        if records[i].kind == KIND_TIMES:
            records[i].a = atime_ns_of(&st)
    if count:
        record_node(core, node, records, count)
    pthread_mutex_unlock(&node.lock)
    if error:
        reply_errno(req, error)
    else:
        fuse_reply_attr(req, &st, FOREVER)


cdef int change_owner(Node* node, stat_t* wanted, int valid, Record* records, int* count) noexcept nogil:
    """chown, and what it does to the mode. Returns 0 or an errno."""
    cdef stat_t before, st
    cdef uid_t uid = wanted.st_uid if valid & FUSE_SET_ATTR_UID else <uid_t>-1
    cdef gid_t gid = wanted.st_gid if valid & FUSE_SET_ATTR_GID else <gid_t>-1
    if fstat(node.fd, &before) != 0:
        return errno
    if fchownat(node.fd, b"", uid, gid, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) != 0:
        return errno
    if fstat(node.fd, &st) != 0:
        return errno
    next_record(records, count, KIND_OWNER).b = (<uint64_t>st.st_uid << 32) | st.st_gid
    if st.st_mode != before.st_mode:
        next_record(records, count, KIND_MODE).a = st.st_mode & 0o7777
    return 0


# ---- extended attributes ----

cdef void op_getxattr(fuse_req_t req, fuse_ino_t ino, const char* name, size_t size) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef char[64] path
    cdef char* answer = (<Worker*>current_worker()).answer
    cdef ssize_t got
    cdef int about_capability = strcmp(name, b"security.capability") == 0
    if about_capability and load_int(&node.no_capability):
        reply_errno(req, ENODATA)
        return
    object_path(node, path)
    if about_capability:
        pthread_mutex_lock(&node.lock)
    got = getxattr(path, name, answer, size if size < MAX_WRITE else MAX_WRITE)
    if about_capability:
        store_int(&node.no_capability, got < 0 and errno == ENODATA)
        pthread_mutex_unlock(&node.lock)
    reply_xattr(req, answer, got, size)


cdef void op_listxattr(fuse_req_t req, fuse_ino_t ino, size_t size) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef char[64] path
    cdef char* answer = (<Worker*>current_worker()).answer
    cdef ssize_t got
    object_path(node_of(core, ino), path)
    if fuse_req_ctx(req).uid == 0:
        got = listxattr(path, answer, size if size < MAX_WRITE else MAX_WRITE)
    else:
        got = without_trusted(answer, listxattr(path, answer, MAX_WRITE))
        if got > <ssize_t>size and size:
            reply_errno(req, ERANGE)
            return
    reply_xattr(req, answer, got, size)


cdef inline ssize_t without_trusted(char* names, ssize_t size) noexcept nogil:
    """Drop the names that the local file system shows to root only (xattr(7)). Returns what is left, or the error it was given."""
    cdef ssize_t at = 0
    cdef ssize_t kept = 0
    cdef ssize_t length
    while at < size:
        length = <ssize_t>strlen(names + at) + 1
        if memcmp(names + at, <const char*>b"trusted.", 8) != 0:
            memmove(names + kept, names + at, <size_t>length)
            kept += length
        at += length
    return kept if size >= 0 else size


cdef inline void reply_xattr(fuse_req_t req, const char* answer, ssize_t got, size_t size) noexcept nogil:
    if got < 0:
        reply_errno(req, errno)
    elif size == 0:
        fuse_reply_xattr(req, <size_t>got)
    else:
        fuse_reply_buf(req, answer, <size_t>got)


cdef void op_setxattr(fuse_req_t req, fuse_ino_t ino, const char* name, const char* value, size_t size, int flags) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef char[64] path
    cdef char[4 + 256] head
    cdef uint32_t name_length = <uint32_t>strlen(name)
    cdef Record[2] records
    cdef Record* record
    cdef stat_t before, st
    cdef int count = 0
    cdef int error = 0
    if name_length > 255:
        reply_errno(req, ERANGE)
        return
    object_path(node, path)
    pthread_mutex_lock(&node.lock)
    fstat(node.fd, &before)
    store_int(&node.no_capability, 0)
    if setxattr(path, name, value, size, flags) != 0:
        error = errno
    else:
        fstat(node.fd, &st)
        if st.st_mode & <mode_t>S_ISGID and strcmp(name, b"system.posix_acl_access") == 0 and not is_member(req, st.st_gid):
            # posix_acl_update_mode; libfuse 3.14 does not hand on FUSE_SETXATTR_ACL_KILL_SGID
            chmod(path, st.st_mode & 0o7777 & ~<mode_t>S_ISGID)
            fstat(node.fd, &st)
        record = next_record(records, &count, KIND_SETXATTR)
        memcpy(head, &name_length, 4)
        memcpy(head + 4, name, name_length)
        record.payload = head
        record.payload_length = 4 + name_length
        record.payload2 = value
        record.payload2_length = <uint32_t>size
        if st.st_mode != before.st_mode:    # an ACL carries the permission bits
            next_record(records, &count, KIND_MODE).a = st.st_mode & 0o7777
        records[0].mtime_ns = mtime_ns_of(&st)
        records[1].mtime_ns = mtime_ns_of(&st)
        record_node(core, node, records, count)
    pthread_mutex_unlock(&node.lock)
    reply_errno(req, error)


cdef void op_removexattr(fuse_req_t req, fuse_ino_t ino, const char* name) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef char[64] path
    cdef Record[1] records
    cdef Record* record
    cdef stat_t st
    cdef int count = 0
    cdef int error = 0
    object_path(node, path)
    pthread_mutex_lock(&node.lock)
    if removexattr(path, name) != 0:
        error = errno
    else:
        fstat(node.fd, &st)
        record = next_record(records, &count, KIND_REMOVEXATTR)
        record.payload = name
        record.payload_length = <uint32_t>strlen(name)
        record.mtime_ns = mtime_ns_of(&st)
        record_node(core, node, records, 1)
    pthread_mutex_unlock(&node.lock)
    reply_errno(req, error)
