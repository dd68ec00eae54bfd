package io.github.tcib.build.jib;

/** Whom a file belongs to, by numbers. */
record Owner(long uid, long gid) {

    static final Owner ROOT = new Owner(0, 0);
}
