package io.github.tcib.shell;

/** How a shell compares texts. */
public enum Dialect {
    /** {@code ==} is as {@code =}, and there is {@code [[}: bash, also when it is called sh. */
    BASH,
    /** There is only {@code =} (POSIX XCU, test): with {@code ==} or {@code [[}, a comparison fails. So it is in dash. */
    POSIX
}
