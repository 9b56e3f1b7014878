# Operations that change or look up names. Effect and record happen together under names_lock.

cdef void reply_errno(fuse_req_t req, int error) noexcept nogil:
    fuse_reply_err(req, error)


cdef int look_up(Core* core, Node* parent, const char* text, fuse_entry_param* entry) noexcept nogil:
    """Find an object and count one more lookup. Returns 0 or an errno; no lock held."""
    cdef uint64_t removals
    cdef Name* name
    cdef int error
    pthread_rwlock_rdlock(&core.names_lock)
    removals = core.removals
    pthread_rwlock_unlock(&core.names_lock)
    error = look_up_unnamed(core, parent, text, entry)
    if error:
        return error
    # most lookups find a name that is known
    pthread_rwlock_rdlock(&core.names_lock)
    if core.removals == removals:
        name = find_name(core, parent, text)
        if name != NULL and name.node == node_of(core, entry.ino):
            pthread_rwlock_unlock(&core.names_lock)
            return 0
    pthread_rwlock_unlock(&core.names_lock)
    pthread_rwlock_wrlock(&core.names_lock)
    if core.removals != removals:
        # something was removed or renamed meanwhile: look again while nothing moves
        drop_node(core, node_of(core, entry.ino), 1, 0)
        error = look_up_locked(core, parent, text, entry)
    else:
        add_name(core, node_of(core, entry.ino), parent, text)
    pthread_rwlock_unlock(&core.names_lock)
    return error


cdef int look_up_unnamed(Core* core, Node* parent, const char* text, fuse_entry_param* entry) noexcept nogil:
    cdef int fd = openat(parent.fd, text, O_PATH | O_NOFOLLOW | O_CLOEXEC)
    cdef Node* node
    cdef int error
    memset(entry, 0, sizeof(fuse_entry_param))
    entry.attr_timeout = FOREVER
    entry.entry_timeout = FOREVER
    if fd < 0:
        return errno
    if fstat(fd, &entry.attr) != 0:
        error = errno
        close(fd)
        return error
    node = take_node(core, fd, &entry.attr, 1, 0)
    if node == NULL:
        return ENOMEM
    entry.ino = <fuse_ino_t><size_t>node
    entry.generation = node.generation
    return 0


cdef int look_up_locked(Core* core, Node* parent, const char* text, fuse_entry_param* entry) noexcept nogil:
    """As look_up, with names_lock held for writing."""
    cdef int error = look_up_unnamed(core, parent, text, entry)
    if error == 0:
        add_name(core, node_of(core, entry.ino), parent, text)
    return error


cdef void op_lookup(fuse_req_t req, fuse_ino_t parent, const char* text) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef fuse_entry_param entry
    cdef int error = look_up(core, node_of(core, parent), text, &entry)
    if error == ENOENT:
        entry.ino = 0   # the kernel may remember that there is nothing
    elif error:
        reply_errno(req, error)
        return
    if fuse_reply_entry(req, &entry) != 0 and entry.ino:
        release_node(core, node_of(core, entry.ino), 1, 0)


cdef void op_forget(fuse_req_t req, fuse_ino_t ino, uint64_t count) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    release_node(core, node_of(core, ino), count, 0)
    fuse_reply_none(req)


cdef void op_forget_multi(fuse_req_t req, size_t count, fuse_forget_data* forgets) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef size_t i
    for i in range(count):
        release_node(core, node_of(core, forgets[i].ino), forgets[i].nlookup, 0)
    fuse_reply_none(req)


# ---- creation ----

