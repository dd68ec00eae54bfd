package io.github.tcib;

import io.github.tcib.build.StateFile;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.PlatformResults;
import io.github.tcib.push.BuiltImages;
import io.github.tcib.push.PushException;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.BaselineFile;
import io.github.tcib.tree.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of earlier goals that come back as input, and may have been changed on the way. */
class ResultFuzzTest {

    private static final String BUILD = "{\"version\":1,\"images\":[{\"name\":\"a\",\"reference\":\"localhost/a:b\","
            + "\"parent\":\"x\",\"status\":\"built\",\"digest\":\"sha256:0\",\"id\":\"0\",\"engine\":\"jib\",\"seconds\":1.5,"
            + "\"sizeBytes\":10}]}";
    private static final String PLATFORMS = "{\"version\":2,\"platforms\":[{\"platform\":\"linux/amd64\",\"results\":"
            + "\"linux-amd64/build-result.json\"}],\"images\":[{\"name\":\"a\",\"reference\":\"r\",\"platforms\":["
            + "{\"platform\":\"linux/amd64\",\"status\":\"built\",\"reference\":\"r-linux-amd64\",\"digest\":\"d\",\"id\":\"i\"}]}]}";
    private static final String BASELINE =
            "{\"version\":1,\"images\":[{\"name\":\"a\",\"virtualBytes\":1,\"ownBytes\":1,"
                    + "\"virtualPackedBytes\":1,\"parent\":\"b\",\"layers\":[\"sha256:" + "0".repeat(64) + "\"],"
                    + "\"owners\":[{\"kind\":\"package\",\"name\":\"n\",\"bytes\":1,\"hiddenBytes\":0,\"files\":1}],"
                    + "\"files\":[{\"path\":\"p\",\"owner\":{\"name\":\"n\"},\"bytes\":1,\"hidden\":false}]}]}";

    @TempDir
    private Path directory;

    @Test
    void readsResultsOfBuildsOrSaysWhyNot() {
        read(80, text -> new BuiltImages(write(text)).read(List.of("a*")), BUILD, PLATFORMS);
        read(81, text -> io.github.tcib.size.BuiltImages.read(write(text)), BUILD);
        read(82, text -> new PlatformResults(write(text)).readTargets(), PLATFORMS);
        read(83, text -> Measurements.read(write(text)), BUILD);
    }

    @Test
    void readsBaselinesOrSaysWhyNot() {
        read(84, text -> BaselineFile.read(write(text), "the test"), BASELINE);
    }

    @Test
    void goesOnWithoutWhatIsDamagedInItsOwnState() {
        ForeignInput.seeded(85)
                .documents(
                        300,
                        text -> {
                            List<String> warnings = new ArrayList<>();
                            new StateFile(write(text), 1, warnings::add).read();
                            warnings.forEach(warning -> ForeignInput.checkMessage(warning, text));
                        },
                        "{\"version\":1,\"images\":{}}");
    }

    @Test
    void readsPlatformsOrSaysWhyNot() {
        ForeignInput.seeded(86).declares(IOException.class).texts(1000, Platform::parse, "linux/arm64/v8");
    }

    private static void read(long seed, ForeignInput.Reader<String> reader, String... samples) {
        ForeignInput.seeded(seed)
                .declares(IOException.class)
                .declares(PushException.class)
                .declares(BaselineException.class)
                .documents(250, reader, samples);
        ForeignInput.seeded(seed)
                .declares(IOException.class)
                .declares(PushException.class)
                .declares(BaselineException.class)
                .texts(150, reader, samples);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("file.json"), text);
    }
}
