package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.ForeignInput;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts, image lists and configs that someone damaged, or made to do harm. */
class LayoutFuzzTest {

    private static final String IMAGE = """
            {"tcib_envs": {"LANG": "en_US.UTF-8"}, "tcib_runs": ["dnf -y install {{ packages | join(' ') }}"],
             "packages": ["a", "b"], "tcib_volumes": ["/var/log"], "tcib_labels": {"x": "y"}, "tcib_user": "root",
             "tcib_copies": ["a /b"], "tcib_cmd": "run", "tcib_actions": [{"run": "x"}], "number": 5, "tcib_exposes": ["80"]}
            """;
    private static final String YAML = """
            tcib_envs: &e
              LANG: en_US.UTF-8
            tcib_runs:
            - dnf -y install {{ packages | join(' ') }}
            - >-
              folded
              text
            packages: [a, *x, 'b']
            x: &x "c\\x41"
            tcib_actions:
            - run: |
                literal
            """;
    private static final String LIST =
            "{\"container_images\": [{\"imagename\": \"registry.example/a/base:b\", \"image_source\": \"tripleo\"}]}";

    @TempDir
    private Path directory;

    @Test
    void readsImagesOrSaysWhyNot() {
        ForeignInput.seeded(90).documents(250, text -> read(text, Optional.empty(), Optional.empty()), IMAGE);
        ForeignInput.seeded(91).texts(350, text -> read(text, Optional.empty(), Optional.empty()), YAML, IMAGE);
    }

    @Test
    void readsImageListsOrSaysWhyNot() {
        ForeignInput.seeded(92).documents(150, text -> read("a: b", Optional.of(text), Optional.empty()), LIST);
    }

    @Test
    void readsExtraConfigsOrSaysWhyNot() {
        ForeignInput.seeded(93).documents(150, text -> read("a: b", Optional.empty(), Optional.of(text)), IMAGE);
    }

    @Test
    void readsNoBombs() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        for (String bomb : new String[] {
            laughs.toString(),
            "a: " + "[".repeat(100_000),
            "{a: ".repeat(100_000),
            "- ".repeat(100_000),
            "a: &x [*x]",
            "a: !!int " + "9".repeat(400_000),
            "a: !!int 1" + ":1".repeat(200_000),
            "a: " + "x".repeat(2_900_000),
            "a: \"" + "x".repeat(2_900_000) + "\"",
            "x".repeat(13_000_000)
        }) {
            ForeignInput.seeded(0)
                    .allocatesAtMost(512L << 20)
                    .one(
                            bomb,
                            text -> assertThat(read(text, Optional.empty(), Optional.empty()))
                                    .as(bomb.substring(0, 10))
                                    .isFalse());
        }
    }

    private boolean read(String image, Optional<String> list, Optional<String> config) throws IOException {
        LayoutFixture layout = new LayoutFixture(directory).file("base/base.yaml", image);
        layout.containersFile = write("list.yaml", list);
        layout.extraConfig = write("config.yaml", config);
        try {
            layout.read().graph().images().forEach(ContainerfileWriter::write);
            return true;
        } catch (LayoutException e) {
            assertThat(e.problems()).isNotEmpty();
            for (Problem problem : e.problems()) {
                ForeignInput.checkMessage(problem.message(), image + list + config);
            }
            return false;
        }
    }

    private Optional<Path> write(String name, Optional<String> text) throws IOException {
        return text.isEmpty() ? Optional.empty() : Optional.of(Files.writeString(directory.resolve(name), text.get()));
    }
}
