package io.github.tcib.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.tcib.build.BuildFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hotfixes with the real buildah, dnf and rpm, on images of a base with the real dnf. */
@Tag("buildah")
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotfixTest {

    private static final String APP = "localhost/it/app:1";
    private static final String OCI = "localhost/it/oci:1";
    private static final String DB = "localhost/it/db:1";
    private static final String[] SETTINGS = {
        "MAINTAINER someone <someone@example.org>",
        "ENV A=\"b c\" B=d",
        "LABEL x=y z=\"1 2\" io.github.tcib.key=abc",
        "WORKDIR /usr/share/app",
        "VOLUME /srv/vol",
        "EXPOSE 80/tcp",
        "STOPSIGNAL SIGUSR1",
        "ENTRYPOINT [\"dumb-init\",\"--\"]",
        "CMD [\"run it\"]",
        "USER 42:42"
    };

    @TempDir
    private static Path directory;

    private static DnfFixture images;
    private Path fixes;
    private int runs;

    @BeforeAll
    void open() throws Exception {
        images = DnfFixture.open(Files.createDirectories(directory.resolve("store")));
        Path old = directory.resolve("old");
        Path app = RpmBuilder.rpm(directory, "app", "1.0-1.el9")
                .file("/srv/vol/data")
                .into(old);
        Path db = RpmBuilder.rpm(directory, "db", "2:3.0-1").into(old);
        Path machine =
                RpmBuilder.rpm(directory, "native", "1.0-1").forThisMachine().into(old);
        List<String> docker = new ArrayList<>(List.of(SETTINGS));
        docker.addAll(List.of("HEALTHCHECK --interval=5s CMD true", "SHELL [\"/bin/bash\",\"-c\"]"));
        images.build(APP, "docker", List.of(app, machine), docker.toArray(String[]::new));
        images.build(OCI, "oci", List.of(app), SETTINGS);
        images.build(DB, "docker", List.of(db), "USER 7");
        fixes = directory.resolve("fixes");
        RpmBuilder.rpm(directory, "app", "1.1-1.el9")
                .file("/srv/vol/data")
                .tag("Requires: libnew >= 2")
                .into(fixes);
        RpmBuilder.rpm(directory, "libnew", "2.0-1").into(fixes);
    }

    @AfterAll
    static void close() throws Exception {
        if (images != null) {
            images.close();
        }
    }

    @Test
    void installsWhatAppliesWithWhatItNeeds() throws Exception {
        PatchResult result = hotfix("fix1", fixes, APP, OCI);

        assertThat(result.isComplete()).isTrue();
        assertThat(result.images()).extracting(image -> image.status().word()).containsExactly("patched", "patched");
        for (String reference : List.of(APP, OCI)) {
            Set<String> expected = new TreeSet<>(images.packages(reference));
            expected.remove("app-1.0-1.el9.noarch");
            expected.addAll(List.of("app-1.1-1.el9.noarch", "libnew-2.0-1.noarch"));
            assertThat(images.packages(reference + "-fix1")).isEqualTo(expected);
            assertThat(images.inside(reference + "-fix1", "rpm", "-V", "app", "libnew"))
                    .isEmpty();
        }
        assertThat(result.images().get(0).changes())
                .extracting(PackageChange::toString)
                .containsExactly("app 1.0-1.el9 -> 1.1-1.el9", "libnew (new) -> 2.0-1");
        assertThat(images.has(DB + "-fix1")).isFalse();
        images.assertNothingLeft();
    }

    @Test
    void keepsEveryFieldOfTheConfig() throws Exception {
        hotfix("fix2", fixes, APP, OCI);

        for (String reference : List.of(APP, OCI)) {
            ObjectNode before = (ObjectNode) images.config(reference);
            ObjectNode after = (ObjectNode) images.config(reference + "-fix2");
            assertThat(after.path("history")).hasSize(before.path("history").size() + 1);
            JsonNode added = after.path("history").get(after.path("history").size() - 1);
            assertThat(added.path("created_by").asText())
                    .isEqualTo("tcib:hotfix app 1.0-1.el9 -> 1.1-1.el9, libnew (new) -> 2.0-1");
            assertThat(after.path("rootfs").path("diff_ids"))
                    .as("one layer more")
                    .hasSize(before.path("rootfs").path("diff_ids").size() + 1);
            for (ObjectNode config : List.of(before, after)) {
                // what a new image has to have anew; and the key of a build, which this is not any more
                config.remove(List.of("created", "history", "rootfs", "container", "parent"));
                for (String part : List.of("config", "container_config")) {
                    if (config.path(part).path("Labels") instanceof ObjectNode labels) {
                        labels.remove("io.github.tcib.key");
                    }
                }
            }
            assertThat(after).isEqualTo(before);
            assertThat(after.path("config").path("WorkingDir").asText()).isEqualTo("/usr/share/app");
            assertThat(after.path("config").path("User").asText()).isEqualTo("42:42");
            assertThat(after.path("config").path("Labels").path("x").asText()).isEqualTo("y");
            assertThat(manifestType(reference + "-fix2")).isEqualTo(manifestType(reference));
        }
        assertThat(images.config(APP + "-fix2").path("config").path("Healthcheck"))
                .isNotEmpty();
    }

    private static String manifestType(String reference) throws Exception {
        JsonMapper json = new JsonMapper();
        return json.readTree(json.readTree(images.run("inspect", "--type", "image", reference))
                        .path("Manifest")
                        .asText())
                .path("config")
                .path("mediaType")
                .asText();
    }

    @Test
    void keepsTriggersAndRunsNone() throws Exception {
        Path app = directory.resolve("old/app-1.0-1.el9.noarch.rpm");
        images.build("localhost/it/on:1", "docker", List.of(app), "ONBUILD RUN touch /triggered", "USER 42");

        PatchResult result = hotfix("fix15", fixes, "localhost/it/on:1");

        assertThat(result.images().get(0).reason()).isEmpty();
        assertThat(images.config("localhost/it/on:1-fix15").path("config"))
                .isEqualTo(images.config("localhost/it/on:1").path("config"));
        assertThat(images.config("localhost/it/on:1-fix15").path("config").path("OnBuild"))
                .hasSize(1);
        assertThat(images.lastLayer("localhost/it/on:1-fix15"))
                .contains("usr/share/app/version")
                .doesNotContain("triggered");
        assertThat(result.images().get(0).stored().orElseThrow().id())
                .isEqualTo(images.run("images", "--no-trunc", "--quiet", "localhost/it/on:1-fix15"));
        images.assertNothingLeft();
    }

    @Test
    void keepsWhatTheOciSpecificationDoesNotKnow() throws Exception {
        Path copy = directory.resolve("unknown-fields");
        images.run("push", "-q", "-D", OCI, "dir:" + copy);
        JsonMapper json = new JsonMapper();
        ObjectNode manifest = (ObjectNode) json.readTree(Files.readString(copy.resolve("manifest.json")));
        ObjectNode descriptor = (ObjectNode) manifest.path("config");
        ObjectNode config = (ObjectNode) json.readTree(
                Files.readString(copy.resolve(descriptor.path("digest").asText().substring("sha256:".length()))));
        ((ObjectNode) config.path("config"))
                .putObject("Healthcheck")
                .putArray("Test")
                .add("CMD")
                .add("true");
        byte[] content = json.writeValueAsBytes(config);
        Files.write(copy.resolve(io.github.tcib.build.Sha256.of(content)), content);
        descriptor
                .put("digest", "sha256:" + io.github.tcib.build.Sha256.of(content))
                .put("size", content.length);
        Files.write(copy.resolve("manifest.json"), json.writeValueAsBytes(manifest));
        images.run("tag", images.run("pull", "-q", "dir:" + copy), "localhost/it/health:1");

        hotfix("fix16", fixes, "localhost/it/health:1");

        ObjectNode expected =
                (ObjectNode) images.config("localhost/it/health:1").path("config");
        ((ObjectNode) expected.path("Labels")).remove("io.github.tcib.key");
        assertThat(expected.path("Healthcheck")).isNotEmpty();
        assertThat(images.config("localhost/it/health:1-fix16").path("config")).isEqualTo(expected);
        assertThat(manifestType("localhost/it/health:1-fix16")).isEqualTo(manifestType(OCI));
    }

    @Test
    void leavesNothingInTheLayerButWhatAnInstallLeaves() throws Exception {
        hotfix("fix3", fixes, APP);

        Set<String> files = images.lastLayer(APP + "-fix3");
        assertThat(files)
                .contains("usr/share/app/version", "usr/share/libnew/version")
                .as("a file below a VOLUME, which buildah would lose")
                .contains("srv/vol/data");
        assertThat(files.stream()
                        .filter(file -> !file.endsWith("/"))
                        .filter(file -> !file.startsWith("usr/share/") && !file.startsWith("srv/vol/")))
                .allMatch(file -> file.matches("root/\\.rpmdb/.*|var/lib/(rpm|dnf)/.*"));
        assertThat(files).noneMatch(file -> file.matches("(tmp|var/cache|var/log)/.*"));
    }

    @Test
    void saysPerImageWhatApplied() throws Exception {
        Path mixed = copies("mixed", fixes);
        RpmBuilder.rpm(directory, "db", "2:3.1-1").into(mixed);
        RpmBuilder.rpm(directory, "app", "1.0.5-1.el9").into(mixed);

        PatchResult result = hotfix("fix4", mixed, APP, DB, DnfFixture.BASE);

        assertThat(result.isComplete()).isTrue();
        assertThat(outcomes(result.images().get(0)))
                .containsExactly(
                        "app-1.0.5-1.el9.noarch.rpm superseded",
                        "app-1.1-1.el9.noarch.rpm applied",
                        "db-3.1-1.noarch.rpm not-needed",
                        "libnew-2.0-1.noarch.rpm applied");
        assertThat(outcomes(result.images().get(1))).contains("db-3.1-1.noarch.rpm applied");
        assertThat(result.images().get(1).changes())
                .extracting(PackageChange::toString)
                .containsExactly("db 2:3.0-1 -> 2:3.1-1");
        assertThat(result.images().get(2).status()).isEqualTo(PatchStatus.UNCHANGED);
        assertThat(result.images().get(2).reason()).isEqualTo("none of the RPMs applies");
        assertThat(images.has(DnfFixture.BASE + "-fix4")).isFalse();
    }

    @Test
    void aSecondTimeThereIsNothingToDo() throws Exception {
        hotfix("fix5", fixes, APP);

        PatchResult result = hotfix("again", fixes, APP + "-fix5");

        assertThat(result.isComplete()).isTrue();
        assertThat(result.images().get(0).reason()).isEqualTo("it has these packages already");
        assertThat(images.has(APP + "-fix5-again")).isFalse();
    }

    @Test
    void refusesRpmsThatApplyToNoImageAndMakesNone() throws Exception {
        Path mixed = copies("refused", fixes);
        RpmBuilder.rpm(directory, "stray", "1.0-1").into(mixed);
        RpmBuilder.rpm(directory, "db", "1:9.0-1").into(mixed);
        RpmBuilder.rpm(directory, "native", "1.1-1").forThisMachine().into(mixed, "--target", "s390x-linux");

        PatchResult result = hotfix("fix6", mixed, APP, DB);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.refusal())
                .containsExactly(
                        "db-9.0-1.noarch.rpm: not installed and not needed in " + APP,
                        "db-9.0-1.noarch.rpm: older than installed (2:3.0-1) in " + DB,
                        "native-1.1-1.s390x.rpm: wrong architecture (s390x, the image is for x86_64) in any of the"
                                + " images",
                        "stray-1.0-1.noarch.rpm: not installed and not needed in any of the images");
        assertThat(result.images())
                .extracting(PatchedImage::status)
                .containsExactly(PatchStatus.REFUSED, PatchStatus.UNCHANGED);
        assertThat(images.has(APP + "-fix6")).isFalse();
        images.assertNothingLeft();
    }

    @Test
    void refusesWhatDoesNotApplyToEveryImageWhenThatIsAskedFor() throws Exception {
        PatchResult result = run("fix7", new Patch.Hotfix(set(fixes, false), List.of(), true, false), APP, DB);

        assertThat(result.refusal())
                .containsExactly(
                        "app-1.1-1.el9.noarch.rpm: not installed and not needed in " + DB,
                        "libnew-2.0-1.noarch.rpm: not installed and not needed in " + DB);
        assertThat(images.has(APP + "-fix7")).isFalse();
    }

    @Test
    void aFailingImageStopsNoOther() throws Exception {
        Path lonely = directory.resolve("lonely");
        RpmBuilder.rpm(directory, "app", "1.2-1.el9")
                .tag("Requires: nowhere = 7")
                .into(lonely);
        RpmBuilder.rpm(directory, "db", "2:3.2-1").into(lonely);

        PatchResult result = hotfix("fix8", lonely, "localhost/it/lost:1", APP, DB);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.images())
                .extracting(PatchedImage::status)
                .containsExactly(PatchStatus.FAILED, PatchStatus.FAILED, PatchStatus.PATCHED);
        assertThat(result.images().get(0).reason())
                .startsWith("it is not in the image store, and it cannot be pulled: ");
        assertThat(result.images().get(1).reason())
                .startsWith("dnf: ")
                .contains("nothing provides nowhere = 7 needed by app-1.2-1.el9.noarch");
        assertThat(images.packages(DB + "-fix8")).contains("db-3.2-1.noarch");
        assertThat(Files.readString(result.images().get(1).log())).contains("nothing provides nowhere");
        JsonNode json = new JsonMapper()
                .readTree(Files.readString(directory.resolve("out" + runs).resolve("hotfix-result.json")));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("..", "docs", "patch-result.schema.json")))
                        .validate(json))
                .isEmpty();
        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.path("images").get(2).path("digest").asText())
                .isEqualTo(result.images().get(2).stored().orElseThrow().digest());
        images.assertNothingLeft();
    }

    @Test
    void takesWhatIsNeededFromARepositoryWhenAskedTo() throws Exception {
        Path alone = directory.resolve("alone");
        RpmBuilder.rpm(directory, "app", "1.3-1.el9").tag("Requires: helper").into(alone);
        Path repository = directory.resolve("repository");
        RpmBuilder.rpm(directory, "helper", "4-1").into(repository);
        RpmBuilder.rpm(directory, "app", "9-1").into(repository);
        RpmBuilder.repository(repository);
        Path repos = Files.createDirectories(directory.resolve("repos.d"));
        Files.writeString(repos.resolve("x.repo"), "[x]\nname=x\nbaseurl=file:///made-up/repo\ngpgcheck=0\n");
        PatchRequest.Surroundings around =
                new PatchRequest.Surroundings(Optional.of(repos), List.of(repository + ":/made-up/repo:ro"), "none");

        PatchResult result = run("fix9", new Patch.Hotfix(set(alone, false), List.of(), false, true), around, APP);

        assertThat(result.images().get(0).changes())
                .extracting(PackageChange::toString)
                .containsExactly("app 1.0-1.el9 -> 1.3-1.el9", "helper (new) -> 4-1");
        assertThat(images.lastLayer(APP + "-fix9"))
                .noneMatch(file -> file.startsWith("made-up") || file.startsWith("tmp"));
    }

    @Test
    void installsOnlyWhatTheKeysHaveSigned() throws Exception {
        Path signed = copies("signed", fixes);
        Path home = directory.resolve("gpg");
        Path stranger = directory.resolve("gpg2");
        Path key = RpmBuilder.key(home, "packager@example.org");
        Path other = RpmBuilder.key(stranger, "stranger@example.org");
        RpmBuilder.sign(home, "packager@example.org", files(signed));

        PatchResult good = run("fix10", new Patch.Hotfix(set(signed, true), List.of(other, key), false, false), APP);
        PatchResult bad = run("fix11", new Patch.Hotfix(set(signed, true), List.of(other), false, false), APP);

        assertThat(good.isComplete()).isTrue();
        assertThat(images.packages(APP + "-fix10"))
                .contains("app-1.1-1.el9.noarch")
                .noneMatch(one -> one.startsWith("gpg"));
        assertThat(bad.images().get(0).reason())
                .startsWith("not signed with one of the keys of tcib.hotfix.keys: app-1.1-1.el9.noarch.rpm: ");
        assertThat(images.has(APP + "-fix11")).isFalse();
        assertThatThrownBy(() -> set(fixes, true))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining("2 RPMs cannot be used:")
                .hasMessageContaining("libnew-2.0-1.noarch.rpm is not signed, but signatures are asked for");
    }

    @Test
    void endsDnfThatTakesTooLongAndLeavesNothing() throws Exception {
        Path slow = directory.resolve("slow");
        RpmBuilder.rpm(directory, "app", "1.4-1.el9").tag("%pre\nsleep 600\n").into(slow);

        PatchResult result = run(new PatchRequest(
                new Patch.Hotfix(set(slow, false), List.of(), false, false),
                PatchTarget.of(List.of(APP), "fix12"),
                nothingAround(),
                2,
                Duration.ofSeconds(8),
                directory.resolve("out" + ++runs)));

        assertThat(result.images().get(0).reason()).isEqualTo("dnf took longer than 8 s (tcib.timeout), and was ended");
        images.assertNothingLeft();
    }

    @Test
    void anInterruptLeavesNothing() throws Exception {
        Path slow = directory.resolve("interrupted");
        RpmBuilder.rpm(directory, "app", "1.5-1.el9").tag("%pre\nsleep 600\n").into(slow);
        Path out = directory.resolve("out" + ++runs);
        PatchRequest request = new PatchRequest(
                new Patch.Hotfix(set(slow, false), List.of(), false, false),
                PatchTarget.of(List.of(APP, DB), "fix13"),
                nothingAround(),
                1,
                Duration.ZERO,
                out);
        List<Throwable> thrown = new ArrayList<>();
        Thread patching = new Thread(() -> {
            try {
                run(request);
            } catch (Exception e) {
                thrown.add(e);
            }
        });
        patching.start();
        Path log = out.resolve("logs/hotfix/localhost_it_app_1.log");
        while (patching.isAlive()
                && !(Files.exists(log) && Files.readString(log).contains("Running transaction"))) {
            Thread.onSpinWait();
        }
        patching.interrupt();
        patching.join();

        assertThat(thrown).hasSize(1).first().isInstanceOf(InterruptedException.class);
        images.assertNothingLeft();
        assertThat(images.has(APP + "-fix13")).isFalse();
    }

    @Test
    void refusesAnImageWithoutRpm() throws Exception {
        Path context = Files.createDirectories(directory.resolve("scratch"));
        Files.writeString(context.resolve("Containerfile"), "FROM scratch\nCOPY Containerfile /\n");
        images.run("bud", "-q", "-t", "localhost/it/none:1", context.toString());

        PatchResult result = hotfix("fix14", fixes, "localhost/it/none:1");

        assertThat(result.images().get(0).reason()).isEqualTo("there is no rpm in it");
    }

    @Test
    void refusesAnImageWhoseRpmKnowsNoPackage() throws Exception {
        images.build(
                "localhost/it/forgot:1",
                "docker",
                List.of(),
                "RUN rm -rf /root/.rpmdb /var/lib/rpm /usr/lib/sysimage/rpm");

        PatchResult result = hotfix("fix17", fixes, "localhost/it/forgot:1");

        assertThat(result.images().get(0).reason()).isEqualTo("RPM knows no package in it");
    }

    @Test
    void quotesAnRpmThatCannotBeRun() throws Exception {
        images.build(
                "localhost/it/odd:1",
                "docker",
                List.of(),
                "RUN printf '#!/bin/sh\\necho no such interpreter >&2\\nexit 127\\n' > /odd && chmod 755 /odd && mv /odd $(command -v rpm)");

        PatchResult result = hotfix("fix18", fixes, "localhost/it/odd:1");

        assertThat(result.images().get(0).reason()).isEqualTo("rpm: no such interpreter (exit code 127)");
    }

    @Test
    void saysThatDnfLeavesOutWhatTheImageHolds() throws Exception {
        images.build(
                "localhost/it/held:1",
                "docker",
                List.of(
                        directory.resolve("old/app-1.0-1.el9.noarch.rpm"),
                        directory.resolve("old/db-3.0-1.noarch.rpm")),
                "RUN printf '[main]\\nexcludepkgs=app\\n' > /etc/dnf/dnf.conf");
        Path both = copies("held", fixes);
        RpmBuilder.rpm(directory, "db", "2:3.3-1").into(both);

        for (Path folder : List.of(fixes, both)) {
            PatchResult result = hotfix("fix19", folder, "localhost/it/held:1");

            assertThat(result.images().get(0).reason())
                    .as("with what there is in " + folder)
                    .isEqualTo(
                            "dnf left out app-1.1-1.el9.noarch.rpm, though older ones are installed; does the image's"
                                    + " dnf.conf exclude or lock them?");
        }
        assertThat(images.has("localhost/it/held:1-fix19")).isFalse();
    }

    @Test
    void saysWhereRpmsCannotBeCopiedTo() throws Exception {
        PatchRequest request = new PatchRequest(
                new Patch.Hotfix(set(fixes, false), List.of(), false, false),
                PatchTarget.of(List.of(APP), "fix20"),
                nothingAround(),
                1,
                Duration.ZERO,
                directory.resolve("out" + ++runs));
        Files.createDirectories(request.stage().getParent());
        Files.createFile(request.stage());

        assertThatThrownBy(() -> run(request))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the RPMs cannot be copied to " + request.stage() + ": "
                        + request.stage().resolve("rpms") + ": Not a directory");
    }

    @Test
    void refusesTheSourceOfAPackage() throws Exception {
        Path spec = Files.writeString(directory.resolve("source.spec"), """
                Name: source
                Version: 1
                Release: 1
                Summary: source
                License: MIT
                %description
                source
                """);
        Path sources = directory.resolve("sources");
        RpmBuilder.run(List.of(
                "rpmbuild",
                "-bs",
                "--quiet",
                "--define",
                "_topdir " + directory.resolve("rpmbuild"),
                "--define",
                "_srcrpmdir " + sources,
                spec.toString()));

        assertThatThrownBy(() -> set(sources, false))
                .isInstanceOf(PatchException.class)
                .hasMessage(files(sources)[0] + " is a source package, which cannot be installed");
    }

    private static List<String> outcomes(PatchedImage image) {
        return image.rpms().stream()
                .map(verdict ->
                        verdict.rpm().fileName() + " " + verdict.outcome().word())
                .toList();
    }

    private static Path copies(String name, Path source) throws Exception {
        Path copies = Files.createDirectories(directory.resolve(name));
        for (Path file : files(source)) {
            Files.copy(file, copies.resolve(file.getFileName()));
        }
        return copies;
    }

    private static Path[] files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toArray(Path[]::new);
        }
    }

    private static RpmSet set(Path folder, boolean signed) throws Exception {
        return RpmSet.read(RpmSet.filesIn(folder), signed);
    }

    private static PatchRequest.Surroundings nothingAround() {
        return new PatchRequest.Surroundings(Optional.empty(), List.of(), "host");
    }

    private PatchResult hotfix(String tag, Path folder, String... references) throws Exception {
        return run(tag, new Patch.Hotfix(set(folder, false), List.of(), false, false), references);
    }

    private PatchResult run(String tag, Patch patch, String... references) throws Exception {
        return run(tag, patch, nothingAround(), references);
    }

    private PatchResult run(String tag, Patch patch, PatchRequest.Surroundings around, String... references)
            throws Exception {
        return run(new PatchRequest(
                patch,
                PatchTarget.of(List.of(references), tag),
                around,
                2,
                Duration.ofMinutes(10),
                directory.resolve("out" + ++runs)));
    }

    private static PatchResult run(PatchRequest request) throws Exception {
        return new PatchRun(request, images.containers(), new RecordedPatchLog()).run();
    }
}
