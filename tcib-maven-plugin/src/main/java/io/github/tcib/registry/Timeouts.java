package io.github.tcib.registry;

import java.time.Duration;

/**
 * How long to wait for a registry.
 *
 * @param connect for a connection
 * @param stall without a byte taken while a blob is sent
 * @param answer for an answer after everything is sent; a registry checks and stores a large blob before it answers
 */
public record Timeouts(Duration connect, Duration stall, Duration answer) {

    /** 30 seconds, one minute, and five minutes. */
    public static Timeouts usual() {
        return new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5));
    }
}
