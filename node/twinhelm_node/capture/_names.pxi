# Nodes, names, paths and filters: what is called how at this place in the order.

# ---- nodes (table_lock) ----

cdef uint64_t node_hash(uint64_t dev, uint64_t ino) noexcept nogil:
    return (ino ^ (dev << 40)) * <uint64_t>0x9E3779B97F4A7C15 >> 20


cdef Node* find_node(Core* core, uint64_t dev, uint64_t ino) noexcept nogil:
    cdef Node* node = core.node_buckets[node_hash(dev, ino) & core.node_mask]
    if ino == core.root.ino and dev == core.root.dev:
        return &core.root
    while node != NULL and not (node.ino == ino and node.dev == dev):
        node = node.next
    return node


cdef void grow_nodes(Core* core) noexcept nogil:
    cdef uint64_t room = (core.node_mask + 1) * 4
    cdef Node** buckets = <Node**>calloc(room, sizeof(Node*))
    cdef Node* node
    cdef Node* next
    cdef uint64_t i, slot
    if buckets == NULL:
        return
    for i in range(core.node_mask + 1):
        node = core.node_buckets[i]
        while node != NULL:
            next = node.next
            slot = node_hash(node.dev, node.ino) & (room - 1)
            node.next = buckets[slot]
            buckets[slot] = node
            node = next
    free(core.node_buckets)
    core.node_buckets = buckets
    core.node_mask = room - 1


cdef void call_gardener(Core* core) noexcept nogil:
    cdef uint64_t one = 1
    if not core.crowded:
        store_int(&core.crowded, 1)
        write(core.crowded_fd, &one, 8)


cdef Node* take_node(Core* core, int fd, const stat_t* st, int lookups, int holds) noexcept nogil:
    """The node of an object, made if need be, used once more. Takes over `fd` (O_PATH): keeps it or closes it."""
    cdef Node* node
    cdef uint64_t slot
    pthread_mutex_lock(&core.table_lock)
    node = find_node(core, <uint64_t>st.st_dev, st.st_ino)
    if node == NULL:
        node = <Node*>calloc(1, sizeof(Node))
        if node == NULL:
            pthread_mutex_unlock(&core.table_lock)
            close(fd)
            return NULL
        node.ino = st.st_ino
        node.dev = <uint64_t>st.st_dev
        node.fd = fd
        node.type = st.st_mode & <mode_t>S_IFMT
        core.nodes_made += 1
        node.generation = core.nodes_made
        pthread_mutex_init(&node.lock, NULL)
        slot = node_hash(node.dev, node.ino) & core.node_mask
        node.next = core.node_buckets[slot]
        core.node_buckets[slot] = node
        core.node_count += 1
        if core.node_count > core.node_mask * 2:
            grow_nodes(core)
        if core.node_count > core.node_limit:
            call_gardener(core)
        fd = -1
    node.lookups += <uint64_t>lookups
    node.holds += <uint64_t>holds
    pthread_mutex_unlock(&core.table_lock)
    if fd >= 0:
        close(fd)
    return node


cdef void hold_node(Core* core, Node* node) noexcept nogil:
    pthread_mutex_lock(&core.table_lock)
    node.holds += 1
    pthread_mutex_unlock(&core.table_lock)


cdef void drop_node(Core* core, Node* node, uint64_t lookups, uint64_t holds) noexcept nogil:
    """Use a node less often; the last use ends it and the names it had. names_lock held for writing."""
    cdef Node* parent
    cdef Node** link
    cdef Name* name
    while node != NULL:
        pthread_mutex_lock(&core.table_lock)
        node.lookups -= lookups
        node.holds -= holds
        if node.lookups or node.holds or node == &core.root:
            pthread_mutex_unlock(&core.table_lock)
            return
        link = &core.node_buckets[node_hash(node.dev, node.ino) & core.node_mask]
        while link[0] != node:
            link = &link[0].next
        link[0] = node.next
        core.node_count -= 1
        pthread_mutex_unlock(&core.table_lock)
        parent = NULL
        while node.names != NULL:
            name = node.names
            # at most one parent is left for the loop; further ones (hard links) go by recursion, which ends at the same depth as the folder
            if parent != NULL:
                drop_node(core, parent, 0, 1)
            parent = name.parent
            unhash_name(core, name)
            node.names = name.next_of_node
            free(name)
        close(node.fd)
        pthread_mutex_destroy(&node.lock)
        free(node)
        node = parent
        lookups = 0
        holds = 1


