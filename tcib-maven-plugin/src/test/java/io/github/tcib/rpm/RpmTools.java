package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real rpmbuild, rpmsign, gpg and createrepo_c. */
public final class RpmTools {

    private RpmTools() {}

    /** Leaves the test out where a program is missing, which only CI does not allow. */
    public static void require(String... programs) {
        List<String> missing =
                Stream.of(programs).filter(program -> !isOnPath(program)).toList();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(missing).as("installed, as CI has to").isEmpty();
        }
        assumeTrue(missing.isEmpty(), "left out: this test needs the programs " + missing);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Builds the packages of a spec into {@code repository/<architecture>}. */
    public static void build(Path work, Path repository, String spec) throws IOException, InterruptedException {
        Path file = Files.createDirectories(work).resolve("test.spec");
        Files.writeString(file, spec);
        run(
                Map.of("SOURCE_DATE_EPOCH", "1600000000"),
                "rpmbuild",
                "-bb",
                "--quiet",
                "--define",
                "_topdir " + work,
                "--define",
                "_rpmdir " + repository,
                "--define",
                "_build_id_links none",
                "--define",
                "__os_install_post %{nil}",
                file.toString());
    }

    /** The spec of a package with one file and nothing it requires. */
    public static String spec(String name, String version, String more, String text) {
        return """
                Name: %s
                Version: %s
                Release: 1.el9
                Summary: %s for tests
                License: MIT
                BuildArch: noarch
                AutoReqProv: no
                %s
                %%description
                A package.
                %%install
                mkdir -p %%{buildroot}/usr/share/%s
                echo '%s' > %%{buildroot}/usr/share/%s/text
                %%files
                /usr/share/%s
                """.formatted(name, version, name, more, name, text, name, name);
    }

    /** The packages below a directory. */
    public static List<Path> rpmsIn(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".rpm"))
                    .sorted()
                    .toList();
        }
    }

    /** Makes a key without a passphrase and exports its public part. */
    public static Path key(Path home, String user) throws IOException, InterruptedException {
        Files.createDirectories(home);
        home.toFile().setReadable(false, false);
        home.toFile().setReadable(true, true);
        String options = home.toString();
        run(
                Map.of("GNUPGHOME", options),
                "gpg",
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--quick-generate-key",
                user,
                "rsa2048",
                "sign",
                "never");
        Path key = home.resolve("RPM-GPG-KEY-test");
        run(Map.of("GNUPGHOME", options), "gpg", "--armor", "--output", key.toString(), "--export", user);
        return key;
    }

    /** Ends what gpg left running for some homes below a directory, and removes it. */
    public static void endAgents(Path homes) throws IOException, InterruptedException {
        try (Stream<Path> folders = Files.list(homes)) {
            for (Path home : folders.toList()) {
                run(Map.of("GNUPGHOME", home.toString()), "gpgconf", "--kill", "all");
            }
        }
        try (Stream<Path> files = Files.walk(homes)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Signs a package file. */
    public static void sign(Path home, String user, Path rpm) throws IOException, InterruptedException {
        run(
                Map.of("GNUPGHOME", home.toString()),
                "rpmsign",
                "--define",
                "_gpg_name " + user,
                "--define",
                "_gpg_path " + home,
                "--define",
                "__gpg /usr/bin/gpg",
                "--addsign",
                rpm.toString());
    }

    /** Runs a program that has to succeed, and gives what it printed. */
    public static String run(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(words))).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(List.of(words) + "\n" + out).isZero();
        return out;
    }
}
