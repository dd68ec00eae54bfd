package io.github.tcib.process;

import java.time.Duration;

/** How a command ended. */
public sealed interface Outcome {

    /**
     * It ended by itself, or something else ended it.
     *
     * @param code its exit code; 128 plus the number of a signal when that ended it
     */
    record Exited(int code) implements Outcome {

        /** Whether it says that it succeeded. */
        public boolean isSuccess() {
            return code == 0;
        }
    }

    /** It was ended because it took longer than allowed. */
    record TimedOut(Duration limit) implements Outcome {}
}
