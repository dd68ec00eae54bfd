package io.github.tcib.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.build.jib.DifferentialCases.Case;
import io.github.tcib.containerfile.ContainerfileReader;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.BaseImagePuller;
import io.github.tcib.registry.RegistryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the same Containerfiles with buildah and with the embedded engine and compares what comes out. */
@Tag("buildah")
class DifferentialTest {

    private static final List<String> FIELDS = List.of(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Volumes",
            "WorkingDir",
            "Labels",
            "StopSignal",
            "Healthcheck",
            "Shell",
            "OnBuild");

    @TempDir
    static Path work;

    private static List<Case> cases = List.of();
    private static Path storage = Path.of("unset");

    @BeforeAll
    static void buildWithBuildah() throws Exception {
        Tools.require("buildah", "runc");
        Tools.requireRoot();
        storage = storageDirectory();
        SampleContext.write(Files.createDirectories(work.resolve("context")));
        Files.writeString(work.resolve("context/.containerignore"), "ignored\n");
        writeBases();
        cases = DifferentialCases.all();
        Files.createDirectories(work.resolve("files"));
        Files.createDirectories(storage.resolve("results"));
        StringBuilder names = new StringBuilder();
        for (Case each : cases) {
            Files.writeString(
                    work.resolve("files").resolve(each.name()),
                    each.text()
                            .replaceFirst("^FROM BASE", "FROM localhost/base")
                            .replaceFirst("^FROM TRIGGERS", "FROM localhost/triggers")
                            .replaceFirst("^FROM PLAIN", "FROM localhost/plain"));
            names.append(each.name()).append('\n');
        }
        Files.writeString(work.resolve("names"), names);
        Files.writeString(work.resolve("build.sh"), """
                set -u
                storage=$1
                export TMPDIR="$storage"
                one() {
                    buildah --root "$storage/root$2" --runroot "$storage/run$2" --storage-driver vfs bud --runtime runc \\
                        --layers=false --format docker --identity-label=false --disable-compression --pull-never \\
                        -f "files/$1" -t "dir:$storage/results/$1" context > "$storage/results/$1.log" 2>&1 \\
                        || rm -rf "$storage/results/$1"
                }
                share() { awk "NR % 5 == $1" names | while read -r name; do one "$name" "$1"; done; }
                share 0 & share 1 & share 2 & share 3 & share 4
                wait
                """);
        Tools.runOk(work, "sh", "build.sh", storage.toString());
    }

    @AfterAll
    static void removeStorage() throws Exception {
        Tools.run(work, List.of("rm", "-rf", storage.toString()));
    }