cdef int give_owner(Core* core, fuse_req_t req, Node* parent, const char* text, stat_t* parent_stat, stat_t* st) noexcept nogil:
    """Let a new object belong to who asked, as the local file system would have done. Fills both stats. Returns 0 or an errno."""
    cdef const fuse_ctx* context = fuse_req_ctx(req)
    cdef mode_t wanted
    cdef gid_t group
    if fstat(parent.fd, parent_stat) != 0 or fstatat(parent.fd, text, st, AT_SYMLINK_NOFOLLOW) != 0:
        return errno
    group = st.st_gid if parent_stat.st_mode & <mode_t>S_ISGID else context.gid
    if st.st_uid == context.uid and st.st_gid == group:
        return 0
    wanted = st.st_mode
    if fchownat(parent.fd, text, context.uid, group, AT_SYMLINK_NOFOLLOW) != 0:
        return errno
    if wanted & <mode_t>(S_ISUID | S_ISGID) and (wanted & <mode_t>S_IFMT) != <mode_t>S_IFLNK:
        fchmodat(parent.fd, text, wanted & 0o7777, 0)   # a change of owner takes these bits away
    if fstatat(parent.fd, text, st, AT_SYMLINK_NOFOLLOW) != 0:
        return errno
    return 0


cdef void record_creation(Core* core, Node* parent, const char* text, const stat_t* parent_stat, const stat_t* st, const char* target) noexcept nogil:
    """Append the record of a new object. names_lock held for writing."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef Record record
    cdef uint64_t device
    cdef mode_t type = st.st_mode & <mode_t>S_IFMT
    cdef int length
    if text_excluded(core, parent, text, type == <mode_t>S_IFDIR):
        record_directory_times(core, parent, parent_stat)
        return
    length = child_path(core, parent, text, path)
    if length == -2:
        lose(core, FAILURE_PATH)
    if length < 0:
        return
    memset(&record, 0, sizeof(record))
    record.a = st.st_mode & 0o7777
    record.b = (<uint64_t>st.st_uid << 32) | st.st_gid
    record.mtime_ns = mtime_ns_of(st)
    record.parent_mtime_ns = mtime_ns_of(parent_stat)
    if type == <mode_t>S_IFREG:
        record.kind = KIND_CREATE
    elif type == <mode_t>S_IFDIR:
        record.kind = KIND_MKDIR
    elif type == <mode_t>S_IFLNK:
        record.kind = KIND_SYMLINK
        record.a = 0
        record.payload = target
        record.payload_length = <uint32_t>strlen(target)
    else:
        record.kind = KIND_MKNOD
        record.a = st.st_mode
        device = st.st_rdev
        record.payload = &device
        record.payload_length = 8
    append_all(core, st.st_ino, path, length, &record, 1)


cdef void record_directory_times(Core* core, Node* directory, const stat_t* st) noexcept nogil:
    """A change below that is not replicated has still moved the times of a replicated directory. names_lock held."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef Record record
    cdef int length
    if directory != &core.root and (directory.names == NULL or is_excluded(core, directory.names)):
        return
    length = directory_path(core, directory, path)
    if length < 0:
        return
    memset(&record, 0, sizeof(record))
    record.kind = KIND_TIMES
    record.a = atime_ns_of(st)
    record.mtime_ns = mtime_ns_of(st)
    append_all(core, directory.ino, path, length, &record, 1)


cdef void make(fuse_req_t req, fuse_ino_t parent_ino, const char* text, mode_t mode, dev_t rdev, const char* target) noexcept nogil:
    """mkdir, mknod and symlink: they differ in one system call."""
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* parent = node_of(core, parent_ino)
    cdef fuse_entry_param entry
    cdef stat_t parent_stat, st
    cdef int result
    cdef int error = 0
    pthread_rwlock_wrlock(&core.names_lock)
    umask(fuse_req_ctx(req).umask)      # of this thread only, see serve(): the local file system weighs it against default ACLs
    if target != NULL:
        result = symlinkat(target, parent.fd, text)
    elif mode & <mode_t>S_IFMT == <mode_t>S_IFDIR:
        result = mkdirat(parent.fd, text, mode & 0o7777)
    else:
        result = mknodat(parent.fd, text, mode, rdev)
    if result != 0:
        error = errno
    else:
        error = give_owner(core, req, parent, text, &parent_stat, &st)
        if error == 0:
            error = look_up_locked(core, parent, text, &entry)
        if error:
            unlinkat(parent.fd, text, AT_REMOVEDIR if mode & <mode_t>S_IFMT == <mode_t>S_IFDIR else 0)
        else:
            record_creation(core, parent, text, &parent_stat, &st, target)
    pthread_rwlock_unlock(&core.names_lock)
    if error:
        reply_errno(req, error)
    elif fuse_reply_entry(req, &entry) != 0:
        release_node(core, node_of(core, entry.ino), 1, 0)


