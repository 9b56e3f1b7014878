# What Python sees.

import os

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize

crc32c_prepare()


cdef class CopyTarget:
    """An object that is being copied: keeps it reachable under its path while its blocks are read."""

    cdef Core* core
    cdef Node* node
    cdef int fd
    cdef object owner
    cdef readonly bytes path
    cdef readonly unsigned long long size
    cdef readonly bint is_regular
    cdef readonly bint is_linked
    cdef int64_t next_offset

    def __cinit__(self):
        self.fd = -1
        self.node = NULL

    def __dealloc__(self):
        if self.fd >= 0:
            close(self.fd)
        if self.node != NULL:
            with nogil:
                release_node(self.core, self.node, 0, 1)


cdef class NativeCapture:
    """One protected set's capture. See capture.Capture for the meaning of everything."""

    cdef Core* core
    cdef object copied          # (device, inode) → path, of hard-linked files of the copy under way
    cdef bytes folder_bytes

    def __cinit__(self):
        self.core = <Core*>calloc(1, sizeof(Core))
        if self.core == NULL:
            raise MemoryError
        self.core.root_fd = -1
        self.core.journal_fd = -1
        self.core.segment_fd = -1
        self.core.wake_fd = -1
        self.core.device = -1
        self.core.crowded_fd = -1
        self.core.quit_fd = -1
        self.core.changed_fd = -1
        self.core.room_fd = -1

    def __init__(self, bytes folder, bytes journal_directory, bytes set_id, unsigned long long generation, unsigned long long first_sequence,
                 list only, list omit, bint durable, bint stall, unsigned long long segment_bytes, unsigned long long quota_bytes,
                 unsigned long long backlog_bytes, int max_threads, unsigned long long max_nodes):
        cdef Core* core = self.core
        cdef int error
        cdef stat_t st
        cdef rlimit limit
        self.copied = {}
        self.folder_bytes = folder
        memcpy(core.set_id, PyBytes_AS_STRING(set_id), 16)
        core.generation = generation
        core.segment_bytes = segment_bytes
        core.quota_bytes = quota_bytes
        core.max_threads = max_threads
        core.durable = durable
        core.stall = stall
        core.peer_present = 1
        core.judgement = 1
        core.last_sequence = first_sequence - 1
        core.acknowledged_sequence = 0
        core.only = self._patterns(only)
        core.only_count = len(only)
        core.omit = self._patterns(omit)
        core.omit_count = len(omit)
        core.judges_paths = any(b"/" in text for text in (*only, *omit))
        writer_first(&core.names_lock)
        pthread_mutex_init(&core.table_lock, NULL)
        pthread_mutex_init(&core.append_lock, NULL)
        pthread_mutex_init(&core.room_lock, NULL)
        pthread_mutex_init(&core.worker_lock, NULL)
        pthread_cond_init(&core.turn, NULL)
        pthread_cond_init(&core.watch, NULL)
        core.name_mask = 4095
        core.node_mask = 4095
        core.name_buckets = <Name**>calloc(4096, sizeof(Name*))
        core.node_buckets = <Node**>calloc(4096, sizeof(Node*))
        core.checkpoint_room = 64
        core.checkpoints = <Checkpoint*>calloc(64, sizeof(Checkpoint))
        if core.name_buckets == NULL or core.node_buckets == NULL or core.checkpoints == NULL:
            raise MemoryError
        core.copies_end = &core.copies
        core.held_end = &core.held
        pthread_mutex_init(&core.held_lock, NULL)
        pthread_cond_init(&core.held_turn, NULL)
        core.wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)
        core.room_fd = eventfd(0, EFD_CLOEXEC)
        core.room_runs = core.room_fd >= 0 and pthread_create(&core.room_thread, NULL, keep_room, core) == 0
        core.root_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if core.root_fd < 0 or core.wake_fd < 0:
            raise OSError(errno, os.strerror(errno), os.fsdecode(folder))
        core.journal_fd = open(journal_directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if core.journal_fd < 0:
            raise OSError(errno, os.strerror(errno), os.fsdecode(journal_directory))
        fstat(core.root_fd, &st)
        core.root.ino = st.st_ino
        core.root.dev = <uint64_t>st.st_dev
        core.root.fd = core.root_fd
        core.root.type = S_IFDIR
        core.root.lookups = 1
        pthread_mutex_init(&core.root.lock, NULL)
        error = open_segment(core, first_sequence)
        if error:
            raise OSError(error, os.strerror(error), os.fsdecode(journal_directory))
        if backlog_bytes:
            core.appended_bytes = backlog_bytes
            note_checkpoint(core)
        if getrlimit(RLIMIT_NOFILE, &limit) == 0 and limit.rlim_cur < 1048576:
            limit.rlim_cur = limit.rlim_max if limit.rlim_max > 1048576 else 1048576
            limit.rlim_max = limit.rlim_cur
            if setrlimit(RLIMIT_NOFILE, &limit) != 0 and getrlimit(RLIMIT_NOFILE, &limit) == 0:
                limit.rlim_cur = limit.rlim_max
                setrlimit(RLIMIT_NOFILE, &limit)
        # half of the descriptors for what the kernel remembers, the other half for what is open and for the rest of the process
        if max_nodes == 0 and getrlimit(RLIMIT_NOFILE, &limit) == 0:
            max_nodes = limit.rlim_cur // 2
        core.node_limit = max_nodes
        core.crowded_fd = eventfd(0, EFD_CLOEXEC)
        core.quit_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)
        if core.crowded_fd < 0 or core.quit_fd < 0:
            raise OSError(errno, os.strerror(errno))

    cdef Pattern* _patterns(self, list texts) except? NULL:
        cdef Pattern* patterns = <Pattern*>calloc(len(texts) + 1, sizeof(Pattern))
        if patterns == NULL:
            raise MemoryError
        for i, text in enumerate(texts):
            patterns[i].text = strdup(<bytes>text.lstrip(b"/"))
            patterns[i].whole = b"/" in text
        return patterns

    def __dealloc__(self):
        cdef Core* core = self.core
        cdef Worker* worker
        cdef int i
        if core == NULL:
            return
        self.copied = None      # its nodes must go before the core does
        self._stop()
        self._leave_journal()
        if core.journal_fd >= 0:
            close(core.journal_fd)
        if core.root_fd >= 0:
            close(core.root_fd)
        if core.wake_fd >= 0:
            close(core.wake_fd)
        if core.crowded_fd >= 0:
            close(core.crowded_fd)
        if core.quit_fd >= 0:
            close(core.quit_fd)
        if core.changed_fd >= 0:
            close(core.changed_fd)
        free(core.changed)
        free(core.changed_index)
        if core.room_fd >= 0:
            close(core.room_fd)
        self._free_nodes()
        while core.workers != NULL:
            worker = core.workers
            core.workers = worker.next
            free(worker)
        for i in range(core.only_count):
            free(core.only[i].text)
        for i in range(core.omit_count):
            free(core.omit[i].text)
        free(core.only)
        free(core.omit)
        free(core.name_buckets)
        free(core.node_buckets)
        free(core.checkpoints)
        free(core)

    cdef void _leave_journal(self):
        cdef Core* core = self.core
        cdef uint64_t one = 1
        if core.room_runs:
            store_int(&core.room_over, 1)
            write(core.room_fd, &one, 8)
            pthread_join(core.room_thread, NULL)
        leave_segment(core)

    cdef void _free_nodes(self):
        cdef Core* core = self.core
        cdef Node* node
        cdef Node* next_node
        cdef Name* name
        cdef Name* next_name
        cdef Request* request
        cdef uint64_t i
        if core.name_buckets != NULL:
            for i in range(core.name_mask + 1):
                name = core.name_buckets[i]
                while name != NULL:
                    next_name = name.next
                    free(name)
                    name = next_name
        if core.node_buckets != NULL:
            for i in range(core.node_mask + 1):
                node = core.node_buckets[i]
                while node != NULL:
                    next_node = node.next
                    close(node.fd)
                    free(node)
                    node = next_node
        while core.copies != NULL:
            request = core.copies
            core.copies = request.next
            free(request)

    # ---- service ----

    def mount(self, bytes source, bytes subtype):
        """Mount over the folder and start to serve. Raises OSError."""
        cdef Core* core = self.core
        cdef char* name = b"twinhelm"
        cdef char* empty = NULL
        cdef fuse_args arguments
        cdef int result
        cdef const char* target = self.folder_bytes
        if core.mounted:
            raise OSError(EBUSY, os.strerror(EBUSY), os.fsdecode(self.folder_bytes))
        core.device = open(b"/dev/fuse", O_RDWR | O_CLOEXEC | O_NONBLOCK)
        if core.device < 0:
            raise OSError(errno, os.strerror(errno), "/dev/fuse")
        arguments.argc = 1
        arguments.argv = &name
        arguments.allocated = 0
        core.session = fuse_session_new(&arguments, &operations, sizeof(operations), core)
        if core.session == NULL:
            close(core.device)
            core.device = -1
            raise OSError(EINVAL, "libfuse did not start a session")
        options = b"fd=%d,rootmode=40000,user_id=%d,group_id=%d,default_permissions,allow_other" % (core.device, getuid(), getgid())
        fs_type = b"fuse." + subtype
        cdef const char* options_text = options
        cdef const char* source_text = source
        cdef const char* type_text = fs_type
        with nogil:
            result = mount(source_text, target, type_text, flags_beneath(core), options_text)
        if result != 0:
            error = errno
            fuse_session_destroy(core.session)
            core.session = NULL
            close(core.device)
            core.device = -1
            raise OSError(error, os.strerror(error), os.fsdecode(self.folder_bytes))
        if attach_session(core.session, core.device) != 0:
            umount2(target, MNT_FORCE | MNT_DETACH)
            raise OSError(EINVAL, "libfuse does not take a device that is mounted already")
        core.mounted = 1
        store_int(&core.leaving, 0)
        store_int(&core.easy, 0)
        store_int(&core.ending, 0)
        if start_service(core) != 0:
            self._stop()
            raise OSError(EAGAIN, os.strerror(EAGAIN))

    def unmount(self, bint force):
        """Take the file system away. Raises OSError(EBUSY) while files are open, unless forced."""
        cdef int result
        cdef int flags = MNT_FORCE | MNT_DETACH if force else 0
        cdef const char* target = self.folder_bytes
        if not self.core.mounted:
            return
        with nogil:
            ease(self.core, 1)
            if force:
                fetch_mapped(self.core)
            store_int(&self.core.leaving, 1)
            result = umount2(target, flags)
        if result != 0 and errno != EINVAL and errno != ENOENT:
            error = errno
            store_int(&self.core.leaving, 0)
            ease(self.core, 0)
            raise OSError(error, os.strerror(error), os.fsdecode(self.folder_bytes))
        self.core.mounted = 0
        self._stop()

    cdef void _stop(self):
        """End the serving threads. The mount is gone, or goes now."""
        cdef Core* core = self.core
        cdef const char* target
        if core.session == NULL:
            return
        store_int(&core.leaving, 1)
        if core.mounted:
            target = self.folder_bytes
            umount2(target, MNT_FORCE | MNT_DETACH)
            core.mounted = 0
        with nogil:
            end_service(core)
            # only now: what waited for the passive when the session was cut off must not have been confirmed
            store_int(&core.ending, 1)
            release_parked(core)
            pthread_mutex_lock(&core.append_lock)
            pthread_mutex_lock(&core.room_lock)
            give_back_room(core)
            pthread_mutex_unlock(&core.room_lock)
            pthread_mutex_unlock(&core.append_lock)
            fuse_session_destroy(core.session)      # closes the device
            forget_everything(core)
        core.session = NULL
        core.device = -1

    # ---- unsafe queue ----

    @property
    def wake_fd(self):
        return self.core.wake_fd

    def position(self):
        cdef uint64_t first, end, last
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            first = self.core.segment_first
            end = self.core.segment_end
            last = self.core.last_sequence
            self.core.seen_sequence = last
            pthread_mutex_unlock(&self.core.append_lock)
        return first, end, last

    def arm(self):
        cdef int quiet
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            quiet = self.core.seen_sequence == self.core.last_sequence and self.core.copies == NULL
            self.core.armed = quiet
            pthread_mutex_unlock(&self.core.append_lock)
        return bool(quiet)

    def set_acknowledged(self, unsigned long long sequence):
        with nogil:
            acknowledge(self.core, sequence)

    def set_mode(self, bint durable, bint stall):
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            self.core.stall = stall
            store_int(&self.core.durable, durable)
            pthread_mutex_unlock(&self.core.append_lock)
            release_parked(self.core)

    def set_peer_present(self, bint present):
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            self.core.peer_present = present
            pthread_mutex_unlock(&self.core.append_lock)
            release_parked(self.core)

    def append_control(self, unsigned short kind, unsigned long long a, unsigned long long b, bytes path, bytes payload):
        cdef Record record
        cdef uint64_t sequence
        memset(&record, 0, sizeof(record))
        record.kind = kind
        record.a = a
        record.b = b
        record.path = PyBytes_AS_STRING(path)
        record.path_length = <uint32_t>len(path)
        record.payload = PyBytes_AS_STRING(payload)
        record.payload_length = <uint32_t>len(payload)
        with nogil:
            sequence = append(self.core, &record)
        return sequence

    def set_limits(self, unsigned long long quota_bytes, bint throttle):
        """What the queue may hold, and whether a full one slows writers down."""
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            store(&self.core.quota_bytes, quota_bytes)
            store_int(&self.core.throttle, throttle)
            pthread_mutex_unlock(&self.core.append_lock)
            nudge_usher(self.core)

    def delays(self):
        """(delayed, held now, sum of what is over in ns, longest in ns, list of counts by the logarithm of ms)."""
        cdef Core* core = self.core
        return core.delayed, core.held_count, core.delay_ns, core.delay_longest_ns, [core.delays[i] for i in range(BUCKETS)]

    def keep_changed(self, int descriptor, bytes entries):
        """Write changed paths to this file too (it is duplicated); `entries` are there already. Raises OSError."""
        cdef Core* core = self.core
        cdef const char* text = entries
        cdef uint64_t size = len(entries)
        duplicate = os.dup(descriptor)
        with nogil:
            pthread_mutex_lock(&core.append_lock)
        if core.changed_fd >= 0:
            close(core.changed_fd)
        core.changed_fd = duplicate
        with nogil:
            replace_changed_locked(core, text, size, 0)
            core.incomplete = core.changed_count > 0
            pthread_mutex_unlock(&core.append_lock)

    def changed(self):
        """(entries as in the file, whether there are more than can be listed)."""
        cdef Core* core = self.core
        with nogil:
            pthread_mutex_lock(&core.append_lock)
        entries = PyBytes_FromStringAndSize(core.changed, core.changed_size) if core.changed != NULL else b""
        overflow = bool(core.changed_overflow)
        pthread_mutex_unlock(&core.append_lock)
        return entries, overflow

    def changed_counts(self):
        """(paths, bytes, whether there are more than can be listed, errno of the file, whether changes are missing on the passive)."""
        cdef Core* core = self.core
        return core.changed_count, core.changed_size, bool(core.changed_overflow), core.changed_errno, bool(core.incomplete)

    def replace_changed(self, bytes entries, unsigned long long after):
        """Put other entries in the place of the first `after` bytes."""
        cdef const char* text = entries
        cdef uint64_t size = len(entries)
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            replace_changed_locked(self.core, text, size, after)
            pthread_mutex_unlock(&self.core.append_lock)

    def lose(self, bytes entries, unsigned long long after):
        """As replace_changed, for changes that were recorded and can no longer be read: the passive misses them until a check has brought them."""
        cdef const char* text = entries
        cdef uint64_t size = len(entries)
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            replace_changed_locked(self.core, text, size, after)
            self.core.incomplete = 1
            pthread_mutex_unlock(&self.core.append_lock)

    def begin_segment(self):
        """Go on in a new segment, if the one at hand holds a record. Raises OSError."""
        cdef int error = 0
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            if self.core.failure == FAILURE_NONE and self.core.segment_first != self.core.last_sequence + 1:
                error = open_segment(self.core, self.core.last_sequence + 1)
            pthread_mutex_unlock(&self.core.append_lock)
        if error:
            raise OSError(error, os.strerror(error))

    def set_complete(self):
        """A check has brought what was lost: forget the changed paths. False if changes are being lost again."""
        cdef int complete
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            complete = self.core.failure == FAILURE_NONE
            if complete:
                if self.core.changed_size or self.core.changed_overflow:
                    replace_changed_locked(self.core, NULL, 0, self.core.changed_size)
                self.core.incomplete = 0
            pthread_mutex_unlock(&self.core.append_lock)
            release_parked(self.core)
        return bool(complete)

    def resume_recording(self, unsigned long long number):
        """Start recording again in a new segment after a failure. Raises OSError if the new segment cannot be written.

        The first record is a CHECK_BEGIN: what follows does not stand on what was lost, so the passive's tree is not to be trusted until its end.
        It has the number that is given, or its own sequence for 0. Returns its sequence; 0 if there is no room even for it, or if recording had
        not failed.
        """
        cdef Record record
        cdef int error
        cdef uint64_t sequence = 0
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            error = 0
            if self.core.failure != FAILURE_NONE:
                if self.core.segment_first != self.core.last_sequence + 1:
                    error = open_segment(self.core, self.core.last_sequence + 1)
                if error == 0:
                    self.core.failure = FAILURE_NONE
                    memset(&record, 0, sizeof(record))
                    record.kind = KIND_CHECK_BEGIN
                    record.a = number if number else self.core.last_sequence + 1
                    record.b = CHECK_OF_LOST
                    sequence = append_locked(self.core, &record)
            pthread_mutex_unlock(&self.core.append_lock)
        if error:
            raise OSError(error, os.strerror(error))
        return sequence

    def failure(self):
        """(kind, errno, lost since sequence, lost records): kind 0 none, 1 the journal cannot be written, 2 quota, 3 a path is too long,
        4 somebody else unmounted the folder."""
        return self.core.failure, self.core.failure_errno, self.core.lost_since, self.core.lost_records

    def queue(self):
        """(records, bytes captured, bytes not acknowledged, waiting fsyncs, nodes, names, workers)."""
        cdef Core* core = self.core
        return (core.records, core.captured_bytes, core.appended_bytes - core.acknowledged_bytes, core.parked_count, core.node_count, core.name_count,
                core.worker_count)

    def operations(self):
        """Per FUSE opcode: (operations, list of latency buckets)."""
        cdef Worker* worker
        totals = {}
        pthread_mutex_lock(&self.core.worker_lock)
        worker = self.core.workers
        pthread_mutex_unlock(&self.core.worker_lock)
        while worker != NULL:
            for opcode in range(OPCODES):
                if worker.operations[opcode]:
                    count, buckets = totals.get(opcode, (0, [0] * BUCKETS))
                    for i in range(BUCKETS):
                        buckets[i] += worker.latency[opcode][i]
                    totals[opcode] = (count + worker.operations[opcode], buckets)
            worker = worker.next
        return totals

    def take_copy_requests(self):
        cdef Request* request
        cdef Request* following
        with nogil:
            pthread_mutex_lock(&self.core.append_lock)
            request = self.core.copies
            self.core.copies = NULL
            self.core.copies_end = &self.core.copies
            pthread_mutex_unlock(&self.core.append_lock)
        paths = []
        while request != NULL:
            paths.append(PyBytes_FromStringAndSize(request.text, request.length))
            following = request.next
            free(request)
            request = following
        return paths

    # ---- copy ----

    def forget_copied(self):
        """A new copy begins: no hard-linked file has been copied in it yet."""
        self.copied = {}

    cdef void forget_copied_object(self, CopyTarget target):
        """Its name went before all of it was visited: the next name of it is no mere LINK."""
        self.copied.pop((target.node.dev, target.node.ino), None)

    def is_excluded(self, bytes path, bint is_directory):
        """Whether a path is outside of what is replicated."""
        cdef Core* core = self.core
        above = b""
        parts = path.split(b"/")
        for part in parts[:len(parts) - 1]:
            above = above + b"/" + part if above else part
            if path_excluded(core, above, part, 1):
                return True
        return bool(path_excluded(core, path, parts[len(parts) - 1], is_directory))

    def copy_directory(self, bytes path):
        cdef Core* core = self.core
        cdef char[PATH_MAX_BYTES + 2] text
        cdef Listing listing
        cdef Node* node
        cdef stat_t st
        cdef int result
        cdef int length = len(path)
        cdef size_t at = 0
        cdef uint32_t kind, size
        if length > PATH_MAX_BYTES:
            return None
        memcpy(text, PyBytes_AS_STRING(path), <size_t>length + 1)
        memset(&listing, 0, sizeof(listing))
        with nogil:
            node = node_at(core, text, &st)
            result = COPY_GONE
            if node != NULL:
                if node.type == <mode_t>S_IFDIR:
                    result = copy_directory_locked(core, node, text, length, &listing)
                release_node(core, node, 0, 1)
        entries = []
        while at < listing.entries_size:
            memcpy(&kind, listing.entries + at, 4)
            memcpy(&size, listing.entries + at + 4, 4)
            entries.append((PyBytes_FromStringAndSize(listing.entries + at + 8, size), kind))
            at += 8 + size
        free(listing.entries)
        free(listing.names)
        if result > 0:
            raise OSError(result, os.strerror(result), os.fsdecode(path))
        return entries if result == 0 else None

    def copy_object(self, bytes path):
        cdef Core* core = self.core
        cdef CopyTarget target
        cdef Node* node
        cdef stat_t st
        cdef int result
        cdef int length = len(path)
        cdef const char* text = path
        cdef const char* other
        cdef char[64] object_name
        if length > PATH_MAX_BYTES:
            return None
        with nogil:
            node = node_at(core, text, &st)
        if node == NULL:
            return None
        target = CopyTarget.__new__(CopyTarget)
        target.core = core
        target.owner = self
        target.node = node
        target.path = path
        key = (node.dev, node.ino)
        if node.type != <mode_t>S_IFDIR and st.st_nlink > 1:
            known = self.copied.get(key)
            if known is not None:
                copied = (<CopyTarget>known).path
                other = copied
                with nogil:
                    result = copy_link_locked(core, node, text, length, other)
                if result == COPY_CHANGED:
                    return None
                if result == 1:
                    target.is_linked = True
                    return target
        with nogil:
            result = copy_object_locked(core, node, text, length, &st)
        if result != 0:
            return None
        if node.type == <mode_t>S_IFREG:
            object_path(node, object_name)
            target.fd = open(object_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOATIME)
            if target.fd < 0:
                target.fd = open(object_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            if target.fd < 0:
                raise OSError(errno, os.strerror(errno), os.fsdecode(path))
            target.size = <unsigned long long>st.st_size
            target.is_regular = True
        if node.type != <mode_t>S_IFDIR and st.st_nlink > 1:
            # held, so that the number is not used for another file before the copy ends
            keeper = CopyTarget.__new__(CopyTarget)
            with nogil:
                hold_node(core, node)
            (<CopyTarget>keeper).core = core
            (<CopyTarget>keeper).node = node
            (<CopyTarget>keeper).path = path
            self.copied[key] = keeper
        return target

    def copy_block(self, CopyTarget target, unsigned long long offset, size_t length):
        cdef int64_t handled
        cdef int64_t following
        cdef const char* text = target.path
        cdef int text_length = len(target.path)
        cdef char* buffer
        if target.fd < 0:
            return 0, offset
        if length > MAX_WRITE:
            length = MAX_WRITE
        buffer = <char*>malloc(length)
        if buffer == NULL:
            raise MemoryError
        with nogil:
            handled = copy_block_locked(self.core, target.node, target.fd, text, text_length, offset, buffer, length, &following)
        free(buffer)
        if handled == COPY_CHANGED:
            self.forget_copied_object(target)
        if handled <= -1000:
            error = -1000 - handled
            raise OSError(error, os.strerror(error), os.fsdecode(target.path))
        return handled, following

    def verify_block(self, CopyTarget target, unsigned long long offset, size_t length):
        """As copy_block, but the hash of the block instead of its content."""
        cdef int64_t handled
        cdef int64_t following
        cdef const char* text = target.path
        cdef int text_length = len(target.path)
        cdef char* buffer
        if target.fd < 0:
            return 0, offset
        if length > MAX_WRITE:
            length = MAX_WRITE
        buffer = <char*>malloc(length)
        if buffer == NULL:
            raise MemoryError
        with nogil:
            handled = verify_block_locked(self.core, target.node, target.fd, text, text_length, offset, buffer, length, &following)
        free(buffer)
        if handled == COPY_CHANGED:
            self.forget_copied_object(target)
        if handled <= -1000:
            error = -1000 - handled
            raise OSError(error, os.strerror(error), os.fsdecode(target.path))
        return handled, following

    def open_file(self, bytes path):
        """A regular file as copy_object returns it, but nothing is recorded. None if there is none."""
        cdef Core* core = self.core
        cdef CopyTarget target
        cdef Node* node
        cdef stat_t st
        cdef const char* text = path
        cdef char[64] object_name
        if len(path) > PATH_MAX_BYTES:
            return None
        with nogil:
            node = node_at(core, text, &st)
        if node == NULL:
            return None
        target = CopyTarget.__new__(CopyTarget)
        target.core = core
        target.owner = self
        target.node = node
        target.path = path
        if node.type != <mode_t>S_IFREG:
            return None
        object_path(node, object_name)
        target.fd = open(object_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOATIME)
        if target.fd < 0:
            target.fd = open(object_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if target.fd < 0:
            raise OSError(errno, os.strerror(errno), os.fsdecode(path))
        target.size = <unsigned long long>st.st_size
        target.is_regular = True
        return target

    def copy_finish(self, CopyTarget target):
        cdef int result
        cdef const char* text = target.path
        cdef int length = len(target.path)
        with nogil:
            result = copy_finish_locked(self.core, target.node, text, length)
        return result == 0

    def copy_directory_finish(self, bytes path):
        cdef Node* node
        cdef stat_t st
        cdef int result = COPY_GONE
        cdef const char* text = path
        cdef int length = len(path)
        with nogil:
            node = node_at(self.core, text, &st)
            if node != NULL:
                if node.type == <mode_t>S_IFDIR:
                    result = copy_finish_locked(self.core, node, text, length)
                release_node(self.core, node, 0, 1)
        return result == 0
