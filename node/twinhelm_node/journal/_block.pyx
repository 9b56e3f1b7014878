# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The compiled half of `block_hash.py`, which is its typed face: both hashes in one pass, nothing held while it reads and counts."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.errno cimport EINTR, errno
from libc.stdlib cimport free, malloc
from libc.string cimport memcmp

import os

cdef extern from "<unistd.h>" nogil:
    ssize_t pread(int, void*, size_t, long long)

cdef extern from "xxh64.h" nogil:
    enum: BLOCK_HASH_BYTES
    void c_block_hash "block_hash"(const void*, size_t, unsigned char*)


def block_hash(bytes data):
    cdef unsigned char[16] found
    cdef const char* at = PyBytes_AS_STRING(data)
    cdef size_t size = <size_t>PyBytes_GET_SIZE(data)
    with nogil:
        c_block_hash(at, size, found)
    return (<char*>found)[:BLOCK_HASH_BYTES]


def holds_block(int descriptor, unsigned long long offset, size_t length, bytes expected):
    cdef unsigned char[16] found
    cdef const char* wanted = PyBytes_AS_STRING(expected)
    cdef size_t done = 0
    cdef ssize_t got = 1
    cdef int error = 0
    cdef int same = 0
    if PyBytes_GET_SIZE(expected) != BLOCK_HASH_BYTES:
        return False
    cdef char* buffer = <char*>malloc(length + 1)
    if buffer == NULL:
        raise MemoryError
    with nogil:
        while done < length and got != 0:
            got = pread(descriptor, buffer + done, length - done, <long long>(offset + done))
            if got > 0:
                done += <size_t>got
            elif got < 0 and errno != EINTR:
                error = errno
                break
        if error == 0 and done == length:
            c_block_hash(buffer, length, found)
            same = memcmp(found, wanted, BLOCK_HASH_BYTES) == 0
    free(buffer)
    if error:
        raise OSError(error, os.strerror(error))
    return same != 0
