package io.github.tcib.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes packages with the real rpmbuild. */
public final class RpmBuilder {

    private final Path work;
    private String name = "";
    private String version = "1.0-1.el9";
    private String tags = "BuildArch: noarch\n";
    private final List<String> files = new ArrayList<>();

    private RpmBuilder(Path work) {
        this.work = work;
    }

    /** Whether the programs are there. */
    public static boolean isPossible() {
        return Stream.of("rpmbuild", "createrepo_c", "rpmsign", "gpg").allMatch(RpmBuilder::isOnPath);
    }

    private static boolean isOnPath(String program) {
        return placeOf(program).isPresent();
    }

    private static Optional<Path> placeOf(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param version version and release, with the epoch before a colon if there is one */
    public static RpmBuilder rpm(Path work, String name, String version) {
        RpmBuilder builder = new RpmBuilder(work);
        builder.name = name;
        builder.version = version;
        builder.files.add("/usr/share/" + name + "/version");
        return builder;
    }

    public RpmBuilder tag(String line) {
        tags += line + "\n";
        return this;
    }

    public RpmBuilder forThisMachine() {
        tags = tags.replace("BuildArch: noarch\n", "");
        return this;
    }

    public RpmBuilder file(String path) {
        files.add(path);
        return this;
    }

    /** Makes it and puts it into a folder. */
    public Path into(Path folder, String... options) throws Exception {
        int colon = version.indexOf(':');
        int dash = version.lastIndexOf('-');
        StringBuilder spec = new StringBuilder()
                .append("Name: ")
                .append(name)
                .append('\n')
                .append(colon < 0 ? "" : "Epoch: " + version.substring(0, colon) + "\n")
                .append("Version: ")
                .append(version, colon + 1, dash)
                .append('\n')
                .append("Release: ")
                .append(version.substring(dash + 1))
                .append('\n')
                .append("Summary: ")
                .append(name)
                .append("\nLicense: Apache-2.0\n")
                .append(tags)
                .append("%description\n")
                .append(name)
                .append("\n%install\n");
        for (String file : files) {
            spec.append("mkdir -p \"$(dirname %{buildroot}")
                    .append(file)
                    .append(")\"\n")
                    .append("echo ")
                    .append(version)
                    .append(" > %{buildroot}")
                    .append(file)
                    .append('\n');
        }
        spec.append("%files\n");
        files.forEach(file -> spec.append(file).append('\n'));
        Path top = Files.createDirectories(work.resolve("rpmbuild"));
        Path specFile = Files.writeString(top.resolve(name + ".spec"), spec);
        Files.createDirectories(folder);
        List<String> words = new ArrayList<>(List.of(
                "rpmbuild",
                "-bb",
                "--quiet",
                "--define",
                "_topdir " + top,
                "--define",
                "_rpmdir " + folder,
                "--define",
                "_build_id_links none",
                "--define",
                "__os_install_post %{nil}",
                "--define",
                "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm"));
        words.addAll(List.of(options));
        words.add(specFile.toString());
        run(words);
        try (Stream<Path> made = Files.list(folder)) {
            return made.filter(file -> String.valueOf(file.getFileName())
                            .startsWith(name + "-" + version.substring(colon + 1) + "."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Makes a repository of a folder of packages. */
    public static void repository(Path folder) throws Exception {
        run(List.of("createrepo_c", "--quiet", "--general-compress-type=gz", "--no-database", folder.toString()));
    }

    /** Makes a key, and gives the file with its public half. */
    public static Path key(Path home, String user) throws Exception {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        run(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--quiet",
                "--passphrase",
                "",
                "--quick-generate-key",
                user,
                "rsa2048",
                "sign",
                "never"));
        Path file = home.resolve("public.asc");
        run(List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--armor",
                "--output",
                file.toString(),
                "--export",
                user));
        return file;
    }

    /** Signs packages with a key. */
    public static void sign(Path home, String user, Path... rpms) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "rpmsign",
                "--define",
                "_gpg_name " + user,
                "--define",
                "_gpg_path " + home,
                "--define",
                "__gpg " + placeOf("gpg").orElseThrow(),
                "--addsign"));
        Stream.of(rpms).map(Path::toString).forEach(words::add);
        run(words);
    }

    static String run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(words + "\n" + out).isZero();
        return out;
    }
}
