# Policy `throttle`: the answers of requests that recorded something are held back, the longer the fuller the queue is.
#
# What is held is the answer (some 100 bytes), not the request, no thread and no lock: the change is done and recorded, its writer pays before it
# hears of that. So every writer pays by its own bytes, readers pay nothing, and at the limit each writer is at most one request beyond it.
# A killed writer is answered at once; so is everybody when the folder is unmounted, the policy changes, or recording has failed.

cdef uint64_t NEVER_NS = 0xFFFFFFFFFFFFFFFF
cdef uint64_t SHORTEST_NS = 100000      # waking somebody later would cost more than this delay
cdef uint64_t TICK_NS = 10000000
cdef uint64_t LOOK_NS = 50000000        # between two looks for killed writers
cdef double TOLL_NS_A_BYTE = 95.0

cdef enum:
    LOOKED_AT_ONCE = 64


cdef uint64_t toll_ns(Core* core, uint64_t recorded) noexcept nogil:
    """How long whoever recorded so many bytes has to wait as full as the queue is now: nothing below the half, for ever at the limit."""
    cdef uint64_t acknowledged, used, limit
    cdef double x, toll
    if not load_int(&core.throttle) or load_int(&core.easy) or core.failure != FAILURE_NONE:
        return 0
    acknowledged = load(&core.acknowledged_bytes)
    used = load(&core.appended_bytes) - acknowledged
    limit = load(&core.quota_bytes)
    if used >= limit:
        return NEVER_NS
    if used <= limit / 2:
        return 0
    x = <double>(used - limit / 2) / <double>(limit - limit / 2)
    toll = <double>recorded * TOLL_NS_A_BYTE * x * x / (1.0 - x)
    return <uint64_t>toll if toll < 9e18 else NEVER_NS


cdef void hold_answer(Core* core) noexcept nogil:
    """Keep the answer of the request under way until its delay is over, or send it."""
    cdef Held* held
    cdef uint64_t recorded = recorded_by_request()
    cdef size_t size = held_answer_size()
    cdef uint64_t toll = toll_ns(core, recorded)
    if toll < SHORTEST_NS:
        write(core.device, held_answer(), size)
        return
    held = <Held*>calloc(1, sizeof(Held))
    if held == NULL:
        write(core.device, held_answer(), size)
        return
    held.began = monotonic_ns()
    held.recorded = recorded
    held.thread = thread_of_request()
    held.size = size
    memcpy(held.answer, held_answer(), size)
    pthread_mutex_lock(&core.held_lock)
    core.held_end[0] = held
    core.held_end = &held.next
    core.held_count += 1
    core.delayed += 1
    pthread_cond_signal(&core.held_turn)
    pthread_mutex_unlock(&core.held_lock)


cdef void account(Core* core, uint64_t waited) noexcept nogil:
    """Count a delay that is over. held_lock held."""
    cdef int bucket = log2_bucket(waited / 1000000)
    core.delay_ns += waited
    if waited > core.delay_longest_ns:
        core.delay_longest_ns = waited
    core.delays[bucket if bucket < BUCKETS else BUCKETS - 1] += 1


cdef void* usher(void* argument) noexcept nogil:
    """Send held answers when their delay is over, or their writer was killed."""
    cdef Core* core = <Core*>argument
    cdef timespec until
    cdef Held** link
    cdef Held* held
    cdef Held* ready
    cdef uint64_t now, waited, toll, soonest, alarm_ns
    cdef uint64_t looked = 0
    cdef int look
    block_signals()
    pthread_mutex_lock(&core.held_lock)
    while not core.usher_ends or core.held != NULL:
        if core.held == NULL:
            pthread_cond_wait(&core.held_turn, &core.held_lock)
            continue
        now = monotonic_ns()
        look = LOOKED_AT_ONCE if now - looked >= LOOK_NS else 0
        if look:
            looked = now
        ready = NULL
        soonest = TICK_NS
        link = &core.held
        while link[0] != NULL:
            held = link[0]
            waited = now - held.began if now > held.began else 0
            toll = 0 if core.usher_ends else toll_ns(core, held.recorded)
            if waited < toll and look and waited >= LOOK_NS and not held.looked:
                look -= 1
                held.looked = 1
                if is_killed(held.thread):
                    toll = 0
            if waited >= toll:
                link[0] = held.next
                core.held_count -= 1
                account(core, waited)
                held.next = ready
                ready = held
                continue
            if toll - waited < soonest:
                soonest = toll - waited
            link = &held.next
        core.held_end = link
        if look > 0 and look < LOOKED_AT_ONCE:      # all were looked at: the next look begins anew
            held = core.held
            while held != NULL:
                held.looked = 0
                held = held.next
        if ready != NULL:
            pthread_mutex_unlock(&core.held_lock)
            while ready != NULL:
                held = ready
                ready = held.next
                write(core.device, held.answer, held.size)
                free(held)
            pthread_mutex_lock(&core.held_lock)
            continue
        alarm_ns = wall_ns() + (soonest if soonest > SHORTEST_NS else SHORTEST_NS)
        until.tv_sec = <long>(alarm_ns / 1000000000)
        until.tv_nsec = <long>(alarm_ns % 1000000000)
        pthread_cond_timedwait(&core.held_turn, &core.held_lock, &until)
    pthread_mutex_unlock(&core.held_lock)
    return NULL


cdef int start_usher(Core* core) noexcept nogil:
    """Returns 0 or an errno."""
    store_int(&core.usher_ends, 0)
    core.usher_runs = pthread_create(&core.usher, NULL, usher, core) == 0
    return 0 if core.usher_runs else EAGAIN


cdef void end_usher(Core* core) noexcept nogil:
    """Answer whoever is held and wait for the thread."""
    if not core.usher_runs:
        return
    pthread_mutex_lock(&core.held_lock)
    core.usher_ends = 1
    pthread_cond_signal(&core.held_turn)
    pthread_mutex_unlock(&core.held_lock)
    pthread_join(core.usher, NULL)
    core.usher_runs = 0


cdef void ease(Core* core, int easy) noexcept nogil:
    """Delay nobody from now on (or again): whoever takes the mount away must not wait for writers that wait for room."""
    store_int(&core.easy, easy)
    nudge_usher(core)


cdef void nudge_usher(Core* core) noexcept nogil:
    """Look again who may go on."""
    pthread_mutex_lock(&core.held_lock)
    pthread_cond_signal(&core.held_turn)
    pthread_mutex_unlock(&core.held_lock)