cdef void release_node(Core* core, Node* node, uint64_t lookups, uint64_t holds) noexcept nogil:
    """As drop_node, from where no lock is held."""
    cdef int last
    pthread_mutex_lock(&core.table_lock)
    last = node.lookups == lookups and node.holds == holds
    if not last:
        node.lookups -= lookups
        node.holds -= holds
    pthread_mutex_unlock(&core.table_lock)
    if last:
        pthread_rwlock_wrlock(&core.names_lock)
        drop_node(core, node, lookups, holds)
        pthread_rwlock_unlock(&core.names_lock)


cdef void forget_everything(Core* core) noexcept nogil:
    """The session is over: what the kernel had looked up and open is gone with it, without a forget or a release."""
    cdef Node* node
    cdef uint64_t i
    while core.handles != NULL:
        release_handle(core, core.handles)
    pthread_rwlock_wrlock(&core.names_lock)
    for i in range(core.node_mask + 1):
        node = core.node_buckets[i]
        while node != NULL:
            if node.lookups:
                drop_node(core, node, node.lookups, 0)
                node = core.node_buckets[i]     # the node, and its parents, may be gone
            else:
                node = node.next
    pthread_rwlock_unlock(&core.names_lock)


cdef inline Node* node_of(Core* core, fuse_ino_t ino) noexcept nogil:
    return &core.root if ino == ROOT_ID else <Node*><size_t>ino


# ---- names (names_lock) ----

cdef uint64_t name_hash(Node* parent, const char* text, int length) noexcept nogil:
    cdef uint64_t hash = <uint64_t><size_t>parent * <uint64_t>0x9E3779B97F4A7C15
    cdef int i
    for i in range(length):
        hash = (hash ^ <unsigned char>text[i]) * <uint64_t>0x100000001B3
    return hash ^ (hash >> 29)


cdef Name* find_name(Core* core, Node* parent, const char* text) noexcept nogil:
    cdef int length = <int>strlen(text)
    cdef uint64_t hash = name_hash(parent, text, length)
    cdef Name* name = core.name_buckets[hash & core.name_mask]
    while name != NULL:
        if name.hash == hash and name.parent == parent and name.length == length and memcmp(name.text, text, <size_t>length) == 0:
            return name
        name = name.next
    return NULL


cdef void grow_names(Core* core) noexcept nogil:
    cdef uint64_t room = (core.name_mask + 1) * 4
    cdef Name** buckets = <Name**>calloc(room, sizeof(Name*))
    cdef Name* name
    cdef Name* next
    cdef uint64_t i
    if buckets == NULL:
        return
    for i in range(core.name_mask + 1):
        name = core.name_buckets[i]
        while name != NULL:
            next = name.next
            name.next = buckets[name.hash & (room - 1)]
            buckets[name.hash & (room - 1)] = name
            name = next
    free(core.name_buckets)
    core.name_buckets = buckets
    core.name_mask = room - 1


cdef void unhash_name(Core* core, Name* name) noexcept nogil:
    cdef Name** link = &core.name_buckets[name.hash & core.name_mask]
    while link[0] != name:
        link = &link[0].next
    link[0] = name.next
    core.name_count -= 1


cdef Name* add_name(Core* core, Node* node, Node* parent, const char* text) noexcept nogil:
    """Know one more name of a node. A name that another node had is taken from it."""
    cdef int length = <int>strlen(text)
    cdef Name* name = find_name(core, parent, text)
    if name != NULL:
        if name.node == node:
            return name
        remove_name(core, name)
    name = <Name*>calloc(1, sizeof(Name) + <size_t>length + 1)
    if name == NULL:
        return NULL
    memcpy(name.text, text, <size_t>length + 1)
    name.length = length
    name.hash = name_hash(parent, text, length)
    name.node = node
    name.parent = parent
    hold_node(core, parent)
    name.next_of_node = node.names
    node.names = name
    name.next = core.name_buckets[name.hash & core.name_mask]
    core.name_buckets[name.hash & core.name_mask] = name
    core.name_count += 1
    if core.name_count > core.name_mask * 2:
        grow_names(core)
    return name


