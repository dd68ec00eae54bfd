package io.github.tcib.locked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedMetadata;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.lock.Nevra;
import io.github.tcib.oci.Digest;
import io.github.tcib.repository.SmallProxy;
import io.github.tcib.rpm.RpmTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packages on a server of this machine. */
class LockedPackagesTest {

    private static final String MOUNT = "/etc/distro.repos.d";

    @TempDir
    private Path directory;

    private PackageServer server;
    private final List<LockedRpm> rpms = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final SortedMap<MetadataKind, LockedMetadata> metadata = new TreeMap<>();
    private boolean gpgCheck;
    private final List<String> gpgKeys = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        RpmTools.require("rpmbuild");
        Path repository = directory.resolve("mirror");
        for (String name : List.of("one", "two", "three")) {
            RpmTools.build(directory.resolve("work"), repository, RpmTools.spec(name, "1", "", name));
        }
        server = PackageServer.start(repository);
        for (Path rpm : RpmTools.rpmsIn(repository)) {
            rpms.add(lockedRpm(rpm, repository));
        }
    }

    @AfterEach
    void stop() {
        // not there when the tests are left out
        if (server != null) {
            server.close();
        }
    }

    @Test
    void fetchesEachPackageOnceAndWritesARepositoryOfThem() throws Exception {
        Path first = provide(false);
        Path again = provide(false);

        assertThat(again).isEqualTo(first);
        assertThat(server.requests()).hasSize(3);
        assertThat(notes).containsExactly("3 locked RPMs fetched (0 MB), 0 were in the cache");
        assertThat(RpmTools.rpmsIn(first.resolve("locked/app"))).hasSize(3);
        assertThat(Files.readString(first.resolve("locked/app/repodata/repomd.xml")))
                .contains("type=\"primary\"");
        assertThat(Files.readString(first.resolve("app.repo"))).isEqualTo("""
                        [app]
                        name=App
                        priority=7
                        gpgcheck=0
                        baseurl=file:///etc/distro.repos.d/locked/app
                        repo_gpgcheck=0
                        metadata_expire=0

                        """);
    }

    @Test
    void repositoriesThatAreNotLockedAreThereAndEmpty() throws Exception {
        Path local = provide(false, "[app]\nbaseurl=x\n[other]\nbaseurl=http://elsewhere/\nenabled=0\n");

        assertThat(Files.readString(local.resolve("app.repo")))
                .contains("[other]\nenabled=0\nbaseurl=file:///etc/distro.repos.d/locked/other\n")
                .doesNotContain("elsewhere");
        assertThat(RpmTools.rpmsIn(local.resolve("locked/other"))).isEmpty();
    }

    @Test
    void repositoriesOfTheBaseImageAreReplacedByTheirIds() throws Exception {
        Path local = provide(false, "");

        assertThat(Files.readString(local.resolve("tcib-locked.repo"))).startsWith("[app]\n");
    }

    @Test
    void offlineEverythingComesFromTheCache() throws Exception {
        Path local = provide(false);
        RpmTools.rpmsIn(local.resolve("locked/app"));
        server.close();
        remove(directory.resolve("cache/repositories"));

        assertThat(provide(true)).isEqualTo(local);
        assertThat(RpmTools.rpmsIn(local.resolve("locked/app"))).hasSize(3);
    }

    @Test
    void offlineWhatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> provide(true))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("3 locked RPMs are not in the cache, and Maven is offline: one-1-1.el9.noarch,"
                        + " three-1-1.el9.noarch, two-1-1.el9.noarch; build once without -o");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anotherFileThanTheLockedOneIsNotKept() throws Exception {
        LockedRpm rpm = rpms.get(0);
        rpms.set(
                0,
                new LockedRpm(rpm.nevra(), new Digest("0".repeat(64)), rpm.bytes(), rpm.repository(), rpm.location()));

        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("1 locked RPM is not to be had:\n  one-1-1.el9.noarch: its SHA-256 is "
                        + rpm.sha256().hex() + " and the locked one is " + "0".repeat(64) + " (" + server.url()
                        + "/noarch/one-1-1.el9.noarch.rpm); if the repository or the lock was changed by hand, tcib:lock"
                        + " -Dtcib.lock.update=one takes it anew");
        assertThat(unfinishedIn(directory.resolve("cache"))).isEmpty();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aPackageThatIsGoneIsNamedWithItsUrlAndNotTriedAgain() throws Exception {
        server.answer("/noarch/two-1-1.el9.noarch.rpm", 404, 99);

        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage(
                        "1 locked RPM is not to be had:\n  two-1-1.el9.noarch: " + server.url()
                                + "/noarch/two-1-1.el9.noarch.rpm answers with status 404;"
                                + " if the repository no longer has this version, tcib:lock -Dtcib.lock.update=two locks another");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aServerThatStrugglesIsAskedAgain() throws Exception {
        server.answer("/noarch/two-1-1.el9.noarch.rpm", 503, 1);
        server.truncate("/noarch/one-1-1.el9.noarch.rpm", 1);

        assertThat(RpmTools.rpmsIn(provide(false).resolve("locked/app"))).hasSize(3);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void theLoginOfARepositoryIsSentAndNeverShown() throws Exception {
        server.requireLogin("user", "s3cret");
        String repo = "[app]\nbaseurl=x\nusername=user\npassword=s3cret\n";
        Path local = provide(false, repo);

        assertThat(Files.readString(local.resolve("app.repo"))).doesNotContain("s3cret", "user");
        assertThatThrownBy(() -> {
                    remove(directory.resolve("cache"));
                    provide(false, repo.replace("s3cret", "wr0ng"));
                })
                .hasMessageContaining("answers with status 401")
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void theProxyOfARepositoryIsGoneThroughAndItsLoginKeptFromSteps() throws Exception {
        try (SmallProxy proxy = SmallProxy.start("user:s3cret")) {
            Path local = provide(
                    false, "[app]\nbaseurl=x\nproxy=" + proxy.url() + "\nproxy_username=user\nproxy_password=s3cret\n");

            assertThat(proxy.requests()).hasSize(3);
            assertThat(Files.readString(local.resolve("app.repo"))).doesNotContain("s3cret", "proxy");
        }
    }

    @Test
    void aPackageWithoutTheSignatureItsRepositoryAsksForIsRefused() throws Exception {
        RpmTools.require("gpg", "rpmsign");
        Path homes = Files.createTempDirectory("keys");
        try {
            Path key = RpmTools.key(homes.resolve("a"), "a@example.org");
            Files.copy(key, directory.resolve("mirror/KEY"));
            gpgCheck = true;
            gpgKeys.add(server.url() + "/KEY");

            assertThatThrownBy(() -> provide(false))
                    .isInstanceOf(LockedBuildException.class)
                    .hasMessageContaining("one-1-1.el9.noarch: it is not signed (");

            List<Path> files = RpmTools.rpmsIn(directory.resolve("mirror"));
            rpms.clear();
            for (Path file : files) {
                RpmTools.sign(homes.resolve("a"), "a@example.org", file);
                rpms.add(lockedRpm(file, directory.resolve("mirror")));
            }
            Path local = provide(false, "[app]\ngpgcheck=1\ngpgkey=" + server.url() + "/KEY\n");

            assertThat(Files.readString(local.resolve("app.repo"))).contains("gpgcheck=1", "gpgkey=file://" + MOUNT);
            String keyPath = Files.readString(local.resolve("app.repo"))
                    .lines()
                    .filter(line -> line.startsWith("gpgkey="))
                    .findFirst()
                    .orElseThrow()
                    .substring(("gpgkey=file://" + MOUNT + "/").length());
            assertThat(Files.readString(local.resolve(keyPath))).isEqualTo(Files.readString(key));
        } finally {
            RpmTools.endAgents(homes);
        }
    }

    @Test
    void manyBuildsMayFillOneCacheAtOnce() throws Exception {
        ExecutorService builds = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Path>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(() -> provide(false));
            }
            for (Future<Path> one : builds.invokeAll(all)) {
                assertThat(RpmTools.rpmsIn(one.get().resolve("locked/app"))).hasSize(3);
            }
        } finally {
            builds.shutdownNow();
        }
        assertThat(unfinishedIn(directory.resolve("cache"))).isEmpty();
        for (LockedRpm rpm : rpms) {
            Path cached = new FileCache(directory.resolve("cache")).pathOf(LockedFile.of(rpm));
            assertThat(Digest.of(Files.readAllBytes(cached))).isEqualTo(rpm.sha256());
        }
    }

    @Test
    void twoProcessesMayFillOneCacheAtOnce() throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FillMain.class.getName(),
                directory.resolve("cache").toString(),
                server.url()));
        rpms.forEach(rpm -> words.addAll(
                List.of(rpm.nevra().toString(), rpm.sha256().hex(), String.valueOf(rpm.bytes()), rpm.location())));
        List<Process> builds = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            builds.add(new ProcessBuilder(words).redirectErrorStream(true).start());
        }
        List<String> printed = new ArrayList<>();
        for (Process build : builds) {
            printed.add(new String(build.getInputStream().readAllBytes(), UTF_8).strip());
            assertThat(build.waitFor()).as(printed.toString()).isZero();
        }

        assertThat(printed.get(0)).isEqualTo(printed.get(1));
        assertThat(RpmTools.rpmsIn(Path.of(printed.get(0)).resolve("locked/app")))
                .hasSize(3);
        assertThat(unfinishedIn(directory.resolve("cache"))).isEmpty();
    }

    @Test
    void aRepositoryThatIsADirectoryIsReadWhereStepsWouldSeeIt() throws Exception {
        StepView view = new StepView(
                List.of(new RepositoryFile("app.repo", "[app]\nbaseurl=file:///standin-repo\n")),
                text -> text,
                path -> Optional.of(path)
                        .filter(seen -> seen.startsWith("/standin-repo"))
                        .map(seen -> directory
                                .resolve("mirror")
                                .resolve(Path.of("/standin-repo").relativize(seen))));

        Path local = packages(false, "file:///standin-repo").provide(view, MOUNT);

        assertThat(RpmTools.rpmsIn(local.resolve("locked/app"))).hasSize(3);
    }

    @Test
    void metadataIsFetchedCheckedAndWrittenUnpacked() throws Exception {
        lockMetadata(MetadataKind.MODULES, "m.yaml.gz", packed("---\ndocument: modulemd\n"));
        lockMetadata(MetadataKind.GROUP, "c.xml", "<comps/>".getBytes(UTF_8));

        Path local = provide(false);

        assertThat(notes).containsExactly("3 locked RPMs and 2 files of metadata fetched (0 MB), 0 were in the cache");
        Path repodata = local.resolve("locked/app/repodata");
        assertThat(Files.readString(repodata.resolve("repomd.xml")))
                .contains("<data type=\"modules\">", "<data type=\"group\">");
        try (Stream<Path> files = Files.list(repodata)) {
            assertThat(files.filter(file -> file.toString().endsWith("-modules.yaml")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("---\ndocument: modulemd\n"));
        }

        server.close();
        remove(directory.resolve("cache/repositories"));
        assertThat(provide(true)).isEqualTo(local);
    }

    @Test
    void metadataThatIsGoneOrAnotherIsNamed() throws Exception {
        lockMetadata(MetadataKind.MODULES, "m.yaml", "one".getBytes(UTF_8));
        lockMetadata(MetadataKind.GROUP, "c.xml", "<comps/>".getBytes(UTF_8));
        Files.writeString(directory.resolve("mirror/repodata/m.yaml"), "two");
        Files.delete(directory.resolve("mirror/repodata/c.xml"));

        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessageStartingWith(
                        "2 locked files are not to be had:\n  the groups of app: " + server.url()
                                + "/repodata/c.xml answers with status 404; if the repository no longer has this version,"
                                + " tcib:lock -Dtcib.lock.update=metadata locks another\n  the modules of app: its SHA-256 is ");
        assertThatThrownBy(() -> provide(true))
                .hasMessageContaining("the groups of app, the modules of app; build once");
    }

    @Test
    void otherMetadataMakesAnotherRepository() throws Exception {
        Path without = provide(false);
        lockMetadata(MetadataKind.MODULES, "m.yaml", "one".getBytes(UTF_8));
        Path with = provide(false);
        lockMetadata(MetadataKind.MODULES, "m.yaml", "two".getBytes(UTF_8));

        assertThat(List.of(without, with, provide(false))).doesNotHaveDuplicates();
    }

    @Test
    void metadataThatCannotBeUnpackedIsNamed() throws Exception {
        byte[] whole = packed("---\ndocument: modulemd\n");
        lockMetadata(MetadataKind.MODULES, "m.yaml.gz", Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("the modules of app cannot be unpacked: %s", "packed content (GZIP) is damaged or cut off");

        lockMetadata(MetadataKind.MODULES, "m.yaml.gz", packed(new byte[(64 << 20) + 1]));
        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("the modules of app cannot be unpacked: it has more than 67108864 bytes");
    }

    @Test
    void aCacheThatIsInTheWayIsNamed() throws Exception {
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Files.createFile(cache.resolve("repositories"));
        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessageMatching("the local repository of locked packages cannot be written to "
                        + Pattern.quote(cache + "/repositories/") + "[0-9a-f]+: "
                        + Pattern.quote("'" + cache + "/repositories' is in the way"));

        remove(cache.resolve("rpms"));
        Files.createFile(cache.resolve("rpms"));
        FileCache files = new FileCache(cache);
        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("the cache of RPMs cannot be read: " + files.pathOf(LockedFile.of(rpms.get(0)))
                        + ": Not a directory");
    }

    @Test
    void aCacheThatCannotBeWrittenIsToldAtOnceAndWithoutBlamingTheLock() throws Exception {
        Path cache = Files.createSymbolicLink(directory.resolve("cache"), directory.resolve("nowhere"));
        rpms.subList(1, 3).clear();

        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("1 locked RPM is not to be had:\n  one-1-1.el9.noarch: the cache cannot be written: '"
                        + cache + "' is in the way");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anRpmThatWasDamagedInTheCacheIsNamedWithWhatToDo() throws Exception {
        provide(false);
        remove(directory.resolve("cache/repositories"));
        LockedRpm rpm = rpms.get(0);
        Path cached = new FileCache(directory.resolve("cache")).pathOf(LockedFile.of(rpm));
        Files.write(cached, new byte[(int) rpm.bytes()]);

        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage(
                        "a locked RPM in the cache cannot be used: one-1-1.el9.noarch.rpm: it is no RPM package; remove "
                                + directory.resolve("cache/rpms") + ", and they are fetched again");

        remove(directory.resolve("cache/rpms"));
        assertThat(RpmTools.rpmsIn(provide(false).resolve("locked/app"))).hasSize(3);
    }

    @Test
    void aKeyThatIsNoneIsNamedWithoutItsPassword() throws Exception {
        Files.writeString(directory.resolve("mirror/KEY"), "no key");
        gpgCheck = true;
        gpgKeys.add(server.url().replace("//", "//user:s3cret@") + "/KEY");

        assertThatThrownBy(() -> provide(false))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("a key of the repository app (" + server.url()
                        + "/KEY) cannot be used: there is no OpenPGP key in it");
    }

    private void lockMetadata(MetadataKind kind, String name, byte[] content) throws IOException {
        Path file = directory.resolve("mirror/repodata").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        metadata.put(kind, new LockedMetadata(Digest.of(content), content.length, "repodata/" + name));
    }

    private static byte[] packed(String text) throws IOException {
        return packed(text.getBytes(UTF_8));
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private Path provide(boolean offline) throws Exception {
        return provide(offline, "[app]\nname=App\nbaseurl=" + server.url() + "\npriority=7\ngpgcheck=0\nsslverify=0\n");
    }

    private Path provide(boolean offline, String repo) throws LockedBuildException, InterruptedException {
        List<RepositoryFile> files = repo.isEmpty() ? List.of() : List.of(new RepositoryFile("app.repo", repo));
        return packages(offline, server.url())
                .provide(new StepView(files, text -> text, path -> Optional.empty()), MOUNT);
    }

    private LockedPackages packages(boolean offline, String baseUrl) {
        LockedRepository repository = new LockedRepository(
                "app",
                baseUrl,
                new Digest("1".repeat(64)),
                OptionalInt.empty(),
                gpgCheck,
                List.copyOf(gpgKeys),
                metadata);
        ArchitectureLock lock =
                ArchitectureLock.of(new Digest("2".repeat(64)), List.of(), List.of(repository), rpms, List.of());
        return new LockedPackages(
                lock,
                new LockedPackages.Settings(
                        directory.resolve("cache"),
                        offline,
                        true,
                        ProxySelector.of(null),
                        note -> {
                            synchronized (notes) {
                                notes.add(note);
                            }
                        },
                        warnings::add));
    }

    private static LockedRpm lockedRpm(Path rpm, Path repository) throws IOException {
        byte[] content = Files.readAllBytes(rpm);
        String name = rpm.getFileName().toString();
        return new LockedRpm(
                Nevra.parse(name.substring(0, name.length() - ".rpm".length())).orElseThrow(),
                Digest.of(content),
                content.length,
                "app",
                repository.relativize(rpm).toString());
    }

    private static List<Path> unfinishedIn(Path cache) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException, InterruptedException {
        RpmTools.run(Map.of(), "rm", "-r", folder.toString());
    }

    @Test
    void aFullDiskIsSaidAsOne() throws Exception {
        RpmTools.require("mount", "umount");
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Process mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", cache.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(mounted.getInputStream().readAllBytes(), UTF_8);
        org.junit.jupiter.api.Assumptions.assumeTrue(
                mounted.waitFor() == 0, "left out: a small file system needs root to mount: " + out);
        try {
            assertThatThrownBy(() -> provide(false))
                    .isInstanceOf(LockedBuildException.class)
                    .hasMessageContaining("-1-1.el9.noarch: the cache cannot be written: ")
                    .hasMessageEndingWith("No space left on device");
        } finally {
            RpmTools.run(Map.of(), "umount", cache.toString());
        }
    }
}
