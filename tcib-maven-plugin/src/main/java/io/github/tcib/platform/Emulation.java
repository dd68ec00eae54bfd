package io.github.tcib.platform;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Which foreign programs this machine can run in containers. The kernel hands programs of other architectures to an interpreter
 * that was registered for them (Linux, admin-guide/binfmt-misc.rst); with the flag F it is opened at registration, and only then
 * found by processes that see another root directory.
 */
public final class Emulation {

    private static final Path HANDLERS = Path.of("/proc/sys/fs/binfmt_misc");

    /** Java adds the number of the signal. */
    private static final int BY_SIGNAL = 128;

    private static final int LONGEST_SECONDS = 5;

    private final Platform here;
    private final Path handlers;
    private final Path temporary;

    /**
     * That of a machine.
     *
     * @param handlers where the kernel shows them, if it does
     * @param temporary where a program may be put to be tried
     */
    public Emulation(Platform here, Path handlers, Path temporary) {
        this.here = here;
        this.handlers = handlers;
        this.temporary = temporary;
    }

    /** That of this machine. */
    public static Emulation ofThisMachine() {
        return new Emulation(Platform.ofThisMachine(), HANDLERS, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** What this machine is. */
    Platform here() {
        return here;
    }

    /** Why steps for a platform cannot be run here; empty when they can. */
    Optional<String> obstacle(Platform platform) throws IOException {
        if (isNative(platform)) {
            return Optional.empty();
        }
        Optional<ElfProgram> program = ElfProgram.of(platform.architecture());
        if (program.isEmpty()) {
            return Optional.of("no emulator for " + platform.architecture() + " is known");
        }
        if (!Files.exists(handlers.resolve("status"))) {
            // It is not mounted, as in most containers, but handlers of the host work nonetheless.
            return runs(program.get())
                    ? Optional.empty()
                    : Optional.of("the kernel does not run programs of " + platform.architecture());
        }
        return obstacle(program.get(), platform.architecture());
    }

    private boolean isNative(Platform platform) {
        return platform.os().equals(here.os())
                && (platform.architecture().equals(here.architecture())
                        || (platform.architecture().equals("386")
                                && here.architecture().equals("amd64")));
    }

    private Optional<String> obstacle(ElfProgram program, String architecture) throws IOException {
        if (Files.readString(handlers.resolve("status")).strip().equals("disabled")) {
            return Optional.of("emulators are disabled in " + handlers);
        }
        Optional<Handler> unfit = Optional.empty();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(handlers)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.equals("status") || name.equals("register")) {
                    continue;
                }
                Handler handler = Handler.parse(name, Files.readString(file));
                if (handler.takes(program.content())) {
                    if (handler.isForContainers()) {
                        return Optional.empty();
                    }
                    unfit = Optional.of(handler);
                }
            }
        }
        return Optional.of(unfit.map(handler -> "the emulator " + handler.name() + " in " + handlers
                        + " has no flag F, so that containers do not find " + handler.interpreter())
                .orElse("no emulator for " + architecture + " is registered in " + handlers));
    }

    /**
     * Whether the kernel takes the program. If it does, the program ends by a signal at once; if it does not, Java hands it to a
     * shell, which ends with a complaint.
     */
    private boolean runs(ElfProgram program) throws IOException {
        try {
            Path directory = Files.createTempDirectory(temporary, "tcib-emulation");
            return runs(program, directory);
        } catch (IOException e) {
            throw new IOException("a program cannot be tried in " + temporary + ": " + FileFault.reasonOf(e), e);
        }
    }

    private static boolean runs(ElfProgram program, Path directory) throws IOException {
        try {
            Path file = Files.write(directory.resolve("program"), program.content());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            Process process = new ProcessBuilder(file.toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.onExit()
                    .completeOnTimeout(process, LONGEST_SECONDS, TimeUnit.SECONDS)
                    .join();
            if (process.isAlive()) {
                process.destroyForcibly();
                return true;
            }
            return process.exitValue() > BY_SIGNAL;
        } finally {
            // among them a core, where those are kept
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /**
     * A handler as its file in binfmt_misc describes it.
     *
     * @param offset where in a program the magic bytes begin
     * @param magic bytes that a program has there, in hexadecimal
     * @param mask which bits of them count, in hexadecimal
     */
    private record Handler(
            String name, boolean enabled, String interpreter, String flags, int offset, String magic, String mask) {

        static Handler parse(String name, String text) {
            boolean enabled = false;
            String interpreter = "";
            String flags = "";
            int offset = 0;
            String magic = "";
            String mask = "";
            for (String line : text.split("\n", -1)) {
                int space = line.indexOf(' ');
                String value = line.substring(space + 1).strip();
                switch (space < 0 ? line : line.substring(0, space)) {
                    case "enabled" -> enabled = true;
                    case "interpreter" -> interpreter = value;
                    case "flags:" -> flags = value;
                    case "offset" -> offset = Integer.parseInt(value);
                    case "magic" -> magic = value;
                    case "mask" -> mask = value;
                    default -> {
                        // "disabled", and "extension" of handlers that go by the name of a file
                    }
                }
            }
            return new Handler(name, enabled, interpreter, flags, offset, magic, mask);
        }

        boolean takes(byte[] program) {
            byte[] wanted = HexFormat.of().parseHex(magic);
            byte[] counts = HexFormat.of().parseHex(mask);
            if (!enabled || wanted.length == 0 || offset + wanted.length > program.length) {
                return false;
            }
            for (int i = 0; i < wanted.length; i++) {
                int bits = i < counts.length ? counts[i] : 0xff;
                if (((program[offset + i] ^ wanted[i]) & bits) != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean isForContainers() {
            return flags.contains("F");
        }
    }
}