cdef void remove_name(Core* core, Name* name) noexcept nogil:
    """Forget a name that is gone from the folder."""
    cdef Name** link = &name.node.names
    cdef Node* parent = name.parent
    unhash_name(core, name)
    while link[0] != name:
        link = &link[0].next_of_node
    link[0] = name.next_of_node
    free(name)
    core.removals += 1
    drop_node(core, parent, 0, 1)


# ---- paths and filters (names_lock) ----

cdef int matches(Pattern* patterns, int count, const char* path, const char* name) noexcept nogil:
    cdef int i
    for i in range(count):
        if fnmatch(patterns[i].text, path if patterns[i].whole else name, FNM_NOESCAPE) == 0:
            return 1
    return 0


cdef int directory_path(Core* core, Node* directory, char* out) noexcept nogil:
    """Write the path of a directory; returns its length, -1 if it has no name any more, -2 if it is too long."""
    if directory == &core.root:
        out[0] = 0
        return 0
    if directory.names == NULL:
        return -1
    return name_path(core, directory.names, out)


cdef int name_path(Core* core, Name* name, char* out) noexcept nogil:
    """Write the path of a name, ended by a zero byte; returns its length, -1 if it is cut off from the folder, -2 if it is longer than 4096 bytes."""
    cdef char[PATH_MAX_BYTES + 2] reversed_space
    cdef int start = PATH_MAX_BYTES + 1
    cdef Node* parent
    while True:
        if name.length + 1 > start:
            return -2
        start -= name.length
        memcpy(reversed_space + start, name.text, <size_t>name.length)
        parent = name.parent
        if parent == &core.root:
            break
        name = parent.names
        if name == NULL:
            return -1
        start -= 1
        reversed_space[start] = b'/'
    memcpy(out, reversed_space + start, <size_t>(PATH_MAX_BYTES + 1 - start))
    out[PATH_MAX_BYTES + 1 - start] = 0
    return PATH_MAX_BYTES + 1 - start


cdef int path_excluded(Core* core, const char* path, const char* text, int is_directory) noexcept nogil:
    """Whether this one path is excluded; the directories above it have been asked already."""
    if matches(core.omit, core.omit_count, path, text):
        return 1
    return core.only_count and not is_directory and not matches(core.only, core.only_count, path, text)


cdef int is_excluded(Core* core, Name* name) noexcept nogil:
    """Whether a name is outside of what is replicated. Remembered until a directory is renamed."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef int excluded = 0
    if not core.omit_count and not core.only_count:
        return 0
    if name.judged_at == core.judgement:
        return name.excluded
    if name.parent != &core.root:
        excluded = name.parent.names == NULL or is_excluded(core, name.parent.names)
    if not excluded and name_path(core, name, path) >= 0:
        excluded = path_excluded(core, path, name.text, name.node.type == <mode_t>S_IFDIR)
    name.excluded = excluded
    name.judged_at = core.judgement
    return excluded


cdef int text_excluded(Core* core, Node* parent, const char* text, int is_directory) noexcept nogil:
    """As is_excluded, for a name that is not known (yet)."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef int length
    if not core.omit_count and not core.only_count:
        return 0
    if parent != &core.root and (parent.names == NULL or is_excluded(core, parent.names)):
        return 1
    length = child_path(core, parent, text, path)
    return length >= 0 and path_excluded(core, path, text, is_directory)


cdef int child_path(Core* core, Node* parent, const char* text, char* out) noexcept nogil:
    """Write the path of `text` in a directory; the results of name_path."""
    cdef int length = directory_path(core, parent, out)
    cdef int more = <int>strlen(text)
    if length < 0:
        return length
    if length + more + 1 > PATH_MAX_BYTES:
        return -2
    if length:
        out[length] = b'/'
        length += 1
    memcpy(out + length, text, <size_t>more + 1)
    return length + more


cdef int node_path(Core* core, Node* node, char* out) noexcept nogil:
    """A replicated path of the object: length, -1 if it has none (no record then), -2 too long, -3 if only a search of the folder can tell."""
    cdef Name* name = node.names
    cdef stat_t st
    cdef int length
    if node == &core.root:
        out[0] = 0
        return 0
    while name != NULL:
        if not is_excluded(core, name):
            length = name_path(core, name, out)
            if length != -1:
                return length
        name = name.next_of_node
    if not node.searched and node.type != <mode_t>S_IFDIR and fstat(node.fd, &st) == 0 and st.st_nlink > <uint64_t>known_names(node):
        return -3
    return -1


