package io.github.tcib.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same digest, whatever the folder, umask, locale or time zone of the process. */
class ReproducibleTest {

    private static final String TEXT = """
            FROM scratch
            ENV A=1
            WORKDIR /work
            COPY . /all/
            ADD a.tar.gz a.tar.xz /unpacked/
            LABEL z=1 a=2
            """;

    @TempDir
    Path directory;

    /** Builds in a process of its own: a directory with a context is the only argument. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(new JibTree(Path.of(arguments[0]))
                    .build("image", TEXT)
                    .manifest()
                    .digest());
        }
    }

    @Test
    void givesTheSameDigestInDifferentSurroundings() throws Exception {
        Path first = directory.resolve("first");
        SampleContext.write(Files.createDirectories(first.resolve("context")));
        Path second = directory.resolve("second/folder");
        Files.createDirectories(second);
        Tools.runOk(directory, "cp", "-a", first.resolve("context").toString(), second.toString());
        Set<String> digests = new LinkedHashSet<>();
        digests.add(build(first, "022", "UTC", "C.UTF-8", "en"));
        digests.add(build(first, "022", "UTC", "C.UTF-8", "en"));
        digests.add(build(second, "077", "Pacific/Auckland", "C", "tr"));
        assertThat(digests).hasSize(1).allMatch(digest -> digest.startsWith("sha256:"));
    }

    private String build(Path folder, String umask, String zone, String locale, String language) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Tools.runOk(
                        directory,
                        "sh",
                        "-c",
                        "umask " + umask + "; export TZ=" + zone + " LC_ALL=" + locale
                                + "; exec \"$0\" -Dsun.jnu.encoding=UTF-8 -Duser.timezone=" + zone + " -Duser.language="
                                + language + " -cp \"$1\" " + "'" + Main.class.getName() + "' \"$2\"",
                        java,
                        System.getProperty("java.class.path"),
                        folder.toString())
                .strip();
    }
}