cdef void op_mknod(fuse_req_t req, fuse_ino_t parent, const char* text, mode_t mode, dev_t rdev) noexcept nogil:
    make(req, parent, text, mode, rdev, NULL)


cdef void op_mkdir(fuse_req_t req, fuse_ino_t parent, const char* text, mode_t mode) noexcept nogil:
    make(req, parent, text, <mode_t>S_IFDIR | mode, 0, NULL)


cdef void op_symlink(fuse_req_t req, const char* target, fuse_ino_t parent, const char* text) noexcept nogil:
    make(req, parent, text, <mode_t>S_IFLNK, 0, target)


cdef void op_create(fuse_req_t req, fuse_ino_t parent_ino, const char* text, mode_t mode, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* parent = node_of(core, parent_ino)
    cdef fuse_entry_param entry
    cdef stat_t parent_stat, st
    cdef Handle* handle
    cdef int flags = backing_flags(fi.flags) | O_CREAT
    cdef int fd
    cdef int created = 1
    cdef int error = 0
    if wants_unnamed():
        create_unnamed(req, parent, mode, fi)
        return
    pthread_rwlock_wrlock(&core.names_lock)
    umask(fuse_req_ctx(req).umask)
    fd = openat(parent.fd, text, flags | O_EXCL, mode & 0o7777)
    if fd < 0 and errno == EEXIST and not fi.flags & O_EXCL:
        created = 0
        fd = openat(parent.fd, text, flags & ~O_CREAT)
    if fd < 0:
        error = errno
    else:
        if created:
            error = give_owner(core, req, parent, text, &parent_stat, &st)
        if error == 0:
            error = look_up_locked(core, parent, text, &entry)
        if error and created:
            unlinkat(parent.fd, text, 0)
        elif error == 0 and created:
            record_creation(core, parent, text, &parent_stat, &st, NULL)
    pthread_rwlock_unlock(&core.names_lock)
    if error:
        if fd >= 0:
            close(fd)
        reply_errno(req, error)
        return
    handle = new_handle(core, node_of(core, entry.ino), fd, NULL)
    if handle == NULL:
        # the file is there, as after a create that was interrupted; only the open failed
        close(fd)
        release_node(core, node_of(core, entry.ino), 1, 0)
        reply_errno(req, ENOMEM)
        return
    handle.syncs = sync_of(fi.flags)
    if not created and fi.flags & O_TRUNC:
        truncate_open(core, req, handle)
        fstat(handle.fd, &entry.attr)
    fi.fh = <uint64_t><size_t>handle
    fi.keep_cache = 1
    fi.noflush = 1
    if fuse_reply_create(req, &entry, fi) != 0:
        release_handle(core, handle)
        release_node(core, node_of(core, entry.ino), 1, 0)


cdef void op_link(fuse_req_t req, fuse_ino_t ino, fuse_ino_t parent_ino, const char* text) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef Node* parent = node_of(core, parent_ino)
    cdef fuse_entry_param entry
    cdef char[64] source
    cdef char[PATH_MAX_BYTES + 2] old_path
    cdef char[PATH_MAX_BYTES + 2] path
    cdef char[UNNAMED_BYTES] hidden
    cdef stat_t parent_stat
    cdef Record record
    cdef int old_length, length
    cdef int error = 0
    # a file made with O_TMPFILE: its content goes before its name, and stays as it is until it has that name
    cdef int unnamed = lock_unnamed(core, node, parent, text, hidden)
    object_path(node, source)
    memset(&entry, 0, sizeof(entry))
    entry.attr_timeout = FOREVER
    entry.entry_timeout = FOREVER
    entry.ino = ino
    entry.generation = node.generation
    pthread_rwlock_wrlock(&core.names_lock)
    old_length = node_path(core, node, old_path)
    if old_length == -3:
        search_names(core, node, openat(core.root_fd, b".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), &core.root)
        node.searched = 1
        old_length = node_path(core, node, old_path)
    if linkat(AT_FDCWD, source, parent.fd, text, AT_SYMLINK_FOLLOW) != 0:
        error = errno
    elif fstat(node.fd, &entry.attr) != 0 or fstat(parent.fd, &parent_stat) != 0:
        error = errno
    else:
        add_name(core, node, parent, text)
        pthread_mutex_lock(&core.table_lock)
        node.lookups += 1
        pthread_mutex_unlock(&core.table_lock)
        length = child_path(core, parent, text, path)
        if unnamed and hidden[0]:
            pass
        elif text_excluded(core, parent, text, 0):
            record_directory_times(core, parent, &parent_stat)
        elif length < 0 or old_length == -2:
            lose(core, FAILURE_PATH)
        elif old_length < 0:
            # all names so far are excluded: the object appears on the passive with this one
            ensure_tree(core, parent.fd, text, path, length, &parent_stat)
            request_copy(core, path)
        else:
            memset(&record, 0, sizeof(record))
            record.kind = KIND_LINK
            record.payload = old_path
            record.payload_length = <uint32_t>old_length
            record.mtime_ns = mtime_ns_of(&entry.attr)
            record.parent_mtime_ns = mtime_ns_of(&parent_stat)
            append_all(core, node.ino, path, length, &record, 1)
    if unnamed:
        if hidden[0]:
            record_named(core, node, parent, hidden, text if error == 0 else NULL, &parent_stat)
        pthread_mutex_unlock(&node.lock)
    pthread_rwlock_unlock(&core.names_lock)
    if error:
        reply_errno(req, error)
    elif fuse_reply_entry(req, &entry) != 0:
        release_node(core, node, 1, 0)


# ---- removal ----

cdef void remove(fuse_req_t req, fuse_ino_t parent_ino, const char* text, int is_directory) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* parent = node_of(core, parent_ino)
    cdef char[PATH_MAX_BYTES + 2] path
    cdef stat_t parent_stat, st
    cdef Record record
    cdef Name* name
    cdef int length
    cdef int excluded
    cdef int error = 0
    memset(&record, 0, sizeof(record))
    pthread_rwlock_wrlock(&core.names_lock)
    name = find_name(core, parent, text)
    if name != NULL:
        record.object = name.node.ino
    elif fstatat(parent.fd, text, &st, AT_SYMLINK_NOFOLLOW) == 0:
        record.object = st.st_ino
    length = child_path(core, parent, text, path)
    excluded = text_excluded(core, parent, text, is_directory)
    if unlinkat(parent.fd, text, AT_REMOVEDIR if is_directory else 0) != 0:
        error = errno
    else:
        if name != NULL:
            remove_name(core, name)
        core.removals += 1
        memset(&parent_stat, 0, sizeof(parent_stat))
        fstat(parent.fd, &parent_stat)
        if excluded:
            record_directory_times(core, parent, &parent_stat)
        elif length == -2:
            lose(core, FAILURE_PATH)
        elif length >= 0:
            record.kind = KIND_RMDIR if is_directory else KIND_UNLINK
            record.parent_mtime_ns = mtime_ns_of(&parent_stat)
            append_all(core, record.object, path, length, &record, 1)
    pthread_rwlock_unlock(&core.names_lock)
    reply_errno(req, error)


cdef void op_unlink(fuse_req_t req, fuse_ino_t parent, const char* text) noexcept nogil:
    remove(req, parent, text, 0)


cdef void op_rmdir(fuse_req_t req, fuse_ino_t parent, const char* text) noexcept nogil:
    remove(req, parent, text, 1)


# ---- rename ----

cdef void op_rename(fuse_req_t req, fuse_ino_t old_parent_ino, const char* old_text, fuse_ino_t new_parent_ino, const char* new_text,
                    unsigned flags) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* old_parent = node_of(core, old_parent_ino)
    cdef Node* new_parent = node_of(core, new_parent_ino)
    cdef int error = 0
    pthread_rwlock_wrlock(&core.names_lock)
    error = rename_locked(core, req, old_parent, old_text, new_parent, new_text, flags)
    pthread_rwlock_unlock(&core.names_lock)
    reply_errno(req, error)


cdef int rename_locked(Core* core, fuse_req_t req, Node* old_parent, const char* old_text, Node* new_parent, const char* new_text,
                       unsigned flags) noexcept nogil:
    cdef char[PATH_MAX_BYTES + 2] old_path
    cdef char[PATH_MAX_BYTES + 2] new_path
    cdef stat_t moved, target, old_stat, new_stat
    cdef Name* old_name
    cdef Name* new_name
    cdef Node* moved_node
    cdef Node* target_node
    cdef Record record
    cdef int had_target, old_excluded, new_excluded, target_excluded, comes_excluded
    cdef int old_length = child_path(core, old_parent, old_text, old_path)
    cdef int new_length = child_path(core, new_parent, new_text, new_path)
    cdef int moved_is_directory, target_is_directory, exchange
    if fstatat(old_parent.fd, old_text, &moved, AT_SYMLINK_NOFOLLOW) != 0:
        return errno
    had_target = fstatat(new_parent.fd, new_text, &target, AT_SYMLINK_NOFOLLOW) == 0
    moved_is_directory = (moved.st_mode & <mode_t>S_IFMT) == <mode_t>S_IFDIR
    target_is_directory = had_target and (target.st_mode & <mode_t>S_IFMT) == <mode_t>S_IFDIR
    exchange = (flags & RENAME_EXCHANGE) != 0
    # four questions: each object under its name before and (the target only in an exchange) after
    old_excluded = text_excluded(core, old_parent, old_text, moved_is_directory)
    new_excluded = text_excluded(core, new_parent, new_text, moved_is_directory)
    target_excluded = had_target and text_excluded(core, new_parent, new_text, target_is_directory)
    comes_excluded = had_target and text_excluded(core, old_parent, old_text, target_is_directory)
    if rename_with_flags(old_parent.fd, old_text, new_parent.fd, new_text, flags) != 0:
        return errno
    if fstatat(new_parent.fd, new_text, &moved, AT_SYMLINK_NOFOLLOW) != 0 or fstat(old_parent.fd, &old_stat) != 0 or fstat(new_parent.fd, &new_stat) != 0:
        lose(core, FAILURE_ERROR)
        return 0
    # the names as they are now
    old_name = find_name(core, old_parent, old_text)
    new_name = find_name(core, new_parent, new_text)
    moved_node = old_name.node if old_name != NULL else NULL
    target_node = new_name.node if new_name != NULL else NULL
    # a node whose only name goes away for a moment lives on: the kernel counts a lookup for both, but a parent may hang on a name alone
    hold_node(core, old_parent)
    hold_node(core, new_parent)
    if moved_node != NULL:
        hold_node(core, moved_node)
        remove_name(core, old_name)
    if target_node != NULL:
        hold_node(core, target_node)
        remove_name(core, new_name)
    if moved_node != NULL:
        add_name(core, moved_node, new_parent, new_text)
    if exchange and target_node != NULL:
        add_name(core, target_node, old_parent, old_text)
    if moved_node != NULL:
        drop_node(core, moved_node, 0, 1)
    if target_node != NULL:
        drop_node(core, target_node, 0, 1)
    core.removals += 1
    core.judgement += 1
    if old_length == -2 or new_length == -2:
        lose(core, FAILURE_PATH)
    elif old_length >= 0 and new_length >= 0:
        if not old_excluded and not new_excluded and not (exchange and (target_excluded or comes_excluded)):
            memset(&record, 0, sizeof(record))
            record.kind = KIND_RENAME
            record.a = flags
            record.b = mtime_ns_of(&new_stat)
            record.mtime_ns = mtime_ns_of(&moved)
            record.parent_mtime_ns = mtime_ns_of(&old_stat)
            record.payload = new_path
            record.payload_length = <uint32_t>new_length
            append_all(core, moved.st_ino, old_path, old_length, &record, 1)
            if flags & RENAME_WHITEOUT:
                record_whiteout(core, req, old_parent, old_text, old_path, old_length)
            if moved_is_directory and core.judges_paths:
                judge_again(core, new_parent.fd, new_text, old_path, old_length, new_path, new_length)
            if exchange and target_is_directory and core.judges_paths:
                judge_again(core, old_parent.fd, old_text, new_path, new_length, old_path, old_length)
        else:
            if not old_excluded:
                record_disappearance(core, old_path, old_length, moved.st_ino, moved_is_directory, &old_stat)
            if had_target and not target_excluded:
                record_disappearance(core, new_path, new_length, target.st_ino, target_is_directory, &new_stat)
            if not new_excluded:
                ensure_tree(core, new_parent.fd, new_text, new_path, new_length, &new_stat)
                request_copy(core, new_path)
            if exchange and not comes_excluded:
                ensure_tree(core, old_parent.fd, old_text, old_path, old_length, &old_stat)
                request_copy(core, old_path)
            record_directory_times(core, old_parent, &old_stat)
            if new_parent != old_parent:
                record_directory_times(core, new_parent, &new_stat)
    drop_node(core, old_parent, 0, 1)
    drop_node(core, new_parent, 0, 1)
    return 0


cdef void judge_again(Core* core, int parent_fd, const char* text, char* old_path, int old_length, char* new_path, int new_length) noexcept nogil:
    """A replicated directory has another path: patterns with a slash may say something else of what is below it.

    What is excluded from now on goes from the passive, what is not any more comes to it. The paths have room for PATH_MAX_BYTES + 1 bytes and are as
    before afterwards. names_lock held for writing.
    """
    cdef int fd = openat(parent_fd, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    cdef DIR* stream = fdopendir(fd) if fd >= 0 else NULL
    cdef dirent* entry
    cdef stat_t st, directory
    cdef int more, is_directory, before, after
    if stream == NULL or fstat(fd, &directory) != 0:
        if stream != NULL:
            closedir(stream)
        elif fd >= 0:
            close(fd)
        lose(core, FAILURE_ERROR)
        return
    while True:
        entry = readdir(stream)
        if entry == NULL:
            break
        if is_dot(entry.d_name) or fstatat(fd, entry.d_name, &st, AT_SYMLINK_NOFOLLOW) != 0:
            continue
        more = <int>strlen(entry.d_name)
        if new_length + 1 + more > PATH_MAX_BYTES or old_length + 1 + more > PATH_MAX_BYTES:
            lose(core, FAILURE_PATH)
            continue
        old_path[old_length] = b'/'
        memcpy(old_path + old_length + 1, entry.d_name, <size_t>more + 1)
        new_path[new_length] = b'/'
        memcpy(new_path + new_length + 1, entry.d_name, <size_t>more + 1)
        is_directory = (st.st_mode & <mode_t>S_IFMT) == <mode_t>S_IFDIR
        before = path_excluded(core, old_path, entry.d_name, is_directory)
        after = path_excluded(core, new_path, entry.d_name, is_directory)
        if not before and after:
            record_disappearance(core, new_path, new_length + 1 + more, st.st_ino, is_directory, &directory)
        elif before and not after:
            ensure_tree(core, fd, entry.d_name, new_path, new_length + 1 + more, &directory)
            request_copy(core, new_path)
        elif not after and is_directory:
            judge_again(core, fd, entry.d_name, old_path, old_length + 1 + more, new_path, new_length + 1 + more)
        old_path[old_length] = 0
        new_path[new_length] = 0
    closedir(stream)


cdef void record_whiteout(Core* core, fuse_req_t req, Node* parent, const char* text, const char* path, int length) noexcept nogil:
    """What RENAME_WHITEOUT left behind belongs to who asked, here and on the passive."""
    cdef Record record
    cdef stat_t parent_stat, st
    if give_owner(core, req, parent, text, &parent_stat, &st) != 0:
        return
    memset(&record, 0, sizeof(record))
    record.kind = KIND_OWNER
    record.b = (<uint64_t>st.st_uid << 32) | st.st_gid
    record.mtime_ns = mtime_ns_of(&st)
    append_all(core, st.st_ino, path, length, &record, 1)
    record.kind = KIND_TIMES
    record.a = atime_ns_of(&st)
    record.b = 0
    append_all(core, st.st_ino, path, length, &record, 1)


cdef void record_disappearance(Core* core, const char* path, int length, uint64_t object, int is_directory, const stat_t* parent_stat) noexcept nogil:
    """An object went where it is not replicated (or was replaced by such a one): on the passive it goes, with everything below."""
    cdef Record record
    memset(&record, 0, sizeof(record))
    record.kind = KIND_RMDIR if is_directory else KIND_UNLINK
    record.flags = FLAG_TREE if is_directory else 0
    record.parent_mtime_ns = mtime_ns_of(parent_stat)
    append_all(core, object, path, length, &record, 1)


cdef void ensure_tree(Core* core, int parent_fd, const char* text, char* path, int length, const stat_t* parent_stat) noexcept nogil:
    """An object came from where it is not replicated: let it and everything below exist on the passive, content follows by a copy.

    `path` has room for PATH_MAX_BYTES + 1 bytes and is as before afterwards. names_lock held for writing.
    """
    cdef stat_t st
    cdef DIR* stream
    cdef dirent* entry
    cdef int fd, more, is_directory
    if fstatat(parent_fd, text, &st, AT_SYMLINK_NOFOLLOW) != 0:
        return
    append_ensure(core, parent_fd, text, path, length, &st, parent_stat)
    if (st.st_mode & <mode_t>S_IFMT) != <mode_t>S_IFDIR:
        return
    fd = openat(parent_fd, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    stream = fdopendir(fd) if fd >= 0 else NULL
    if stream == NULL:
        lose(core, FAILURE_ERROR)
        return
    while True:
        entry = readdir(stream)
        if entry == NULL:
            break
        if is_dot(entry.d_name) or fstatat(dirfd(stream), entry.d_name, &st, AT_SYMLINK_NOFOLLOW) != 0:
            continue
        more = <int>strlen(entry.d_name)
        if length + 1 + more > PATH_MAX_BYTES:
            lose(core, FAILURE_PATH)
            continue
        path[length] = b'/'
        memcpy(path + length + 1, entry.d_name, <size_t>more + 1)
        is_directory = (st.st_mode & <mode_t>S_IFMT) == <mode_t>S_IFDIR
        if not path_excluded(core, path, entry.d_name, is_directory):
            ensure_tree(core, dirfd(stream), entry.d_name, path, length + 1 + more, NULL)
        path[length] = 0
    closedir(stream)


cdef void append_ensure(Core* core, int parent_fd, const char* text, const char* path, int length, const stat_t* st, const stat_t* parent_stat) noexcept nogil:
    """Append ENSURE for an object as it is now. names_lock held."""
    cdef char[PATH_MAX_BYTES + 2] target
    cdef uint64_t device
    cdef ssize_t got
    cdef Record record
    cdef mode_t type = st.st_mode & <mode_t>S_IFMT
    memset(&record, 0, sizeof(record))
    record.kind = KIND_ENSURE
    record.flags = FLAG_COPY
    record.a = st.st_mode
    record.b = (<uint64_t>st.st_uid << 32) | st.st_gid
    record.mtime_ns = mtime_ns_of(st)
    record.parent_mtime_ns = mtime_ns_of(parent_stat) if parent_stat != NULL else 0
    if type == <mode_t>S_IFLNK:
        got = readlinkat(parent_fd, text, target, PATH_MAX_BYTES)
        if got < 0:
            return
        record.payload = target
        record.payload_length = <uint32_t>got
    elif type != <mode_t>S_IFREG and type != <mode_t>S_IFDIR:
        device = st.st_rdev
        record.payload = &device
        record.payload_length = 8
    append_all(core, st.st_ino, path, length, &record, 1)


# ---- directories ----

cdef void op_readlink(fuse_req_t req, fuse_ino_t ino) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef char[PATH_MAX_BYTES + 2] target
    cdef ssize_t got = readlinkat(node_of(core, ino).fd, b"", target, PATH_MAX_BYTES + 1)
    if got < 0:
        reply_errno(req, errno)
    elif got > PATH_MAX_BYTES:
        reply_errno(req, ENAMETOOLONG)
    else:
        target[got] = 0
        fuse_reply_readlink(req, target)


cdef void op_opendir(fuse_req_t req, fuse_ino_t ino, fuse_file_info* fi) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Node* node = node_of(core, ino)
    cdef int fd = openat(node.fd, b".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    cdef DIR* stream = fdopendir(fd) if fd >= 0 else NULL
    cdef Handle* handle = new_handle(core, node, -1, stream) if stream != NULL else NULL
    if handle == NULL:
        reply_errno(req, errno)
        if stream != NULL:
            closedir(stream)
        elif fd >= 0:
            close(fd)
        return
    fi.fh = <uint64_t><size_t>handle
    fi.cache_readdir = 1
    fi.keep_cache = 1
    if fuse_reply_open(req, fi) != 0:
        release_handle(core, handle)


cdef void list_directory(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, fuse_file_info* fi, int plus) noexcept nogil:
    cdef Core* core = <Core*>fuse_req_userdata(req)
    cdef Handle* directory = <Handle*><size_t>fi.fh
    cdef char* answer = (<Worker*>current_worker()).answer
    cdef size_t used = 0
    cdef size_t taken
    cdef fuse_entry_param entry
    cdef int error = 0
    if size > MAX_WRITE:
        size = MAX_WRITE
    if offset != directory.offset:
        seekdir(directory.stream, offset)
        directory.entry = NULL
        directory.offset = offset
    while True:
        if directory.entry == NULL:
            error = next_entry(directory)
            if error or directory.entry == NULL:
                break
        memset(&entry, 0, sizeof(entry))
        entry.attr.st_ino = directory.entry.d_ino
        entry.attr.st_mode = <mode_t>directory.entry.d_type << 12
        if plus and not is_dot(directory.entry.d_name):
            if look_up(core, node_of(core, ino), directory.entry.d_name, &entry) != 0:
                memset(&entry, 0, sizeof(entry))     # listed without a lookup: whoever needs it will ask
                entry.attr.st_ino = directory.entry.d_ino
                entry.attr.st_mode = <mode_t>directory.entry.d_type << 12
        if plus:
            taken = fuse_add_direntry_plus(req, answer + used, size - used, directory.entry.d_name, &entry, directory.entry.d_off)
        else:
            taken = fuse_add_direntry(req, answer + used, size - used, directory.entry.d_name, &entry.attr, directory.entry.d_off)
        if taken > size - used:
            if entry.ino:
                release_node(core, node_of(core, entry.ino), 1, 0)
            break
        used += taken
        directory.offset = directory.entry.d_off
        directory.entry = NULL
    if error and used == 0:
        reply_errno(req, error)
    else:
        fuse_reply_buf(req, answer, used)


cdef int next_entry(Handle* directory) noexcept nogil:
    global errno
    errno = 0
    directory.entry = readdir(directory.stream)
    return errno if directory.entry == NULL else 0


cdef void op_readdir(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, fuse_file_info* fi) noexcept nogil:
    list_directory(req, ino, size, offset, fi, 0)


cdef void op_readdirplus(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, fuse_file_info* fi) noexcept nogil:
    list_directory(req, ino, size, offset, fi, 1)


cdef void op_fsyncdir(fuse_req_t req, fuse_ino_t ino, int datasync, fuse_file_info* fi) noexcept nogil:
    cdef Handle* directory = <Handle*><size_t>fi.fh
    finish_sync(req, dirfd(directory.stream), datasync, 0)
