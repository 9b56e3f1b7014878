# The structures of one capture, and who may touch them.
#
# Locks, always taken in this order:
#   Node.lock        effect and record of one object, so that records of an object have the order of its effects
#   Core.names_lock  read: names stay as they are (build a path, look at a directory); write: change names, effect and record together
#   Core.table_lock  which nodes exist and how often they are used
#   Core.append_lock sequence number, segment, acknowledgement, parked fsyncs
#   Core.room_lock   the room ahead in the segment, and its mapping
# A name change (create, link, rename, unlink) takes no Node.lock: it does not change what a Node.lock protects.

cdef enum:
    KIND_CREATE = 1
    KIND_MKDIR = 2
    KIND_SYMLINK = 3
    KIND_LINK = 4
    KIND_MKNOD = 5
    KIND_WRITE = 6
    KIND_TRUNCATE = 7
    KIND_FALLOCATE = 8
    KIND_RENAME = 9
    KIND_UNLINK = 10
    KIND_RMDIR = 11
    KIND_OWNER = 12
    KIND_MODE = 13
    KIND_TIMES = 14
    KIND_SETXATTR = 15
    KIND_REMOVEXATTR = 16
    KIND_ENSURE = 32
    KIND_ENTRIES = 33
    KIND_CHECK_BEGIN = 34
    CHECK_OF_LOST = 2
    KIND_VERIFY = 38
    FLAG_COPY = 1
    FLAG_TREE = 2
    FLAG_MORE = 4
    PATH_MAX_BYTES = 4096
    RECORD_MAX_BYTES = 2 * 1024 * 1024
    ROOT_ID = 1
    MAX_WRITE = 1024 * 1024
    READ_BUFFER_BYTES = MAX_WRITE + 8192
    OPCODES = 64
    BUCKETS = 40
    FAILURE_NONE = 0
    FAILURE_ERROR = 1
    FAILURE_QUOTA = 2
    FAILURE_PATH = 3
    FAILURE_GONE = 4
    ROOM_AHEAD = 1024 * 1024    # so much of the segment is filled with zeros and mapped before it is needed
    ROOM_PIECE = 256 * 1024
    MAPPED_MAX = 20 * 1024      # larger records are written: there a copy into mapped pages costs more than it saves
    PAGE = 4096

cdef double FOREVER = 86400.0   # seconds the kernel may trust attributes and names: nobody else changes the backing

cdef struct Node:
    uint64_t ino
    uint64_t dev
    uint64_t generation         # tells it from another node that had the same address
    int fd                      # O_PATH: keeps the inode number from being used again while the node lives
    mode_t type                 # S_IFMT bits
    uint64_t lookups            # what the kernel counts (table_lock)
    uint64_t holds              # names below it, open files, copies (table_lock)
    Name* names                 # all names known (names_lock)
    int no_capability           # it has no security.capability: the kernel asks before a write that follows a stat (lock)
    int searched                # the folder was searched for its names: from then on all are known (names_lock)
    Node* next                  # in the same bucket (table_lock)
    pthread_mutex_t lock

cdef struct Name:
    Node* node
    Node* parent
    Name* next_of_node
    Name* next                  # in the same bucket
    uint64_t hash
    uint64_t judged_at          # Core.judgement at which `excluded` was found out; 0: never
    int excluded
    int length
    char text[0]

cdef struct Handle:             # an open file or directory
    Node* node
    int fd                      # of a file
    int syncs                   # O_SYNC or O_DSYNC: 1 data, 2 everything
    DIR* stream                 # of a directory
    dirent* entry
    off_t offset
    Handle* next                # all that are open (table_lock): a forced unmount is not followed by releases
    Handle* previous

cdef struct Pattern:
    char* text
    int whole                   # has a slash: compared with the whole path

cdef struct Parked:             # an fsync that waits for the passive
    Parked* next
    fuse_req_t request
    uint64_t sequence
    uint64_t written            # bytes to confirm if it is a synchronous write
    uint64_t unique             # the kernel's number of the request
    pid_t thread                # who waits
    int interrupted             # a signal came for it
    int killed                  # and was fatal

cdef struct Checkpoint:
    uint64_t sequence
    uint64_t bytes

cdef struct Request:            # a path to be copied, for the walker
    Request* next
    int length
    char text[0]

cdef struct Worker:
    Core* core
    pthread_t thread
    Worker* next
    char* buffer                # request
    char* answer                # data read, names listed
    int joined
    int streak                  # requests in a row that were there already
    int luck                    # whether waiting actively has paid lately
    uint64_t operations[OPCODES]
    uint64_t latency[OPCODES][BUCKETS]

cdef struct Wilting:            # a name that the kernel shall forget
    fuse_ino_t parent
    int length
    char[256] text