    /** In memory where there is some, and five of them: buildah spends its time waiting for disks and locks. */
    private static Path storageDirectory() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "tcib-differential")
                : Files.createDirectories(work.resolve("storage"));
    }

    @Test
    void comesToTheSameImageAsBuildah() throws Exception {
        OciLayout layout = OciLayout.create(work.resolve("layout"));
        Path temporary = work.resolve("temporary");
        BaseImages bases = new BaseImages(
                layout, temporary, Platform.ofThisMachine(), new BaseImagePuller(RegistryAccess.anonymous()));
        JibImageBuilder builder = new JibImageBuilder(
                layout,
                temporary,
                new JibSettings(Platform.ofThisMachine(), ImageFormat.DOCKER, LayerPacking.uncompressed()));
        SortedMap<String, List<String>> unexplained = new TreeMap<>();
        Set<String> explained = new TreeSet<>();
        for (Case each : cases) {
            List<String> found = compare(each, layout, bases, builder);
            if (!found.isEmpty() && KnownDifferences.explain(each).isPresent()) {
                explained.add(KnownDifferences.explain(each).orElseThrow());
            } else if (!found.isEmpty()) {
                unexplained.put(each.name() + "\n" + each.text(), found);
            }
        }
        assertThat(unexplained).as("differences in %d cases", cases.size()).isEmpty();
        assertThat(explained).containsExactlyInAnyOrderElementsOf(KnownDifferences.reasons());
        assertThat(cases).hasSizeGreaterThan(60);
    }

    private static List<String> compare(Case each, OciLayout layout, BaseImages bases, JibImageBuilder builder)
            throws Exception {
        Optional<FlatImage> ours;
        String why = "";
        try {
            String text = withBases(each.text());
            String reference = text.lines().findFirst().orElseThrow().substring("FROM ".length());
            LayoutImage image = builder.build(
                    new JibImage(
                            each.name(),
                            ContainerfileReader.read(text, "Containerfile"),
                            work.resolve("context"),
                            reference,
                            bases.fetch(reference),
                            new TreeMap<>(),
                            new TreeMap<>(),
                            Instant.EPOCH),
                    line -> {});
            ours = Optional.of(FlatImage.readLayout(
                    layout.root(), image.manifest().digest().toString()));
        } catch (JibBuildException e) {
            ours = Optional.empty();
            why = e.getMessage();
        }
        Path directory = storage.resolve("results").resolve(each.name());
        if (ours.isEmpty() || !Files.exists(directory)) {
            return ours.isEmpty() == !Files.exists(directory)
                    ? List.of()
                    : List.of(ours.isEmpty() ? "only ours fails: " + why : "only buildah fails: " + log(each));
        }
        List<String> differences = new ArrayList<>();
        FlatImage theirs = FlatImage.readDirectory(directory);
        compare(differences, ours.get().files(), theirs.files());
        compare(differences, fields(ours.get().config()), fields(theirs.config()));
        return differences;
    }

    private static String log(Case each) throws IOException {
        return Files.readString(storage.resolve("results").resolve(each.name() + ".log"));
    }

    private static void compare(List<String> differences, Map<String, String> ours, Map<String, String> theirs) {
        TreeMap<String, String> all = new TreeMap<>(ours);
        all.putAll(theirs);
        for (String key : all.keySet()) {
            String here = ours.getOrDefault(key, "nothing");
            String there = theirs.getOrDefault(key, "nothing");
            if (!here.equals(there)) {
                differences.add(key + ": ours " + here + ", buildah's " + there);
            }
        }
    }

    /** What is null, empty or missing means the same. */
    private static Map<String, String> fields(JsonNode image) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("author", image.path("author").asText(""));
        fields.put("architecture", image.path("architecture").asText(""));
        fields.put("os", image.path("os").asText(""));
        fields.put("history entries", Integer.toString(image.path("history").size()));
        for (String field : FIELDS) {
            JsonNode value = image.path("config").path(field);
            boolean empty = value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!empty && !value.asText("x").isEmpty()) {
                fields.put(field, value instanceof ObjectNode object ? sorted(object) : value.toString());
            }
        }
        return fields;
    }

    private static String sorted(ObjectNode object) {
        TreeMap<String, String> entries = new TreeMap<>();
        object.properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().toString()));
        return entries.toString();
    }

    private static String withBases(String text) {
        return text.replace("FROM BASE", "FROM docker-archive:" + work.resolve("base.tar"))
                .replace("FROM TRIGGERS", "FROM docker-archive:" + work.resolve("triggers.tar"))
                .replace("FROM PLAIN", "FROM docker-archive:" + work.resolve("plain.tar"));
    }

    /** Bases come from buildah, so that both engines start at the same place. */
    private static void writeBases() throws Exception {
        Path context = Files.createDirectories(work.resolve("basecontext"));
        SampleContext.file(context, "etc/passwd", """
                root:x:0:0:root:/root:/bin/sh
                keystone:x:42425:42425:keystone:/var/lib/keystone:/bin/false
                nova:x:42436:42436::/var/lib/nova:/bin/false
                """, "rw-r--r--");
        SampleContext.file(context, "etc/group", "root:x:0:\nkeystone:x:42425:\nnova:x:42436:keystone\n", "rw-r--r--");
        SampleContext.file(context, "opt/real/there", "there", "rw-r--r--");
        SampleContext.file(context, "opt/tree/a/deep", "deep", "rw-r--r--");
        SampleContext.file(context, "opt/tree/sub/old", "old", "rw-r--r--");
        SampleContext.file(context, "var/private/secret", "secret", "rw-------");
        SampleContext.file(context, "hard/one", "one", "rw-r--r--");
        Files.createLink(context.resolve("hard/two"), context.resolve("hard/one"));
        Files.createSymbolicLink(context.resolve("opt/link"), Path.of("/opt/real"));
        Files.createSymbolicLink(context.resolve("opt/filelink"), Path.of("real/there"));
        Files.createSymbolicLink(context.resolve("opt/dangling"), Path.of("/opt/not/yet"));
        base("base", """
                FROM scratch
                COPY . /
                COPY --chown=7:8 --chmod=0700 var/private /var/private
                ENV BASE_VAR=base OTHER=o
                LABEL base.label=old kept=yes
                WORKDIR /base/work
                EXPOSE 5000
                VOLUME /base/volume
                ENTRYPOINT ["/base/entry"]
                CMD ["base", "command"]
                SHELL ["/bin/ash", "-c"]
                STOPSIGNAL SIGINT
                HEALTHCHECK CMD true
                """, context);
        base("triggers", """
                FROM scratch
                COPY etc /etc
                ONBUILD COPY one.txt /triggered
                ONBUILD ENV TRIGGERED=yes
                """, context);
        base("plain", "FROM scratch\nCOPY etc /etc\nCMD [\"old\"]\n", context);
    }

    private static void base(String name, String text, Path context) throws Exception {
        Files.writeString(work.resolve(name), text);
        Files.writeString(work.resolve("base.sh"), """
                set -e
                store() { buildah --root "$1/root$2" --runroot "$1/run$2" --storage-driver vfs "${@:3}"; }
                store "$1" 0 bud --layers=false --format docker --identity-label=false -f "$2" -t "localhost/$2" "$3"
                store "$1" 0 push "localhost/$2" "docker-archive:$PWD/$2.tar:localhost/$2:latest"
                for i in 1 2 3 4; do store "$1" $i pull "docker-archive:$PWD/$2.tar"; done
                """);
        Tools.runOk(work, "bash", "base.sh", storage.toString(), name, context.toString());
    }
}
