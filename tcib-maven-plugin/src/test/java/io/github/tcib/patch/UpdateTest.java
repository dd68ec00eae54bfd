package io.github.tcib.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Updates with the real buildah and dnf, from repositories made by createrepo_c. */
@Tag("buildah")
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateTest {

    private static final String APP = "localhost/it/app:1";
    private static final String DB = "localhost/it/db:1";

    @TempDir
    private static Path directory;

    private static DnfFixture images;
    private Path repository;
    private int runs;

    @BeforeAll
    void open() throws Exception {
        images = DnfFixture.open(Files.createDirectories(directory.resolve("store")));
        Path old = directory.resolve("old");
        Path app = RpmBuilder.rpm(directory, "app", "1.0-1.el9").into(old);
        Path tool = RpmBuilder.rpm(directory, "tool", "1.0-1").into(old);
        Path db = RpmBuilder.rpm(directory, "db", "3.0-1").into(old);
        images.build(APP, "docker", List.of(app, tool), "WORKDIR /usr/share/app", "USER 42");
        images.build(DB, "docker", List.of(db), "USER 7");
        repository = directory.resolve("repository");
        RpmBuilder.rpm(directory, "app", "1.1-1.el9").tag("Requires: libnew").into(repository);
        RpmBuilder.rpm(directory, "libnew", "2.0-1").into(repository);
        RpmBuilder.rpm(directory, "tool", "1.1-1").into(repository);
        RpmBuilder.rpm(directory, "unrelated", "1-1").into(repository);
        RpmBuilder.repository(repository);
    }

    @AfterAll
    static void close() throws Exception {
        if (images != null) {
            images.close();
        }
    }

    @Test
    void updatesWhatIsInstalledAndSaysFromWhichVersionToWhich() throws Exception {
        PatchResult result = update("up1", List.of(), List.of(), live(), APP, DB);

        assertThat(result.isComplete()).isTrue();
        assertThat(result.images().get(0).changes())
                .extracting(PackageChange::toString)
                .containsExactly("app 1.0-1.el9 -> 1.1-1.el9", "libnew (new) -> 2.0-1", "tool 1.0-1 -> 1.1-1");
        Set<String> expected = new TreeSet<>(images.packages(APP));
        expected.removeAll(List.of("app-1.0-1.el9.noarch", "tool-1.0-1.noarch"));
        expected.addAll(List.of("app-1.1-1.el9.noarch", "libnew-2.0-1.noarch", "tool-1.1-1.noarch"));
        assertThat(images.packages(APP + "-up1")).isEqualTo(expected);
        assertThat(images.config(APP + "-up1").path("config"))
                .isEqualTo(images.config(APP).path("config"));
        assertThat(images.lastLayer(APP + "-up1"))
                .filteredOn(file -> !file.endsWith("/"))
                .allMatch(file -> file.matches("root/\\.rpmdb/.*|var/lib/(rpm|dnf)/.*|usr/share/(app|libnew|tool)/.*"));
        assertThat(result.images().get(1).status()).isEqualTo(PatchStatus.UNCHANGED);
        assertThat(result.images().get(1).reason()).isEqualTo("the repositories have nothing newer");
        assertThat(images.has(DB + "-up1")).isFalse();
        JsonNode json = new JsonMapper()
                .readTree(Files.readString(directory.resolve("out" + runs).resolve("update-result.json")));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("..", "docs", "patch-result.schema.json")))
                        .validate(json))
                .isEmpty();
        images.assertNothingLeft();
    }

    @Test
    void updatesOnlyThePackagesThatAreNamed() throws Exception {
        PatchResult result = update("up2", List.of("to*"), List.of(), live(), APP, DB);

        assertThat(result.isComplete()).isTrue();
        assertThat(images.packages(APP + "-up2")).contains("app-1.0-1.el9.noarch", "tool-1.1-1.noarch");
        assertThat(result.images().get(1).reason()).isEqualTo("it has none of these packages");
    }

    @Test
    void refusesANameThatIsInNoImage() throws Exception {
        PatchResult result = update("up3", List.of("tool", "toool"), List.of(), live(), APP, DB);

        assertThat(result.refusal()).containsExactly("toool: not installed in any of the images");
        assertThat(images.has(APP + "-up3")).isFalse();
        images.assertNothingLeft();
    }

    @Test
    void aDeadRepositoryIsAnErrorAlsoWhenItsFileAllowsIt() throws Exception {
        PatchResult result = update("up4", List.of(), List.of(), """
                [live]
                name=live
                baseurl=file:///the-repo
                gpgcheck=0
                [dead]
                name=dead
                baseurl=http://127.0.0.1:1/nothing
                gpgcheck=0
                skip_if_unavailable=1
                """, APP, DB);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.images()).allSatisfy(image -> {
            assertThat(image.status()).isEqualTo(PatchStatus.FAILED);
            assertThat(image.reason()).startsWith("dnf: Failed to download metadata for repo 'dead'");
        });
        assertThat(images.has(APP + "-up4")).isFalse();
    }

    @Test
    void leavesADeadRepositoryAloneThatIsNotEnabled() throws Exception {
        String repos = live() + """
                [dead]
                name=dead
                baseurl=http://127.0.0.1:1/nothing
                gpgcheck=0
                [off]
                name=off
                baseurl=file:///the-repo
                gpgcheck=0
                enabled=0
                """;

        PatchResult one = update("up5", List.of(), List.of("off"), repos, APP);
        PatchResult none = update("up6", List.of(), List.of("unknown"), repos, APP);

        assertThat(one.images().get(0).changes()).hasSize(3);
        assertThat(none.images().get(0).reason()).isEqualTo("dnf: Unknown repo: 'unknown'");
    }

    @Test
    void withoutAnyRepositoryItFails() throws Exception {
        PatchResult result = update("up7", List.of(), List.of(), live().replace("gpgcheck=0", "enabled=0"), APP);

        assertThat(result.images().get(0).reason()).startsWith("dnf: There are no enabled repositories");
    }

    private static String live() {
        return "[live]\nname=live\nbaseurl=file:///the-repo\ngpgcheck=0\n";
    }

    private PatchResult update(
            String tag, List<String> packages, List<String> enabled, String repos, String... references)
            throws Exception {
        Path folder = Files.createDirectories(directory.resolve("repos" + ++runs));
        Files.writeString(folder.resolve("test.repo"), repos);
        PatchRequest request = new PatchRequest(
                new Patch.Update(packages, enabled),
                PatchTarget.of(List.of(references), tag),
                new PatchRequest.Surroundings(Optional.of(folder), List.of(repository + ":/the-repo:ro"), "host"),
                2,
                Duration.ofMinutes(10),
                directory.resolve("out" + runs));
        return new PatchRun(request, images.containers(), new RecordedPatchLog()).run();
    }
}