cdef struct Record:
    uint16_t kind
    uint16_t flags
    uint64_t object
    uint64_t a
    uint64_t b
    uint64_t mtime_ns
    uint64_t parent_mtime_ns
    const char* path
    uint32_t path_length
    const void* payload
    uint32_t payload_length
    const void* payload2        # continues the payload
    uint32_t payload2_length

cdef struct Held:               # an answer that is kept back
    Held* next
    uint64_t began
    uint64_t recorded           # bytes that its request put into the queue
    pid_t thread                # who waits
    int looked                  # whether it was killed was looked at in this round
    size_t size
    char[256] answer

cdef struct Core:
    # configuration
    int root_fd
    int journal_fd
    unsigned char set_id[16]
    uint64_t generation
    uint64_t segment_bytes
    uint64_t quota_bytes
    int max_threads
    Pattern* only
    int only_count
    Pattern* omit
    int omit_count
    int judges_paths            # a pattern has a slash: what is excluded depends on more than a name
    # nodes and names
    pthread_rwlock_t names_lock
    uint64_t removals           # grows with every name that went away (names_lock)
    uint64_t judgement          # grows when a directory was renamed: what is excluded must be found out again (names_lock)
    Name** name_buckets
    uint64_t name_mask
    uint64_t name_count
    pthread_mutex_t table_lock
    Node** node_buckets
    uint64_t node_mask
    uint64_t node_count
    uint64_t nodes_made
    uint64_t node_limit         # so many descriptors may be held for nodes; beyond, the kernel is asked to forget some
    int crowded
    int crowded_fd              # an eventfd that wakes the gardener
    Handle* handles
    Node root
    # unsafe queue (append_lock)
    pthread_mutex_t append_lock
    int segment_fd
    uint64_t segment_first
    uint64_t segment_end
    char* segment_map           # NULL: this file system has no room ahead (room_lock)
    uint64_t segment_ready      # so far records may be written through the mapping (written under room_lock)
    uint64_t segment_left       # so far the mapping was let go of (room_lock)
    int claimed                 # room after segment_ready is being made; set under append_lock and room_lock
    int segment_closed          # to the mapping: there is no room ahead to be had (room_lock)
    pthread_mutex_t room_lock
    pthread_t room_thread
    int room_runs
    int room_over
    int room_asked
    int room_fd                 # an eventfd that wakes who makes room
    uint64_t last_sequence
    uint64_t seen_sequence      # what position() told last
    int armed
    int wake_fd
    uint64_t appended_bytes
    uint64_t acknowledged_bytes
    uint64_t acknowledged_sequence
    Checkpoint* checkpoints
    int checkpoint_first
    int checkpoint_count
    int checkpoint_room
    uint64_t checkpoint_bytes
    int failure
    int failure_errno
    uint64_t lost_since
    uint64_t lost_records
    uint64_t records
    uint64_t captured_bytes
    int durable
    int stall
    int peer_present
    int ending
    Parked* parked
    uint64_t parked_count
    int interrupted             # some parked request got a signal: see now and then whether it was fatal
    Request* copies
    Request** copies_end
    # service
    fuse_session* session
    int device
    int mounted
    int leaving                 # unmount() is under way: the end of the session is wanted
    pthread_mutex_t worker_lock # everything below, and who serves next
    pthread_cond_t turn
    pthread_cond_t watch
    pthread_t watcher
    pthread_t gardener
    int watcher_runs
    int gardener_runs
    Worker* workers
    int worker_count
    int followers               # workers that wait for their turn
    int gone                    # the kernel ended the session
    int watcher_sleeps
    int quit_fd                 # an eventfd that wakes the reader when the session ends although the kernel keeps it
    Worker* reader              # who reads requests now; written under worker_lock, read without
    uint64_t busy_since         # the reader serves a request since then (monotonic ns); 0: it waits for one
    uint64_t served             # requests the readers served themselves
    # who waits for room (held_lock; see _throttle.pxi)
    int throttle                # a full queue slows down instead of losing records
    int easy                    # but nobody now: the mount is being taken away
    pthread_mutex_t held_lock
    pthread_cond_t held_turn
    Held* held
    Held** held_end
    uint64_t held_count
    uint64_t delayed
    uint64_t delay_ns
    uint64_t delay_longest_ns
    uint64_t[BUCKETS] delays    # by the logarithm of the milliseconds
    pthread_t usher
    int usher_runs
    int usher_ends
    # what changed while nothing was recorded (append_lock; see _changed.pxi)
    int incomplete              # some change was lost and has not been brought by a check yet
    int changed_fd
    int changed_errno           # the file could not be written
    int changed_overflow
    char* changed
    uint64_t changed_size
    uint64_t changed_count
    uint32_t* changed_index