cdef int known_names(Node* node) noexcept nogil:
    cdef int count = 0
    cdef Name* name = node.names
    while name != NULL:
        count += 1
        name = name.next_of_node
    return count


cdef int search_names(Core* core, Node* wanted, int directory_fd, Node* directory) noexcept nogil:
    """Look through the folder for names of a hard-linked object that nobody asked for yet. Closes `directory_fd`. names_lock held for writing."""
    cdef DIR* stream = fdopendir(directory_fd)
    cdef dirent* entry
    cdef stat_t st
    cdef Node* child
    cdef int fd
    cdef int found = 0
    if stream == NULL:
        close(directory_fd)
        return 0
    while True:
        entry = readdir(stream)
        if entry == NULL:
            break
        if is_dot(entry.d_name):
            continue
        if fstatat(dirfd(stream), entry.d_name, &st, AT_SYMLINK_NOFOLLOW) != 0:
            continue
        if st.st_ino == wanted.ino and <uint64_t>st.st_dev == wanted.dev:
            add_name(core, wanted, directory, entry.d_name)
            found += 1
        elif (st.st_mode & <mode_t>S_IFMT) == <mode_t>S_IFDIR:
            fd = openat(dirfd(stream), entry.d_name, O_PATH | O_NOFOLLOW | O_CLOEXEC)
            if fd < 0:
                continue
            child = take_node(core, fd, &st, 0, 1)
            if child == NULL:
                continue
            add_name(core, child, directory, entry.d_name)
            fd = openat(dirfd(stream), entry.d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if fd >= 0:
                found += search_names(core, wanted, fd, child)
            drop_node(core, child, 0, 1)
    closedir(stream)
    return found


cdef inline int is_dot(const char* text) noexcept nogil:
    return text[0] == b'.' and (text[1] == 0 or (text[1] == b'.' and text[2] == 0))


# ---- records of one object ----

cdef uint64_t record_node(Core* core, Node* node, Record* records, int count) noexcept nogil:
    """Append records of an object under its path at this place in the order. Node.lock held, names_lock not."""
    cdef char[PATH_MAX_BYTES + 2] path
    cdef int length
    cdef uint64_t last = 0
    pthread_rwlock_rdlock(&core.names_lock)
    length = node_path(core, node, path)
    if length == -3:
        pthread_rwlock_unlock(&core.names_lock)
        pthread_rwlock_wrlock(&core.names_lock)
        search_names(core, node, openat(core.root_fd, b".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), &core.root)
        node.searched = 1
        length = node_path(core, node, path)
    if length >= 0:
        last = append_all(core, node.ino, path, length, records, count)
    elif length == -2:
        lose(core, FAILURE_PATH)
    pthread_rwlock_unlock(&core.names_lock)
    return last


cdef uint64_t append_all(Core* core, uint64_t object, const char* path, int length, Record* records, int count) noexcept nogil:
    cdef uint64_t last = 0
    cdef int i
    for i in range(count):
        records[i].path = path
        records[i].path_length = <uint32_t>length
        records[i].object = object
        last = append(core, &records[i])
    return last


cdef void lose(Core* core, int failure) noexcept nogil:
    """Say that a change could not be recorded."""
    pthread_mutex_lock(&core.append_lock)
    fail(core, failure, EIO)
    core.lost_records += 1
    pthread_mutex_unlock(&core.append_lock)
    release_parked(core)


cdef void request_copy(Core* core, const char* path) noexcept nogil:
    """Ask the walker to copy what is at `path`."""
    cdef size_t length = strlen(path)
    cdef Request* request = <Request*>calloc(1, sizeof(Request) + length + 1)
    if request == NULL:
        lose(core, FAILURE_ERROR)
        return
    request.length = <int>length
    memcpy(request.text, path, length + 1)
    pthread_mutex_lock(&core.append_lock)
    core.copies_end[0] = request
    core.copies_end = &request.next
    wake(core)
    pthread_mutex_unlock(&core.append_lock)
