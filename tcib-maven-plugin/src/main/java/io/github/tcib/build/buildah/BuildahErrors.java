package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows what buildah, dnf and their like print when something fails. */
final class BuildahErrors {

    /** Where the cause is to be found: what was printed long before the end did not end the build. */
    private static final int LAST_LINES = 60;

    private static final int LONGEST_REASON = 400;
    private static final String ERROR = "Error: ";

    /** Network, 5xx, 429 and locks, in the words of curl, librepo, glibc, Go, wget, pip and containers/storage. */
    private static final Pattern TRANSIENT = Pattern.compile(
            "connection (refused|reset|timed out)|connection was (closed|reset)|no route to host|network is unreachable"
                    + "|could not resolve host|couldn't resolve host|temporary failure in name resolution"
                    + "|temporary failure resolving|no such host|server misbehaving"
                    + "|tls handshake timeout|i/o timeout|read timed out|operation timed out|operation too slow|timeout was reached"
                    + "|unexpected eof|broken pipe|empty reply from server"
                    + "|curl error \\((5|6|7|16|18|28|35|52|55|56|92)\\)"
                    + "|status code: (5\\d\\d|429)\\b|http/[\\d.]+ (5\\d\\d|429)\\b|error:? (5\\d\\d|429)\\b"
                    + "|\\b(500 internal server error|502 bad gateway|503 service unavailable|504 gateway time-?out)"
                    + "|too ?many ?requests"
                    + "|waiting for process with pid|could not get lock|resource temporarily unavailable"
                    + "|database is locked|lock timeout",
            Pattern.CASE_INSENSITIVE);

    /** What Java says of a program that is not started: the number and the words of an error of the system (errno(3)). */
    private static final Pattern SYSTEM_ERROR = Pattern.compile("error[=:] ?(\\d+)[, (]+([^)]*)");

    private static final String NO_SUCH_FILE = "2";
    private static final String NO_PERMISSION = "13";

    private BuildahErrors() {}

    /** Whether trying again may help, by what was printed last. */
    static Kind kindOf(List<String> output) {
        return output.subList(Math.max(0, output.size() - LAST_LINES), output.size()).stream()
                        .anyMatch(line -> TRANSIENT.matcher(line).find())
                ? Kind.TRANSIENT
                : Kind.DETERMINISTIC;
    }

    /** What went wrong: the last line that says it is an error, else the last line. */
    static String reasonIn(List<String> output) {
        String reason = "it printed nothing";
        boolean isError = false;
        for (String line : output) {
            if (line.startsWith(ERROR)) {
                reason = line.substring(ERROR.length());
                isError = true;
            } else if (!isError && !line.isBlank()) {
                reason = line.strip();
            }
        }
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    /** Whether buildah itself said what went wrong; it does not when it is killed. */
    static boolean isExplained(List<String> output) {
        return output.stream().anyMatch(line -> line.startsWith(ERROR));
    }

    /** The failure of a program that is missing or may not be run. */
    static BuildFailure notStarted(String executable, IOException e) {
        String message = String.valueOf(e.getMessage());
        Matcher system = SYSTEM_ERROR.matcher(message);
        boolean isSystem = system.find();
        if (isSystem && system.group(1).equals(NO_SUCH_FILE)) {
            return new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah was not found: there is no program '" + executable
                            + "'; install buildah (dnf install buildah, apt-get install buildah) or set"
                            + " tcib.buildahExecutable");
        }
        if (isSystem && system.group(1).equals(NO_PERMISSION)) {
            return new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah may not be run: there is no permission to execute '" + executable
                            + "'; correct its mode or set tcib.buildahExecutable");
        }
        return new BuildFailure(
                Kind.DETERMINISTIC,
                "buildah cannot be run: '" + executable + "': " + (isSystem ? system.group(2) : message)
                        + "; correct it or set tcib.buildahExecutable");
    }
}
